package io.shoudan.platform.security;

import io.shoudan.platform.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Enforces [OperatorOnly] on whichever controller method was chosen, however the path was spelled.
final class OperatorOnlyInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && restricted(method) && !byOperator()) {
            throw Problem.forbidden();
        }
        return true;
    }

    private static boolean restricted(HandlerMethod method) {
        return method.hasMethodAnnotation(OperatorOnly.class)
                || AnnotatedElementUtils.hasAnnotation(method.getBeanType(), OperatorOnly.class);
    }

    private static boolean byOperator() {
        return Callers.find().filter(it -> it.is(Role.OPERATOR)).isPresent();
    }
}
