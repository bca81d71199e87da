package io.shoudan.terminal;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Starts terminal-service. Its configuration is `terminal-service.yml`.
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class TerminalService {

    /// Name of the configuration file, distinct so that several services fit one class path.
    public static final String CONFIGURATION = "terminal-service";

    public static void main(String[] arguments) {
        var application = new SpringApplication(TerminalService.class);
        application.setDefaultProperties(Map.of("spring.config.name", CONFIGURATION));
        application.run(arguments);
    }
}
