package io.shoudan.transaction;

import io.shoudan.contracts.transaction.model.AuthorizationOutcome;
import io.shoudan.platform.problem.StrictJson;
import io.shoudan.platform.testing.Eventually;
import io.shoudan.platform.testing.TestServers;
import io.shoudan.platform.testing.TestTokens;
import io.shoudan.transaction.job.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// One instance of the service on a free port, asked over HTTP. Several may share a database.
final class RunningService implements AutoCloseable {

    private static final JsonMapper JSON = StrictJson.strict(JsonMapper.builder()).build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;
    private final String address;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
        this.address =
                "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    /// Starts on `database`, connected to `network`, without Kafka: events stay in the outbox.
    static RunningService start(
            TestServers.Database database, ScriptedNetwork network, Map<String, Object> more) {
        return start(database, network, more, _ -> {});
    }

    /// Starts on an empty database of its own, and waits until it is signed on to `network`.
    static RunningService anew(ScriptedNetwork network, Map<String, Object> more) {
        return start(TestServers.freshDatabase(), network, more).signedOn();
    }

    /// @param change made to the context before its beans are
    static RunningService start(
            TestServers.Database database,
            ScriptedNetwork network,
            Map<String, Object> more,
            ApplicationContextInitializer<ConfigurableApplicationContext> change) {
        var settings = new LinkedHashMap<String, Object>(TestServers.withoutServers());
        settings.put("spring.datasource.url", database.url());
        settings.put("spring.datasource.username", database.user());
        settings.put("spring.datasource.password", database.password());
        settings.put("spring.datasource.hikari.minimum-idle", 0);
        settings.put("spring.kafka.bootstrap-servers", "127.0.0.1:1");
        settings.put("spring.kafka.listener.auto-startup", false);
        settings.put("shoudan.outbox.relay", false);
        return start(settings, network, more, change);
    }

    static RunningService start(
            Map<String, Object> base,
            ScriptedNetwork network,
            Map<String, Object> more,
            ApplicationContextInitializer<ConfigurableApplicationContext> change) {
        var settings = new LinkedHashMap<>(base);
        settings.put("shoudan.network.port", network.port());
        settings.put("shoudan.network.reply-timeout", "2s");
        settings.put("shoudan.network.first-back-off", "20ms");
        settings.put("shoudan.network.max-back-off", "50ms");
        settings.put("shoudan.authorization.sweep-margin", "20s");
        settings.put("shoudan.authorization.sweep-interval", "100ms");
        settings.put("shoudan.reversal.interval", "100ms");
        settings.put("shoudan.reversal.first-back-off", "20ms");
        settings.put("shoudan.reversal.max-back-off", "100ms");
        settings.put("shoudan.batch.close-interval", "100ms");
        settings.put("shoudan.batch.left-interval", "1h"); // Tests wake it.
        settings.put("shoudan.route.circuit-calls", 10_000);
        // A loaded machine is no fault of the database.
        settings.put("shoudan.database.patience", "10s");
        settings.put("spring.datasource.hikari.connection-timeout", 10_000);
        settings.put(
                "spring.datasource.hikari.data-source-properties.options",
                "-c lock_timeout=10s -c statement_timeout=20s");
        settings.putAll(more);
        var application = new SpringApplication(TransactionService.class);
        application.addInitializers(change);
        application.setDefaultProperties(Map.of("spring.config.name", "transaction-service"));
        var arguments =
                settings.entrySet().stream()
                        .map(it -> "--" + it.getKey() + "=" + it.getValue())
                        .toArray(String[]::new);
        return new RunningService(application.run(arguments));
    }

    /// Waits until the network sign-on was answered.
    RunningService signedOn() {
        Eventually.until(
                "network sign-on",
                () ->
                        get("/v1/switches", TestTokens.operator())
                                .body()
                                .contains("\"signedOn\":true"));
        return this;
    }

    /// A status and a body.
    record Reply(int status, String body) {
        <T> T as(Class<T> type) {
            if (status != 200) {
                throw new AssertionError("must be 200: " + status + " " + body);
            }
            return JSON.readValue(body, type);
        }
    }

