package io.shoudan.platform.problem;

import io.shoudan.platform.problem.ProblemDocument.FieldMessage;
import io.shoudan.platform.request.BodyTooLarge;
import io.shoudan.platform.request.DeadlineExceeded;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/// The one place where an exception becomes an HTTP answer.
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class ProblemAdvice {

    private static final Text NO_BODY = Text.of("缺少请求体", "The body is missing");

    private final ConstraintFaults constraints;
    private final List<PassingFaults> passingFaults;

    ProblemAdvice(ConstraintFaults constraints, List<PassingFaults> passingFaults) {
        this.constraints = constraints;
        this.passingFaults = List.copyOf(passingFaults);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> refused(Problem problem, HttpServletRequest request) {
        return answer(Problems.document(request, problem), problem.type());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> late(DeadlineExceeded late, HttpServletRequest request) {
        return refused(Problem.of(ProblemType.DEADLINE_EXCEEDED), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> unreadable(
            HttpMessageNotReadableException unreadable, HttpServletRequest request) {
        if (BodyTooLarge.causedBy(unreadable)) {
            return refused(Problem.of(ProblemType.TOO_LARGE), request);
        }
        if (unreadable.getCause() instanceof JacksonException fault) {
            return refused(JsonFaults.toProblem(fault), request);
        }
        return refused(Problem.of(ProblemType.VALIDATION, NO_BODY), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> invalid(BindException invalid, HttpServletRequest request) {
        return invalid(constraints.of(invalid, Problems.localeOf(request)), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> invalid(
            HandlerMethodValidationException invalid, HttpServletRequest request) {
        if (invalid.isForReturnValue()) {
            return broken(invalid, request);
        }
        return invalid(constraints.of(invalid, Problems.localeOf(request)), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> invalid(
            ConstraintViolationException invalid, HttpServletRequest request) {
        return invalid(constraints.of(invalid), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> missing(
            MissingServletRequestParameterException missing, HttpServletRequest request) {
        return refused(Problem.invalid(missing.getParameterName(), JsonFaults.MISSING), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> missing(
            MissingRequestHeaderException missing, HttpServletRequest request) {
        return refused(Problem.invalid(missing.getHeaderName(), JsonFaults.MISSING), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> mistyped(
            MethodArgumentTypeMismatchException mistyped, HttpServletRequest request) {
        return refused(Problem.invalid(mistyped.getName(), JsonFaults.WRONG_TYPE), request);
    }

    /// A query or form that can't be decoded, or is too large; found when the first parameter is
    /// asked for, which may be anywhere.
    @ExceptionHandler
    ResponseEntity<ProblemDocument> undecodable(
            InvalidParameterException undecodable, HttpServletRequest request) {
        return refused(Problem.of(ProblemType.ofStatus(undecodable.getErrorCode())), request);
    }

    @ExceptionHandler({NoHandlerFoundException.class, NoResourceFoundException.class})
    ResponseEntity<ProblemDocument> nowhere(HttpServletRequest request) {
        return refused(Problem.notFound(), request);
    }

    @ExceptionHandler({
        HttpRequestMethodNotSupportedException.class,
        HttpMediaTypeNotSupportedException.class,
        HttpMediaTypeNotAcceptableException.class,
        ServletRequestBindingException.class
    })
    ResponseEntity<ProblemDocument> unsupported(Exception refused, HttpServletRequest request) {
        var response = (ErrorResponse) refused;
        var type = ProblemType.ofStatus(response.getStatusCode().value());
        var document = Problems.document(request, type, null, List.of());
        // Allow and Accept tell the caller what would have worked.
        return ResponseEntity.status(type.status())
                .headers(it -> it.putAll(response.getHeaders()))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(document);
    }

    /// What nobody foresaw, and the outermost loop of every request: logged once, here, and told to
    /// the caller without details.
    @ExceptionHandler
    ResponseEntity<ProblemDocument> broken(Exception unforeseen, HttpServletRequest request) {
        if (unforeseen instanceof ErrorResponse response
                && response.getStatusCode().is4xxClientError()) {
            return refused(
                    Problem.of(ProblemType.ofStatus(response.getStatusCode().value())), request);
        }
        boolean passing = passingFaults.stream().anyMatch(it -> it.includes(unforeseen));
        Faults.log(unforeseen, request);
        return refused(
                Problem.of(passing ? ProblemType.UNAVAILABLE : ProblemType.INTERNAL), request);
    }

    private static ResponseEntity<ProblemDocument> invalid(
            List<FieldMessage> errors, HttpServletRequest request) {
        var type = ProblemType.VALIDATION;
        return answer(Problems.document(request, type, null, errors), type);
    }

    private static ResponseEntity<ProblemDocument> answer(
            ProblemDocument document, ProblemType type) {
        var response =
                ResponseEntity.status(type.status())
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (Problems.retryAfter(type) == Problems.RetryAfter.ONE_SECOND) {
            response.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return response.body(document);
    }
}
