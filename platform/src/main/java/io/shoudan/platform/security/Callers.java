package io.shoudan.platform.security;

import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;

/// The current request's caller, for code that implements a generated interface and can't declare
/// an argument of its own.
public final class Callers {

    private Callers() {}

    /// @throws IllegalStateException on an open path, where nobody has to say who they are
    public static Caller current() {
        return find().orElseThrow(() -> new IllegalStateException("must be authenticated"));
    }

    /// Empty outside a request and on open paths.
    public static Optional<Caller> find() {
        return SecurityContextHolder.getContext().getAuthentication()
                        instanceof CallerAuthentication authentication
                ? Optional.of(authentication.getPrincipal())
                : Optional.empty();
    }
}
