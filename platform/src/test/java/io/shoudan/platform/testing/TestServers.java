package io.shoudan.platform.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// A real PostgreSQL and a real Kafka, one of each per JVM, started when first asked for.
///
/// Embedded by default; containers with `-Dshoudan.test.servers=containers`, where Docker answers
/// (`TESTCONTAINERS_RYUK_DISABLED` and `TESTCONTAINERS_HOST_OVERRIDE` come from the environment).
///
/// ```java
/// @DynamicPropertySource
/// static void servers(DynamicPropertyRegistry registry) {
///     TestServers.register(registry);
/// }
/// ```
public final class TestServers {

    private static final boolean CONTAINERS =
            System.getProperty("shoudan.test.servers", "embedded").equals("containers");

    /// A loaded machine takes more than Testcontainers' minute.
    private static final Duration CONTAINER_PATIENCE = Duration.ofMinutes(3);

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private TestServers() {}

    /// @param url      JDBC
    /// @param user     owns the database and nothing else
    /// @param password of the user
    public record Database(String url, String user, String password) {}

    /// An empty database with a role of its own, never shared between callers.
    public static Database freshDatabase() {
        var name =
                "test_"
                        + COUNTER.incrementAndGet()
                        + "_"
                        + UUID.randomUUID().toString().substring(0, 8);
        var admin = Postgres.ADMIN;
        try (var connection =
                        DriverManager.getConnection(admin.url(), admin.user(), admin.password());
                var statement = connection.createStatement()) {
            statement.execute("create role " + name + " login password '" + name + "'");
            statement.execute("create database " + name + " owner " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("must be able to create a database", e);
        }
        return new Database(admin.url().replaceFirst("/[a-z]+(\\?.*)?$", "/" + name), name, name);
    }

    /// Bootstrap servers of the shared broker.
    public static String kafkaBootstrap() {
        return Kafka.BOOTSTRAP;
    }

    /// Everything that a service needs to start in a test: a fresh database, Kafka with a consumer
    /// group of its own, secrets, trust in [TestTokens], a free port.
    public static Map<String, Object> settings() {
        var settings = new LinkedHashMap<String, Object>(withoutServers());
        var database = freshDatabase();
        settings.put("spring.datasource.url", database.url());
        settings.put("spring.datasource.username", database.user());
        settings.put("spring.datasource.password", database.password());
        // Contexts are cached and stay alive: few connections each.
        settings.put("spring.datasource.hikari.minimum-idle", 0);
        // A machine that builds other things too may take seconds for a connection.
        settings.put("spring.datasource.hikari.connection-timeout", 20_000);
        settings.put("spring.kafka.bootstrap-servers", kafkaBootstrap());
        // Two contexts in one group would share partitions, each missing half of the events.
        settings.put("spring.kafka.consumer.group-id", "test-" + UUID.randomUUID());
        return settings;
    }

    /// The same for a service that has neither database nor Kafka.
    public static Map<String, Object> withoutServers() {
        return Map.of(
                "server.port",
                0,
                "shoudan.security.issuer",
                TestTokens.ISSUER,
                "shoudan.security.jwk-set-uri",
                TestTokens.jwkSetUri(),
                "shoudan.security.internal-secret",
                TestTokens.INTERNAL_SECRET,
                "shoudan.security.master-key",
                TestTokens.MASTER_KEY);
    }

    /// [#settings] for a `@DynamicPropertySource` method.
    public static void register(DynamicPropertyRegistry registry) {
        settings().forEach((name, value) -> registry.add(name, () -> value));
    }

    /// Loaded, and so started, by the first [#freshDatabase].
    private static final class Postgres {

        static final Database ADMIN = CONTAINERS ? container() : embedded();

        private static Database embedded() {
            try {
                // Stopped by its own shutdown hook.
                var server =
                        EmbeddedPostgres.builder()
                                .setServerConfig("listen_addresses", "127.0.0.1")
                                .setServerConfig("fsync", "off")
                                .setServerConfig("full_page_writes", "off")
                                .setServerConfig("synchronous_commit", "off")
                                .setServerConfig("max_connections", "300")
                                .setServerConfig("shared_buffers", "64MB")
                                .start();
                return new Database(
                        server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
            } catch (IOException e) {
                throw new UncheckedIOException("must be able to start PostgreSQL", e);
            }
        }

        @SuppressWarnings("resource") // Lives as long as the JVM.
        private static Database container() {
            var server =
                    new PostgreSQLContainer("postgres:18")
                            .withDatabaseName("postgres")
                            .withUsername("postgres")
                            .withPassword("postgres");
            server.setCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300");
            server.withStartupTimeout(CONTAINER_PATIENCE).start();
            return new Database(server.getJdbcUrl(), server.getUsername(), server.getPassword());
        }
    }

    /// Loaded, and so started, by the first [#kafkaBootstrap].
    private static final class Kafka {

        static final String BOOTSTRAP = CONTAINERS ? container() : embedded();

        private static final int PARTITIONS = 4;

        private static String embedded() {
            var broker = new EmbeddedKafkaKraftBroker(1, PARTITIONS);
            broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
            broker.brokerProperty("offsets.topic.num.partitions", "1");
            broker.brokerProperty("log.flush.interval.messages", "1000000");
            broker.afterPropertiesSet();
            Runtime.getRuntime().addShutdownHook(new Thread(broker::destroy, "stop-kafka"));
            return broker.getBrokersAsString();
        }

        @SuppressWarnings("resource") // Lives as long as the JVM.
        private static String container() {
            var broker = new KafkaContainer("apache/kafka:4.2.1");
            broker.withStartupTimeout(CONTAINER_PATIENCE).start();
            return broker.getBootstrapServers();
        }
    }
}
