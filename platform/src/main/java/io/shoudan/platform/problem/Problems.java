package io.shoudan.platform.problem;

import io.shoudan.platform.problem.ProblemDocument.FieldMessage;
import io.shoudan.platform.request.Requests;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// Writes problem documents. Controllers throw [Problem] instead; this is for filters, which run
/// before Spring MVC can map anything.
public final class Problems {

    private final JsonMapper json;

    public Problems(JsonMapper json) {
        this.json = json;
    }

    /// Answers with a problem, unless the response is already on its way.
    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(problem.type().status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        retryAfter(problem.type()).ifPresentSet(response);
        response.getOutputStream().write(json.writeValueAsBytes(document(request, problem)));
    }

    static ProblemDocument document(HttpServletRequest request, Problem problem) {
        var locale = localeOf(request);
        var messages =
                problem.fields().stream()
                        .map(it -> new FieldMessage(it.field(), it.message().in(locale)))
                        .toList();
        return document(request, problem.type(), problem.detail(), messages);
    }

    static ProblemDocument document(
            HttpServletRequest request,
            ProblemType type,
            @Nullable Text detail,
            List<FieldMessage> errors) {
        var locale = localeOf(request);
        return new ProblemDocument(
                type.uri(),
                type.title().in(locale),
                type.status(),
                detail == null ? null : detail.in(locale),
                pathOf(request),
                Requests.id(),
                errors.isEmpty() ? null : errors);
    }

    /// A caller that is told "not now" is told when to come back.
    static RetryAfter retryAfter(ProblemType type) {
        return switch (type) {
            case UNAVAILABLE, RATE_LIMITED -> RetryAfter.ONE_SECOND;
            default -> RetryAfter.NEVER;
        };
    }

    enum RetryAfter {
        NEVER,
        ONE_SECOND;

        void ifPresentSet(HttpServletResponse response) {
            if (this == ONE_SECOND && !response.containsHeader(HttpHeaders.RETRY_AFTER)) {
                response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            }
        }
    }

    /// Chinese or English, whichever the caller names first; English if it names neither.
    static Locale localeOf(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null) {
            return Locale.ENGLISH;
        }
        for (var locales = request.getLocales(); locales.hasMoreElements(); ) {
            switch (locales.nextElement().getLanguage()) {
                case "zh" -> {
                    return Locale.SIMPLIFIED_CHINESE;
                }
                case "en" -> {
                    return Locale.ENGLISH;
                }
                default -> {
                    // A language we do not speak; the next one may be one that we do.
                }
            }
        }
        return Locale.ENGLISH;
    }

    private static String pathOf(HttpServletRequest request) {
        var original = request.getAttribute(jakarta.servlet.RequestDispatcher.ERROR_REQUEST_URI);
        return original instanceof String path ? path : request.getRequestURI();
    }
}
