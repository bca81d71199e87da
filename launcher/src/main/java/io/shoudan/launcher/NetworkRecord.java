package io.shoudan.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/// What the card network's simulator wrote down by itself: the other side's word for what reached
/// it. A call blocks for at most 10 s.
final class NetworkRecord {

    private static final Duration CALL_LIMIT = Duration.ofSeconds(10);
    private static final String REQUEST = "0200";
    private static final JsonMapper JSON = new JsonMapper();

    private final URI address;

    /// @param address of the simulator's HTTP endpoint: scheme, host and port
    NetworkRecord(URI address) {
        this.address = address;
    }

    /// How many financial requests the network received under a reference.
    ///
    /// @param reference field 37, 12 characters
    /// @throws UncheckedIOException if the simulator doesn't tell
    long requests(String reference) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(address.resolve("/record?rrn=" + reference))
                        .timeout(CALL_LIMIT)
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 404) {
                return 0;
            }
            if (answer.statusCode() != 200) {
                throw new IOException("the network's record was answered " + answer.statusCode());
            }
            return JSON.readTree(answer.body())
                    .path("entries")
                    .valueStream()
                    .filter(entry -> entry.path("kind").asString().equals("RECEIVED"))
                    .filter(entry -> entry.at("/message/mti").asString().equals(REQUEST))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
