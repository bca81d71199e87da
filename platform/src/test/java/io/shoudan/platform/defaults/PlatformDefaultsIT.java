package io.shoudan.platform.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.shoudan.platform.sample.SampleService;
import io.shoudan.platform.sample.SampleService.Running;
import io.shoudan.platform.testing.Eventually;
import io.shoudan.platform.testing.TestServers;
import io.shoudan.platform.testing.TestTokens;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;

/// What every service gets without asking, and can override.
@ExtendWith(OutputCaptureExtension.class)
class PlatformDefaultsIT {

    private final Running service = SampleService.shared();

    @Test
    void answersOnLoopbackOnly() {
        assertThat(setting("server.address")).isEqualTo("127.0.0.1");
        assertThat(setting("spring.threads.virtual.enabled")).isEqualTo("true");
    }

    /// Who switched a network off, or loaded a key, is asked for long afterwards.
    @Test
    void remembersWhichOperatorChangedSomething(CapturedOutput output) {
        var operator = service.client().as(TestTokens.operator());
        assertThat(operator.post("/api/v1/switches", "{}").status()).isEqualTo(200);

        // The line follows the answer; that of an earlier test's change may still come, too.
        Eventually.until("the change is in the log", () -> !changes(output).isEmpty());
        assertThat(changes(output))
                .singleElement()
                .asString()
                .contains("back-office", "POST", "200");
    }

    private static List<String> changes(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter(it -> it.contains("operator's change"))
                .filter(it -> it.contains("/api/v1/switches"))
                .toList();
    }

    @Test
    void hasTheLowestPrecedence() {
        var settings = TestServers.settings();
        settings.put("server.tomcat.max-connections", 7);
        try (var other = SampleService.start(settings)) {
            assertThat(other.bean(Environment.class).getProperty("server.tomcat.max-connections"))
                    .isEqualTo("7");
        }
    }

    @Test
    void isReadyAndAliveWithoutToken() {
        for (var probe : new String[] {"readiness", "liveness"}) {
            var answer = service.client().get("/actuator/health/" + probe);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("status").asString()).isEqualTo("UP");
        }
    }

    @Test
    void tagsEveryMetricWithItsService() {
        var meters = service.bean(MeterRegistry.class);

        for (var name :
                new String[] {
                    "shoudan.outbox.backlog", "shoudan.outbox.age", "shoudan.database.gate.in.use"
                }) {
            assertThat(meters.get(name).gauge().getId().getTags())
                    .contains(Tag.of("service", "sample-service"));
        }
    }

    /// As Prometheus reads it, without a token.
    @Test
    void tellsItsMetricsToPrometheus() {
        var answer = service.client().get("/actuator/prometheus");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().lines())
                .anyMatch(
                        it ->
                                it.startsWith("shoudan_outbox_age_seconds{instance=\"")
                                        && it.contains(",service=\"sample-service\"}"))
                .anyMatch(it -> it.startsWith("jvm_memory_used_bytes{"));
    }

    /// An attacker's line break, or a stack trace, must not look like a line of its own.
    @Test
    void logsOneLineForEachEvent(CapturedOutput output) {
        var log = LoggerFactory.getLogger("io.shoudan.Sample");
        log.atInfo().addKeyValue("request_id", "r-1").log("one\r\nlevel=ERROR forged \"quoted\"");
        log.atError().setCause(new IllegalStateException("a\nb")).log("failed");

        var lines = output.getOut().lines().filter(it -> it.contains("logger=Sample")).toList();

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst())
                .startsWith("time=")
                .contains(" level=INFO service=sample-service logger=Sample ")
                .contains("msg=\"one level=ERROR forged  quoted \"")
                .endsWith("request_id=\"r-1\"");
        assertThat(lines.getLast())
                .contains("java.lang.IllegalStateException")
                .contains(" | at io.shoudan.platform.defaults");
    }

    private String setting(String name) {
        return String.valueOf(service.bean(Environment.class).getProperty(name));
    }
}
