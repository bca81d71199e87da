package io.shoudan.gateway.limit;

import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.ProblemType;
import io.shoudan.platform.problem.Problems;
import io.shoudan.platform.security.Callers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.function.HandlerFunction;

/// Refuses calls (429) beyond what a client, or on open routes an address, may make. Runs after
/// the token was checked and before any service hears of the call. Documents are not limited.
final class LimitInterceptor implements HandlerInterceptor {

    private final Allowance clients;
    private final Allowance addresses;
    private final Problems problems;

    LimitInterceptor(Allowance clients, Allowance addresses, Problems problems) {
        this.clients = clients;
        this.addresses = addresses;
        this.problems = problems;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!(handler instanceof HandlerFunction<?>)) {
            return true;
        }
        var taken =
                Callers.find()
                        .map(it -> clients.take(it.clientId()))
                        .orElseGet(
                                () -> addresses.take(Network.of(request.getRemoteAddr()).name()));
        response.setHeader("RateLimit-Policy", taken.policy());
        response.setHeader("RateLimit", taken.state());
        if (!taken.allowed()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(taken.retryAfterSeconds()));
            problems.write(request, response, Problem.of(ProblemType.RATE_LIMITED));
        }
        return taken.allowed();
    }
}
