package io.shoudan.platform.defaults;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.ResourcePropertySource;

/// Puts `platform-defaults.properties` behind all other configuration: a service's own file, the
/// environment and the command line win.
final class PlatformDefaults implements EnvironmentPostProcessor {

    private static final String NAME = "platform-defaults";

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        var file = new ClassPathResource("platform-defaults.properties", PlatformDefaults.class);
        try {
            environment.getPropertySources().addLast(new ResourcePropertySource(NAME, file));
        } catch (IOException e) {
            throw new UncheckedIOException("must be in the jar: " + file, e);
        }
    }
}
