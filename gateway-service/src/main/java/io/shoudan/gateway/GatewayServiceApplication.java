package io.shoudan.gateway;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// Starts the gateway; its configuration is `gateway-service.yml`.
@SpringBootApplication
@ConfigurationPropertiesScan
public class GatewayServiceApplication {

    static void main(String[] arguments) {
        var application = new SpringApplication(GatewayServiceApplication.class);
        application.setDefaultProperties(Map.of("spring.config.name", "gateway-service"));
        application.run(arguments);
    }
}
