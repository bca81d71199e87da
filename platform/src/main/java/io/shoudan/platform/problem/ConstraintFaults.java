package io.shoudan.platform.problem;

import io.shoudan.platform.problem.ProblemDocument.FieldMessage;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.validation.method.ParameterErrors;

/// Violations of declared constraints, however Spring wraps them, as one sorted list of fields.
final class ConstraintFaults {

    private static final Comparator<FieldMessage> ORDER =
            Comparator.comparing(FieldMessage::field).thenComparing(FieldMessage::message);

    private final MessageSource messages;

    ConstraintFaults(MessageSource messages) {
        this.messages = messages;
    }

    /// A body whose fields break their constraints.
    List<FieldMessage> of(Errors errors, Locale locale) {
        return errors.getAllErrors().stream()
                .map(
                        it ->
                                new FieldMessage(
                                        it instanceof FieldError field ? field.getField() : "",
                                        messageOf(it, locale)))
                .sorted(ORDER)
                .toList();
    }

    /// Parameters of a controller method that break their constraints.
    List<FieldMessage> of(MethodValidationResult result, Locale locale) {
        var faults = new ArrayList<FieldMessage>();
        for (var parameter : result.getParameterValidationResults()) {
            if (parameter instanceof ParameterErrors body) {
                faults.addAll(of((Errors) body, locale));
            } else {
                var name =
                        Objects.requireNonNullElse(
                                parameter.getMethodParameter().getParameterName(), "");
                parameter
                        .getResolvableErrors()
                        .forEach(it -> faults.add(new FieldMessage(name, messageOf(it, locale))));
            }
        }
        faults.sort(ORDER);
        return List.copyOf(faults);
    }

    /// A validated proxy's view of the same: the path begins with method and parameter.
    List<FieldMessage> of(ConstraintViolationException refused) {
        return refused.getConstraintViolations().stream()
                .map(it -> new FieldMessage(pathOf(it), it.getMessage()))
                .sorted(ORDER)
                .toList();
    }

    private static String pathOf(ConstraintViolation<?> violation) {
        var nodes = new ArrayList<Path.Node>();
        violation.getPropertyPath().forEach(nodes::add);
        nodes.removeIf(it -> it.getKind() == ElementKind.METHOD);
        if (nodes.size() > 1 && nodes.getFirst().getKind() == ElementKind.PARAMETER) {
            nodes.removeFirst(); // The body itself has no name in JSON.
        }
        var path = new StringBuilder();
        for (var node : nodes) {
            if (node.getIndex() != null) {
                path.append('[').append(node.getIndex()).append(']');
            }
            if (node.getName() != null && node.getKind() != ElementKind.CONTAINER_ELEMENT) {
                path.append(path.isEmpty() ? "" : ".").append(node.getName());
            }
        }
        return path.toString();
    }

    private String messageOf(MessageSourceResolvable fault, Locale locale) {
        return Objects.requireNonNullElse(messages.getMessage(fault, locale), "");
    }
}
