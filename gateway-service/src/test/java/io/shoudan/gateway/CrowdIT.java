package io.shoudan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.testing.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Many who connect and don't say to the end what they want. Each costs memory; how many there may
/// be is reckoned in `platform-defaults.properties`.
class CrowdIT {

    private static final String UNFINISHED_FORM =
            """
            POST /oauth2/token HTTP/1.1
            Host: x
            Content-Type: application/x-www-form-urlencoded
            Content-Length: 4096

            a"""
                    .replace("\n", "\r\n");

    private static final String UNFINISHED_HEAD = "GET /v1/transactions HTTP/1.1\r\nHost: x\r\n";

    private static final String PROBE =
            "GET /actuator/health/liveness HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    private final List<Socket> crowd = new ArrayList<>();
    private Gateway gateway;

    @BeforeEach
    void start() {
        // Unfinished requests have 10 s otherwise.
        gateway =
                Gateway.start(
                        Map.of(
                                "server.tomcat.connection-timeout", "6s",
                                "shoudan.request.body-timeout", "6s"));
    }

    @AfterEach
    void stop() throws IOException {
        for (var socket : crowd) {
            socket.close();
        }
        gateway.close();
    }

    static List<String> unfinished() {
        return List.of(UNFINISHED_FORM, UNFINISHED_HEAD);
    }

    @ParameterizedTest
    @MethodSource("unfinished")
    void takesNoMoreThanItHasMemoryFor(String unfinished) throws IOException {
        int max = gateway.maxConnections();
        assertThat(max).isLessThanOrEqualTo(512);
        for (int i = 0; i < max; i++) {
            connect(unfinished);
        }
        Eventually.until("all are taken", () -> gateway.connections() == max);

        var oneMore = connect(PROBE);
        assertThat(oneMore.getInputStream().available()).isZero();
        assertThat(gateway.connections()).isEqualTo(max);

        // As soon as the unfinished ones have had their time.
        oneMore.setSoTimeout((int) Eventually.PATIENCE.toMillis());
        var answer = new String(oneMore.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer).startsWith("HTTP/1.1 200");
        // The one that the container is about to take counts as taken.
        Eventually.until("all are gone", () -> gateway.connections() <= 1);
        assertThat(gateway.asked()).isZero();
    }

    @Test
    void refusesAFormThatAnnouncesMoreThanTokensNeed() {
        var answer =
                gateway.send(
                        gateway.request("/oauth2/token")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("x=" + "x".repeat(4095))));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("too-large");
        assertThat(gateway.asked()).isZero();
    }

    private Socket connect(String request) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        crowd.add(socket);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
