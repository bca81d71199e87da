package io.shoudan.platform.security;

import io.shoudan.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Leaves refusals that are thrown inside a controller to the security filters, which know how to
/// answer them; otherwise they would pass for defects.
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SecurityProblemAdvice {

    /// @throws AccessDeniedException always, for the filters
    @ExceptionHandler
    Problem denied(AccessDeniedException denied) {
        throw denied;
    }

    /// @throws AuthenticationException always, for the filters
    @ExceptionHandler
    Problem unauthenticated(AuthenticationException refused) {
        throw refused;
    }
}
