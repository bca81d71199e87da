package io.shoudan.merchant;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;

/// Starts the merchant service; its configuration is `merchant-service.yml`.
///
/// Spring Boot's own authorization server is left out: it would make a new signing key at each
/// start and remember tokens in memory.
@SpringBootApplication(
        exclude = {
            OAuth2AuthorizationServerAutoConfiguration.class,
            OAuth2AuthorizationServerJwtAutoConfiguration.class
        })
@ConfigurationPropertiesScan
public class MerchantServiceApplication {

    static void main(String[] arguments) {
        var application = new SpringApplication(MerchantServiceApplication.class);
        application.setDefaultProperties(Map.of("spring.config.name", "merchant-service"));
        application.run(arguments);
    }
}
