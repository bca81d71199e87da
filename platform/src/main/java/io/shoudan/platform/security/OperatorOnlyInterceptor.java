package io.shoudan.platform.security;

import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.request.Masking;
import io.shoudan.platform.request.Requests;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Enforces [OperatorOnly] on whichever controller method was chosen, however the path was spelled,
/// and keeps in the log which operator changed what: that is asked for long afterwards.
final class OperatorOnlyInterceptor implements HandlerInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorOnlyInterceptor.class);

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && restricted(method) && !byOperator()) {
            throw Problem.forbidden();
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable Exception failure) {
        if (request.getMethod().equals("GET")
                || !(handler instanceof HandlerMethod method && restricted(method))) {
            return;
        }
        Callers.find()
                .ifPresent(
                        caller ->
                                LOG.atInfo()
                                        .addKeyValue("request_id", Requests.id())
                                        .addKeyValue("by", caller.clientId())
                                        .addKeyValue("method", request.getMethod())
                                        .addKeyValue("path", Masking.path(request.getRequestURI()))
                                        .addKeyValue("status", response.getStatus())
                                        .log("operator's change"));
    }

    private static boolean restricted(HandlerMethod method) {
        return method.hasMethodAnnotation(OperatorOnly.class)
                || AnnotatedElementUtils.hasAnnotation(method.getBeanType(), OperatorOnly.class);
    }

    private static boolean byOperator() {
        return Callers.find().filter(it -> it.is(Role.OPERATOR)).isPresent();
    }
}
