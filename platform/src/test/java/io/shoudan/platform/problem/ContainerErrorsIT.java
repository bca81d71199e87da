package io.shoudan.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.sample.SampleService;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is refused before it reaches us is told as a problem, too, and not as a page of the
/// container.
class ContainerErrorsIT {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    what is wrong         | request line               | headers                                | status
                    a zero in the path    | GET /api/v1/orders/%00     | Host: x                                | 400
                    an encoded slash      | GET /api/v1/orders/%2f     | Host: x                                | 400
                    an encoded backslash  | GET /api/v1/orders/%5c     | Host: x                                | 400
                    two lengths           | POST /api/v1/orders        | Host: x;Content-Length: 1;Content-Length: 2 | 400
                    no host               | GET /api/v1/orders         | X: y                                   | 400
                    """)
    void isToldAsAProblem(String wrong, String line, String headers, int status)
            throws IOException {
        var answer = send(line + " HTTP/1.1\r\n" + headers.replace(";", "\r\n") + "\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("application/problem+json")
                .contains("\"requestId\":")
                .doesNotContain("<html", "Tomcat");
    }

    private static String send(String request) throws IOException {
        var address = URI.create(SampleService.shared().url("/"));
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
