package io.shoudan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// TLS as `gateway-service.yml` tells to set it up.
class TlsIT {

    private static final String PASSWORD = "for-this-test-only";

    @TempDir private Path folder;

    @Test
    void speaksTlsWithTheBundleThatItIsGiven() throws Exception {
        var keyStore = selfSigned();
        var settings =
                Map.<String, Object>of(
                        "spring.ssl.bundle.jks.edge.keystore.location",
                        keyStore.toUri().toString(),
                        "spring.ssl.bundle.jks.edge.keystore.password",
                        PASSWORD,
                        "server.ssl.bundle",
                        "edge");
        try (var gateway = Gateway.start(settings);
                var https = HttpClient.newBuilder().sslContext(trusting(keyStore)).build()) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "https://localhost:"
                                                    + gateway.port()
                                                    + "/v1/transactions"))
                            .header("Authorization", "Bearer " + TestTokens.operator())
                            .build();
            var answer = https.send(request, BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
            assertThat(gateway.raw("GET / HTTP/1.0\r\n\r\n")).doesNotContain("200");
        }
    }

    private Path selfSigned() throws IOException, InterruptedException {
        var file = folder.resolve("edge.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var process =
                new ProcessBuilder(
                                List.of(
                                        keytool.toString(),
                                        "-genkeypair",
                                        "-alias",
                                        "edge",
                                        "-keyalg",
                                        "EC",
                                        "-dname",
                                        "CN=localhost",
                                        "-ext",
                                        "SAN=dns:localhost",
                                        "-keystore",
                                        file.toString(),
                                        "-storepass",
                                        PASSWORD))
                        .inheritIO()
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return file;
    }

    private static SSLContext trusting(Path file) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
