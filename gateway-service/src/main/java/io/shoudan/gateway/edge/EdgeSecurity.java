package io.shoudan.gateway.edge;

import io.shoudan.gateway.docs.Docs;
import io.shoudan.gateway.route.Route;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.Problems;
import io.shoudan.platform.security.OpenPaths;
import io.shoudan.platform.security.SecurityAutoConfiguration;
import jakarta.servlet.DispatcherType;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/// Decides about paths before platform's chains ask for tokens:
///
/// 1. what is not listed is answered 404, with or without a token
/// 2. documents are open, under a policy that lets their pages load nothing from elsewhere
/// 3. the rest is for platform: the authorization server is open, everything else needs a token
@Configuration(proxyBeanMethods = false)
class EdgeSecurity {

    /// The gateway's own health, for those who start and watch it.
    private static final List<String> PROBES =
            List.of("/actuator/health/liveness", "/actuator/health/readiness");

    private static final String METRICS = "/actuator/prometheus";

    private static final String DOCS_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; connect-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";

    @Bean
    @Order(SecurityAutoConfiguration.OPEN - 20)
    SecurityFilterChain unlistedPathsChain(
            HttpSecurity http, Problems problems, Environment environment) {
        return stateless(http.securityMatcher(unlisted(environment)))
                .authorizeHttpRequests(
                        it ->
                                it.dispatcherTypeMatchers(DispatcherType.ERROR)
                                        .permitAll()
                                        .anyRequest()
                                        .denyAll())
                .exceptionHandling(
                        it ->
                                it.authenticationEntryPoint(
                                                (request, response, _) ->
                                                        problems.write(
                                                                request,
                                                                response,
                                                                Problem.notFound()))
                                        .accessDeniedHandler(
                                                (request, response, _) ->
                                                        problems.write(
                                                                request,
                                                                response,
                                                                Problem.notFound())))
                .build();
    }

    @Bean
    @Order(SecurityAutoConfiguration.OPEN - 10)
    SecurityFilterChain docsChain(HttpSecurity http) {
        return stateless(http.securityMatcher(Docs.PATTERNS.toArray(String[]::new)))
                .authorizeHttpRequests(it -> it.anyRequest().permitAll())
                .headers(it -> it.contentSecurityPolicy(csp -> csp.policyDirectives(DOCS_POLICY)))
                .build();
    }

    @Bean
    OpenPaths openRoutes() {
        return OpenPaths.of(Route.openPatterns().toArray(String[]::new));
    }

    /// Metrics are nothing for callers at the edge: they are told only on a port of actuator's own.
    private static RequestMatcher unlisted(Environment environment) {
        var metrics =
                ManagementPortType.get(environment) == ManagementPortType.DIFFERENT
                        ? Stream.of(METRICS)
                        : Stream.<String>empty();
        var listed =
                Stream.of(Route.allPatterns(), Docs.PATTERNS.stream(), PROBES.stream(), metrics)
                        .flatMap(it -> it)
                        .<RequestMatcher>map(PathPatternRequestMatcher.withDefaults()::matcher)
                        .toList();
        return new NegatedRequestMatcher(new OrRequestMatcher(listed));
    }

    private static HttpSecurity stateless(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }
}
