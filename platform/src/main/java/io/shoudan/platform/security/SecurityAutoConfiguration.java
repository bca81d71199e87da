package io.shoudan.platform.security;

import io.shoudan.platform.PlatformAutoConfiguration;
import io.shoudan.platform.ServiceName;
import io.shoudan.platform.problem.Problems;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Three filter chains, so that no token works where it was not meant to:
///
/// 1. open paths: health, metrics and the service's own [OpenPaths]; tokens are not looked at
/// 2. `/internal/**`: services only, by internal token
/// 3. everything else: merchants and operators, by access token; actuator for operators only
///
/// A service adds its own chain with an order below [#OPEN] when it needs other rules.
@AutoConfiguration(
        after = PlatformAutoConfiguration.class,
        before = {
            ServletWebSecurityAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class,
            OAuth2ResourceServerAutoConfiguration.class,
            OAuth2ResourceServerWebSecurityAutoConfiguration.class
        })
@ConditionalOnClass({HttpSecurity.class, JwtDecoder.class, BearerTokenAuthenticationFilter.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(SecurityProperties.class)
public final class SecurityAutoConfiguration {

    /// Order of the chain of open paths.
    public static final int OPEN = 100;

    private static final int INTERNAL = 110;
    private static final int EXTERNAL = 120;

    private static final String INTERNAL_PATHS = "/internal/**";

    @Bean
    @ConditionalOnMissingBean
    JwtDecoder accessTokenDecoder(SecurityProperties properties, Clock clock) {
        return Tokens.accessTokens(properties, clock);
    }

    @Bean
    ProblemEntryPoint problemEntryPoint(Problems problems) {
        return new ProblemEntryPoint(problems);
    }

    @Bean
    SecurityProblemAdvice securityProblemAdvice() {
        return new SecurityProblemAdvice();
    }

    @Bean
    @Order(OPEN)
    SecurityFilterChain openPathsChain(HttpSecurity http, ObjectProvider<OpenPaths> open) {
        var patterns =
                Stream.concat(
                                Stream.of(
                                        "/actuator/health",
                                        "/actuator/health/**",
                                        "/actuator/prometheus"),
                                open.stream().flatMap(it -> it.patterns().stream()))
                        .toArray(String[]::new);
        return stateless(http.securityMatcher(patterns))
                .authorizeHttpRequests(it -> it.anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(EXTERNAL)
    SecurityFilterChain externalChain(
            HttpSecurity http, JwtDecoder accessTokens, ProblemEntryPoint problem) {
        return bearer(stateless(http), accessTokens, Tokens::external, problem)
                .authorizeHttpRequests(
                        it ->
                                it.dispatcherTypeMatchers(DispatcherType.ERROR)
                                        .permitAll()
                                        .requestMatchers(INTERNAL_PATHS)
                                        .denyAll()
                                        .requestMatchers("/actuator/**")
                                        .hasRole(Role.OPERATOR.name())
                                        .anyRequest()
                                        .hasAnyRole(Role.MERCHANT.name(), Role.OPERATOR.name()))
                .build();
    }

    /// Spring observes every filter of a chain by itself, which costs more than the filters do.
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    WebMvcConfigurer callerConfigurer() {
        return new CallerConfigurer();
    }

    /// Calls between services, in both directions.
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "shoudan.security.internal-calls", matchIfMissing = true)
    static class Internal {

        @Bean
        InternalSecret internalSecret(SecurityProperties properties) {
            return new InternalSecret(properties.internalSecret());
        }

        @Bean
        InternalTokens internalTokens(ServiceName self, InternalSecret secret, Clock clock) {
            return new InternalTokens(self, secret.key(), clock);
        }

        @Bean
        @Order(INTERNAL)
        SecurityFilterChain internalChain(
                HttpSecurity http,
                InternalSecret secret,
                ServiceName self,
                SecurityProperties properties,
                Clock clock,
                ProblemEntryPoint problem) {
            var decoder =
                    new KnownTokens(Tokens.internalTokens(secret, self, properties, clock), clock);
            return bearer(
                            stateless(http.securityMatcher(INTERNAL_PATHS)),
                            decoder,
                            Tokens::internal,
                            problem)
                    .authorizeHttpRequests(it -> it.anyRequest().hasRole(Role.SERVICE.name()))
                    .build();
        }
    }

    /// Nothing is remembered between requests, so there is nothing that a foreign page could ride.
    private static HttpSecurity stateless(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }

    private static HttpSecurity bearer(
            HttpSecurity http,
            JwtDecoder decoder,
            Converter<Jwt, AbstractAuthenticationToken> toCaller,
            ProblemEntryPoint problem) {
        return http.exceptionHandling(
                        it -> it.authenticationEntryPoint(problem).accessDeniedHandler(problem))
                .oauth2ResourceServer(
                        it ->
                                it.authenticationEntryPoint(problem)
                                        .accessDeniedHandler(problem)
                                        .withObjectPostProcessor(answeringWith(problem))
                                        .jwt(
                                                jwt ->
                                                        jwt.decoder(decoder)
                                                                .jwtAuthenticationConverter(
                                                                        toCaller)));
    }

    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answeringWith(
            ProblemEntryPoint problem) {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                filter.setAuthenticationFailureHandler(problem);
                return filter;
            }
        };
    }

    private static final class CallerConfigurer implements WebMvcConfigurer {

        @Override
        public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
            resolvers.add(new CallerArgument());
        }

        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            // Before anything else looks at the request: 403 is no place for hints.
            registry.addInterceptor(new OperatorOnlyInterceptor())
                    .order(Ordered.HIGHEST_PRECEDENCE);
        }
    }
}
