package io.shoudan.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.sample.SampleService;
import io.shoudan.platform.testing.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/// A service that uses all of platform starts, is healthy and knows its callers.
class PlatformIT {

    @Test
    void startsAServiceThatIsReady() throws Exception {
        try (var service = SampleService.start();
                var http = HttpClient.newHttpClient()) {
            var ready = get(http, service.url("/actuator/health/readiness"), null);
            var caller = get(http, service.url("/api/v1/whoami"), TestTokens.merchant("M1"));

            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(caller.body()).contains("\"merchantId\":\"M1\"");
        }
    }

    private static HttpResponse<String> get(
            HttpClient http, String url, @org.jspecify.annotations.Nullable String token)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
