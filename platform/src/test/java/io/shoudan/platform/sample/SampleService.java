package io.shoudan.platform.sample;

import io.shoudan.platform.testing.TestClient;
import io.shoudan.platform.testing.TestServers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/// A service like ours will be. Started and stopped by the tests themselves, as often as they need.
@SpringBootApplication(proxyBeanMethods = false)
public class SampleService {

    public static final String NAME = "sample-service";

    /// One instance for tests that only ask; never closed before the JVM ends.
    public static Running shared() {
        return Shared.RUNNING;
    }

    private static final class Shared {
        static final Running RUNNING = start();
    }

    /// A running instance with a database of its own.
    public static Running start() {
        return start(TestServers.settings());
    }

    public static Running start(Map<String, ?> settings) {
        var all = new LinkedHashMap<String, Object>(settings);
        return new Running(
                new SpringApplicationBuilder(SampleService.class)
                        .properties(Map.of("spring.config.name", "sample-service"))
                        .initializers(
                                context ->
                                        context.getEnvironment()
                                                .getPropertySources()
                                                .addFirst(new MapPropertySource("test", all)))
                        .run());
    }

    /// @param context closed with it
    public record Running(ConfigurableApplicationContext context) implements AutoCloseable {

        public <T> T bean(Class<T> type) {
            return context.getBean(type);
        }

        public String url(String path) {
            var server = ((WebServerApplicationContext) context).getWebServer();
            return "http://127.0.0.1:" + (server == null ? 0 : server.getPort()) + path;
        }

        public TestClient client() {
            return TestClient.of(url(""));
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
