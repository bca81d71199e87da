package io.shoudan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.testing.TestTokens;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Where actuator has a port of its own, which no route leads to, Prometheus reads it there; at the
/// edge nobody does.
class MetricsIT {

    @Test
    void areToldOnActuatorsOwnPortOnly() {
        try (var gateway = Gateway.start(Map.of("management.server.port", 0))) {
            assertThat(gateway.get("/v1/merchants", TestTokens.operator()).status()).isEqualTo(200);

            var told = gateway.send(management(gateway, "/actuator/prometheus"));

            assertThat(told.status()).isEqualTo(200);
            assertThat(told.text())
                    .contains("http_server_requests_seconds_count{")
                    .contains("service=\"gateway-service\"");
            assertThat(gateway.send(management(gateway, "/actuator/health/readiness")).status())
                    .isEqualTo(200);
            assertThat(gateway.send(management(gateway, "/actuator/env")).status()).isEqualTo(404);
            assertThat(gateway.get("/actuator/prometheus").status()).isEqualTo(404);
            assertThat(gateway.get("/actuator/prometheus", TestTokens.operator()).status())
                    .isEqualTo(404);
            assertThat(gateway.asked()).isOne();
        }
    }

    private static HttpRequest.Builder management(Gateway gateway, String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + gateway.managementPort() + path));
    }
}
