package io.shoudan.merchant.authority;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import tools.jackson.databind.json.JsonMapper;

/// Refused token requests as RFC 6749 §5.2 has them. The code is all that a caller is told: what
/// exactly was wrong with its credentials would help an attacker only.
final class Refusals implements AuthenticationFailureHandler, AuthenticationEntryPoint {

    private static final String CHALLENGE = "Basic realm=\"shoudan\", charset=\"UTF-8\"";

    private final JsonMapper json;

    Refusals(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException refused)
            throws IOException {
        var code =
                refused instanceof OAuth2AuthenticationException oauth
                        ? oauth.getError().getErrorCode()
                        : OAuth2ErrorCodes.INVALID_CLIENT;
        write(response, code);
    }

    /// A request without client credentials.
    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException refused)
            throws IOException {
        write(response, OAuth2ErrorCodes.INVALID_CLIENT);
    }

    private void write(HttpServletResponse response, String code) throws IOException {
        switch (code) {
            case OAuth2ErrorCodes.INVALID_CLIENT -> {
                response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
            }
            case OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE -> {
                response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
                response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            }
            default -> response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        }
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(Map.of("error", code)));
    }
}
