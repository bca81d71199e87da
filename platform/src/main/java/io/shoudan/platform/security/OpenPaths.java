package io.shoudan.platform.security;

import java.util.List;

/// Paths of a service that need no token, as a bean of that service. Health is always open.
///
/// @param patterns in Spring's path pattern language, for example `/oauth2/**`; never below
///                 `/internal`
public record OpenPaths(List<String> patterns) {

    /// @throws IllegalArgumentException if internal calls or everything would be open
    public OpenPaths {
        patterns = List.copyOf(patterns);
        for (var pattern : patterns) {
            if (!pattern.startsWith("/")
                    || pattern.startsWith("/internal")
                    || pattern.equals("/**")
                    || pattern.startsWith("/*/")) {
                throw new IllegalArgumentException("must not open internal paths: " + pattern);
            }
        }
    }

    public static OpenPaths of(String... patterns) {
        return new OpenPaths(List.of(patterns));
    }
}
