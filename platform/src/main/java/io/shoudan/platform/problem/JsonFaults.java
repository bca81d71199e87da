package io.shoudan.platform.problem;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/// Says which field of a JSON body is wrong, and never what stood in it: the value may be a card
/// number in the wrong place.
final class JsonFaults {

    static final Text UNKNOWN = Text.of("未知字段", "unknown field");
    static final Text WRONG_TYPE = Text.of("类型或格式不正确", "wrong type or format");
    static final Text MISSING = Text.of("缺少必填字段", "is missing");
    static final Text OUT_OF_RANGE = Text.of("取值不合法", "not a permitted value");

    private static final Text MALFORMED = Text.of("请求体不是有效的 JSON", "The body is not valid JSON");

    private JsonFaults() {}

    static Problem toProblem(JacksonException fault) {
        if (fault instanceof InputCoercionException && fault.processor() instanceof JsonParser at) {
            // A number beyond its type's range is noticed below the level that keeps paths.
            return Problem.invalid(pathOf(at.streamReadContext()), WRONG_TYPE);
        }
        var field = pathOf(fault.getPath());
        if (field.isEmpty()) {
            var message = fault instanceof MismatchedInputException ? WRONG_TYPE : MALFORMED;
            return Problem.of(ProblemType.VALIDATION, message);
        }
        return switch (fault) {
            case UnrecognizedPropertyException _ -> Problem.invalid(field, UNKNOWN);
            case InvalidTypeIdException _ -> Problem.invalid(field, OUT_OF_RANGE);
            // The type's own rule refused it; its message may quote the value.
            case ValueInstantiationException _ -> Problem.invalid(field, OUT_OF_RANGE);
            case MismatchedInputException _ -> Problem.invalid(field, WRONG_TYPE);
            default -> Problem.of(ProblemType.VALIDATION, MALFORMED);
        };
    }

    /// A path as people write it: `transactions[0].amount`.
    private static String pathOf(List<JacksonException.Reference> references) {
        var path = new StringBuilder();
        for (var reference : references) {
            if (reference.getPropertyName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
            } else if (reference.getIndex() >= 0) {
                path.append('[').append(reference.getIndex()).append(']');
            }
        }
        return path.toString();
    }

    private static String pathOf(TokenStreamContext innermost) {
        var path = new StringBuilder();
        TokenStreamContext at = innermost;
        for (; at != null && !at.inRoot(); at = at.getParent()) {
            var step = at.inArray() ? "[" + at.getCurrentIndex() + "]" : at.currentName();
            boolean below = !path.isEmpty() && path.charAt(0) != '[';
            path.insert(0, below ? step + "." : step);
        }
        return path.toString();
    }
}
