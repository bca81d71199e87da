package io.shoudan.merchant.authority;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.shoudan.merchant.client.ApiClients;
import io.shoudan.merchant.client.ClientSecrets;
import io.shoudan.platform.security.OpenPaths;
import io.shoudan.platform.security.SecurityAutoConfiguration;
import io.shoudan.platform.security.SecurityProperties;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationConverter;
import tools.jackson.databind.json.JsonMapper;

/// Spring's authorization server, cut down to what machines need: a token endpoint for client
/// credentials and the key set. Its other endpoints (authorization codes, introspection,
/// revocation) are outside of the chain's paths and so do not exist.
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "shoudan.authority.enabled", matchIfMissing = true)
class AuthorityConfiguration {

    static final String TOKEN_PATH = "/oauth2/token";
    static final String KEYS_PATH = "/oauth2/jwks";

    @Bean
    @Order(SecurityAutoConfiguration.OPEN - 10)
    SecurityFilterChain authorityChain(
            HttpSecurity http,
            RegisteredClients clients,
            AuthorizationServerSettings settings,
            JwtGenerator tokens,
            JsonMapper json) {
        var refusals = new Refusals(json);
        return http.securityMatcher(TOKEN_PATH, KEYS_PATH)
                .oauth2AuthorizationServer(
                        server ->
                                server.registeredClientRepository(clients)
                                        .authorizationServerSettings(settings)
                                        .authorizationService(new ForgottenAuthorizations())
                                        .tokenGenerator(tokens)
                                        .clientAuthentication(
                                                it -> it.errorResponseHandler(refusals))
                                        .tokenEndpoint(
                                                it ->
                                                        it.errorResponseHandler(refusals)
                                                                .accessTokenRequestConverters(
                                                                        AuthorityConfiguration
                                                                                ::oneGrant)))
                .authorizeHttpRequests(it -> it.anyRequest().authenticated())
                .exceptionHandling(it -> it.authenticationEntryPoint(refusals))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /// Any other grant is then unsupported, instead of one whose code or token happens to be wrong.
    private static void oneGrant(List<AuthenticationConverter> converters) {
        converters.clear();
        converters.add(new OAuth2ClientCredentialsAuthenticationConverter());
    }

    @Bean
    OpenPaths authorityMetadata() {
        return OpenPaths.of(MetadataEndpoint.PATH);
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(SecurityProperties security) {
        return AuthorizationServerSettings.builder()
                .issuer(security.issuer().toString())
                .tokenEndpoint(TOKEN_PATH)
                .jwkSetEndpoint(KEYS_PATH)
                .build();
    }

    @Bean
    RegisteredClients registeredClients(
            ApiClients clients, ClientSecrets secrets, AuthorityProperties properties) {
        return new RegisteredClients(clients, secrets, properties);
    }

    @Bean
    PasswordEncoder clientSecretCheck(ClientSecrets secrets) {
        return new SecretCheck(secrets);
    }

    /// Read once: the key does not change while a process runs.
    @Bean
    JWKSource<SecurityContext> signingKeySource(SigningKeys keys) {
        return new ImmutableJWKSet<>(new JWKSet(keys.inUse()));
    }

    @Bean
    JwtGenerator accessTokens(JWKSource<SecurityContext> keys, Clock clock) {
        var generator = new JwtGenerator(new NimbusJwtEncoder(keys));
        generator.setClock(clock);
        generator.setJwtCustomizer(new AccessTokenClaims());
        return generator;
    }
}
