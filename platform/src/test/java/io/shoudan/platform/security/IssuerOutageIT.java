package io.shoudan.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.shoudan.platform.sample.SampleService;
import io.shoudan.platform.testing.TestClient;
import io.shoudan.platform.testing.TestServers;
import io.shoudan.platform.testing.TestTokens;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/// The issuer of tokens is another service, and that service is down now and then.
class IssuerOutageIT {

    /// Nothing answers at the key set's address. The service starts, is ready, and says that it is
    /// unavailable: not 401, which would make callers throw good tokens away.
    @Test
    void startsWithoutTheIssuerAndAcceptsNothingUnchecked() {
        var settings = TestServers.settings();
        settings.put("shoudan.security.jwk-set-uri", "http://127.0.0.1:1/jwks");
        try (var service = SampleService.start(settings)) {
            var client = service.client();

            var ready = client.get("/actuator/health/readiness");
            var unchecked = client.as(TestTokens.operator()).get("/api/v1/whoami");

            assertThat(ready.status()).isEqualTo(200);
            assertThat(unchecked.status()).isEqualTo(503);
            assertThat(unchecked.problem()).isEqualTo("unavailable");
        }
    }

    /// Once known, the keys serve on while the issuer is away.
    @Test
    void knowsTheKeysWhileTheIssuerIsAway() throws Exception {
        var jwks = jwksServer();
        var settings = TestServers.settings();
        settings.put(
                "shoudan.security.jwk-set-uri",
                "http://127.0.0.1:" + jwks.getAddress().getPort() + "/");
        try (var service = SampleService.start(settings)) {
            TestClient operator = service.client().as(TestTokens.operator());
            assertThat(operator.get("/api/v1/whoami").status()).isEqualTo(200);

            jwks.stop(0);

            assertThat(operator.get("/api/v1/whoami").status()).isEqualTo(200);
        }
    }

    private static HttpServer jwksServer() throws Exception {
        byte[] keys;
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(TestTokens.jwkSetUri())).build();
            keys = http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        }
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var server = HttpServer.create(loopback, 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, keys.length);
                    exchange.getResponseBody().write(keys);
                    exchange.close();
                });
        server.start();
        return server;
    }
}
