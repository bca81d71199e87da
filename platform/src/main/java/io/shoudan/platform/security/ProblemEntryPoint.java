package io.shoudan.platform.security;

import io.shoudan.platform.problem.Faults;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.ProblemType;
import io.shoudan.platform.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/// 401 and 403 as problem documents, with the `WWW-Authenticate` header that RFC 6750 asks for.
final class ProblemEntryPoint
        implements AuthenticationEntryPoint, AuthenticationFailureHandler, AccessDeniedHandler {

    /// RFC 9728 metadata, which the entry point advertises unasked and none of our services has.
    private static final Pattern METADATA = Pattern.compile(",? ?resource_metadata=\"[^\"]*\"");

    private final BearerTokenAuthenticationEntryPoint challenge =
            new BearerTokenAuthenticationEntryPoint();
    private final BearerTokenAccessDeniedHandler denial = new BearerTokenAccessDeniedHandler();
    private final Problems problems;

    ProblemEntryPoint(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException refused)
            throws IOException {
        challenge.commence(request, response, refused);
        var full = Objects.requireNonNull(response.getHeader(HttpHeaders.WWW_AUTHENTICATE));
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE, METADATA.matcher(full).replaceFirst("").strip());
        problems.write(request, response, Problem.of(ProblemType.UNAUTHENTICATED));
    }

    /// A token that can't be checked because the issuer's keys are out of reach says nothing about
    /// the caller.
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException refused)
            throws IOException {
        if (refused instanceof AuthenticationServiceException) {
            Faults.log(refused, request);
            problems.write(request, response, Problem.of(ProblemType.UNAVAILABLE));
        } else {
            commence(request, response, refused);
        }
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        denial.handle(request, response, denied);
        problems.write(request, response, Problem.forbidden());
    }
}