    /// As terminal-service asks.
    Reply internal(String path, Object body, Duration deadline) {
        return send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Content-Type", "application/json")
                        .header("Shoudan-Deadline-Ms", Long.toString(deadline.toMillis()))
                        .header(
                                "Authorization",
                                "Bearer "
                                        + TestTokens.internal(
                                                "terminal-service", "transaction-service"))
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    Reply internal(String path, Object body) {
        return internal(path, body, Duration.ofSeconds(20));
    }

    Reply get(String path, @Nullable String token, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(address + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.GET());
    }

    Reply put(String path, String token, String body) {
        return send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    Reply post(String path, String token, String body) {
        return send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Reply delete(String path, String token) {
        return send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Authorization", "Bearer " + token)
                        .DELETE());
    }

    private static Reply send(HttpRequest.Builder request) {
        try {
            var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    JdbcClient sql() {
        return context.getBean(JdbcClient.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /// Has a job run now.
    void wake(String job) {
        context.getBean(job, Job.class).wake();
    }

    /// Makes a merchant known, as its copies of merchant-service's data do.
    void merchant(String merchantId) {
        sql().sql(
                        """
                        insert into merchant (merchant_id, version, name, region_code,
                               category_code, status, products)
                        values (:merchant, 1, 'Noodle House', '310000', '5812', 'ACTIVE',
                                '{PURCHASE,VOID,REFUND,BALANCE_INQUIRY}')
                        on conflict do nothing
                        """)
                .param("merchant", merchantId)
                .update();
    }

    /// Makes a merchant and a terminal known, as its copies of merchant-service's data do.
    Terminal terminal(String merchantId, String terminalId) {
        merchant(merchantId);
        sql().sql(
                        """
                        insert into binding (terminal_id, version, merchant_id, outlet_id,
                               outlet_name, address, region_code, status)
                        values (:terminal, 1, :merchant, 'O1', 'West Gate', '1 West Road',
                                '310101', 'ACTIVE')
                        """)
                .param("merchant", merchantId)
                .param("terminal", terminalId)
                .update();
        return new Terminal(this, merchantId, terminalId).signOn();
    }

    private static UUID idOf(AuthorizationOutcome outcome) {
        return Objects.requireNonNull(outcome.getTransactionId());
    }

    String state(AuthorizationOutcome outcome) {
        return state(idOf(outcome));
    }

    String state(UUID payment) {
        return sql().sql("select state from transaction where id = :id")
                .param("id", payment)
                .query(String.class)
                .single();
    }

    List<String> steps(AuthorizationOutcome outcome) {
        return steps(idOf(outcome));
    }

    List<String> steps(UUID payment) {
        return sql().sql(
                        "select step from transaction_step where transaction_id = :id"
                                + " order by sequence")
                .param("id", payment)
                .query((row, _) -> row.getString("step"))
                .list();
    }

    /// Types of the events about one thing, without their prefix, in order of their commits.
    List<String> events(String subject) {
        return sql().sql(
                        """
                        select replace(headers ->> 'ce_type', 'io.shoudan.transaction.', '')
                          from outbox
                         where headers ->> 'ce_subject' = :subject
                         order by id
                        """)
                .param("subject", subject)
                .query((row, _) -> row.getString(1))
                .list();
    }

    List<String> events(AuthorizationOutcome outcome) {
        return events(idOf(outcome).toString());
    }

    /// Payments whose timeline, transitions and events do not agree, or have gaps.
    List<String> contradictions() {
        return sql().sql(
                        """
                        select t.id || ' ' || t.state as contradiction
                          from transaction t
                          join lateral (
                               select count(*) as steps, max(sequence) as last,
                                      count(transition) as transitions,
                                      max(transition) as last_transition,
                                      (array_agg(state order by sequence desc))[1] as state
                                 from transaction_step where transaction_id = t.id) s on true
                          left join (
                               select headers ->> 'ce_subject' as subject, count(*) as events
                                 from outbox group by 1) o on o.subject = t.id::text
                         where t.step_count <> s.steps or t.step_count <> s.last
                            or t.transition_count <> s.transitions
                            or t.transition_count <> s.last_transition
                            or t.transition_count <> coalesce(o.events, 0)
                            or t.state <> s.state
                        """)
                .query((row, _) -> row.getString("contradiction"))
                .list();
    }

    /// Waits until a payment is in a state.
    void reaches(AuthorizationOutcome outcome, String state) {
        reaches(idOf(outcome), state);
    }

    /// Waits until a payment is in a state.
    void reaches(UUID payment, String state) {
        Eventually.until("payment is " + state, () -> state(payment), state::equals);
    }

    @Override
    public void close() {
        context.close();
    }
}
