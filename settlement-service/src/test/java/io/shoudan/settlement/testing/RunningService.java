package io.shoudan.settlement.testing;

import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.platform.event.EventJson;
import io.shoudan.platform.testing.TestServers;
import io.shoudan.settlement.SettlementServiceApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;

/// The whole service on a database and consumer group of its own, with real PostgreSQL and Kafka.
public final class RunningService implements AutoCloseable {

    /// When tariffs of tests were said: before anything was captured.
    public static final Instant TARIFF_SAID_AT = Instant.parse("2026-01-01T00:00:00Z");

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Object> settings;

    private RunningService(Map<String, Object> settings) {
        this.settings = settings;
        this.context =
                new SpringApplicationBuilder(SettlementServiceApplication.class)
                        .properties(Map.of("spring.config.name", "settlement-service"))
                        .initializers(
                                it ->
                                        it.getEnvironment()
                                                .getPropertySources()
                                                .addFirst(new MapPropertySource("test", settings)))
                        .run();
    }

    /// The one that most tests share; it lives as long as the JVM. Stories keep them apart.
    public static RunningService shared() {
        return Shared.SERVICE;
    }

    public static RunningService start() {
        return start(Map.of());
    }

    public static RunningService start(Map<String, ?> more) {
        var settings = new LinkedHashMap<String, Object>(TestServers.settings());
        settings.putAll(more);
        return new RunningService(settings);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    /// A connection that Spring knows nothing of, as the service's own role.
    public java.sql.Connection connect() throws SQLException {
        return DriverManager.getConnection(
                String.valueOf(settings.get("spring.datasource.url")),
                String.valueOf(settings.get("spring.datasource.username")),
                String.valueOf(settings.get("spring.datasource.password")));
    }

    /// Says an event as its service would, with an id that follows from its content: the same event
    /// said twice is a repetition.
    public void say(DomainEvent event) {
        say(event, idOf(event));
    }

    public void say(DomainEvent event, UUID id) {
        send(event.topic(), event.key(), event.type(), id, json(event));
    }

    /// Any record with CloudEvents headers.
    public void send(String topic, String key, String type, UUID id, byte[] value) {
        var record = new ProducerRecord<>(topic, key, value);
        header(record, "ce_id", id.toString());
        header(record, "ce_source", "/shoudan/test");
        header(record, "ce_type", type);
        header(record, "ce_specversion", "1.0");
        header(record, "ce_time", TARIFF_SAID_AT.toString());
        header(record, "ce_subject", key);
        @SuppressWarnings("unchecked") // Configured in platform: strings and bytes.
        var kafka = (KafkaTemplate<String, byte[]>) context.getBean(KafkaTemplate.class);
        kafka.send(record).join();
    }

    public UUID idOf(DomainEvent event) {
        var text = event.type() + new String(json(event), StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] json(DomainEvent event) {
        return bean(EventJson.class).write(event);
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    public HttpResponse<String> get(String path, @Nullable String token) {
        var server = ((WebServerApplicationContext) context).getWebServer();
        var port = server == null ? 0 : server.getPort();
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(20))
                        .header("Accept-Language", "en");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("must not be interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }

    /// Loaded, and so started, by the first [#shared].
    private static final class Shared {

        static final RunningService SERVICE = start();
    }
}
