package io.shoudan.platform.security;

import java.util.stream.Collectors;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/// A verified caller in Spring Security's terms. Keeps no token: nobody downstream needs it.
final class CallerAuthentication extends AbstractAuthenticationToken {

    private final Caller caller;

    CallerAuthentication(Caller caller) {
        super(
                caller.roles().stream()
                        .map(it -> new SimpleGrantedAuthority(it.authority()))
                        .collect(Collectors.toUnmodifiableSet()));
        this.caller = caller;
        super.setAuthenticated(true);
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public String getName() {
        return caller.clientId();
    }
}
