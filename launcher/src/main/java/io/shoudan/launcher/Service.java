package io.shoudan.launcher;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// One program of ours with the sign that it accepts work.
///
/// @param port its HTTP port
/// @param readiness path that answers 200 once the program accepts work
record Service(ChildProcess.Program program, int port, String readiness) {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    String name() {
        return program.name();
    }

    /// Asks once; takes at most a few seconds.
    boolean accepts() throws InterruptedException {
        // Most questions come before anything listens; a bare socket finds out at almost no cost.
        try (var socket = new Socket()) {
            socket.connect(Ports.address(port), 500);
        } catch (IOException _) {
            return false;
        }
        var request =
                HttpRequest.newBuilder(URI.create("http://" + Ports.HOST + ":" + port + readiness))
                        .timeout(Duration.ofSeconds(3))
                        .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }
}
