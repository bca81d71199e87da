package io.shoudan.gateway.route;

import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.ProblemType;
import io.shoudan.platform.problem.Text;
import io.shoudan.platform.request.BodyTooLarge;
import io.shoudan.platform.request.Requests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.server.mvc.common.AbstractProxyExchange;
import org.springframework.cloud.gateway.server.mvc.config.GatewayMvcProperties;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayServerResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.servlet.function.ServerResponse;

/// One call to a service on a caller's behalf.
///
/// The caller's body is read in full first (it is small, see `shoudan.request.max-body`), so that a
/// caller who sends slowly holds no connection to a service. The answer's body is streamed. Never
/// repeats a call: the caller knows whether it may.
///
/// Safe for any number of threads; blocks for at most connect and read time-out.
final class ServiceExchange extends AbstractProxyExchange {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceExchange.class);

    private static final Text BROKEN_BODY = Text.of("请求体传输中断", "The body broke off");

    private final ClientHttpRequestFactory requests;
    private final ServiceBreakers breakers;

    ServiceExchange(
            ClientHttpRequestFactory requests,
            ServiceBreakers breakers,
            GatewayMvcProperties properties) {
        super(properties);
        this.requests = requests;
        this.breakers = breakers;
    }

    /// @throws Problem if the body is too large (413), or the service can't be reached (503) or
    ///     does not answer (504)
    @Override
    public ServerResponse exchange(Request request) {
        var uri = Objects.requireNonNull(request.getUri());
        var body = bodyOf(request);
        var attempt = breakers.attempt(uri);
        if (!attempt.permitted()) {
            throw Problem.of(ProblemType.UNAVAILABLE);
        }
        ClientHttpResponse answer;
        try {
            answer = call(request, uri, body);
            attempt.answered();
        } catch (IOException | UnresolvedAddressException e) {
            attempt.failed(e);
            throw unanswered(uri, e);
        }
        return passOn(request, answer);
    }

    private static byte[] bodyOf(Request request) {
        try {
            return request.getServerRequest().servletRequest().getInputStream().readAllBytes();
        } catch (IOException e) {
            throw BodyTooLarge.causedBy(e)
                    ? Problem.of(ProblemType.TOO_LARGE)
                    : Problem.of(ProblemType.VALIDATION, BROKEN_BODY);
        }
    }

    private ClientHttpResponse call(Request request, URI uri, byte[] body) throws IOException {
        var call = requests.createRequest(uri, request.getMethod());
        call.getHeaders().putAll(request.getHeaders());
        if (body.length > 0) {
            call.getHeaders().setContentLength(body.length);
            ((StreamingHttpOutputMessage) call).setBody(body);
        }
        return call.execute();
    }

    private ServerResponse passOn(Request request, ClientHttpResponse answer) {
        try {
            var response =
                    GatewayServerResponse.status(answer.getStatusCode())
                            .build(
                                    (_, out) -> {
                                        try (answer) {
                                            copyResponseBody(
                                                    answer,
                                                    answer.getBody(),
                                                    out.getOutputStream());
                                        }
                                        return null;
                                    });
            var seen = new Answer(answer.getStatusCode(), answer.getHeaders());
            request.getResponseConsumers().forEach(it -> it.accept(seen, response));
            return response;
        } catch (IOException e) {
            answer.close();
            throw unanswered(Objects.requireNonNull(request.getUri()), e);
        }
    }

    private static Problem unanswered(URI uri, Exception failure) {
        var type = ProblemType.UNAVAILABLE;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpConnectTimeoutException) {
                break;
            }
            if (cause instanceof HttpTimeoutException) {
                type = ProblemType.DEADLINE_EXCEEDED;
                break;
            }
        }
        LOG.atWarn()
                .addKeyValue("request_id", Requests.id())
                .addKeyValue("service", uri.getAuthority())
                .addKeyValue("problem", type)
                .addKeyValue("cause", failure.toString())
                .log("service did not answer");
        return Problem.of(type);
    }

    /// The answer's first line and headers, for the header filters.
    private record Answer(HttpStatusCode statusCode, HttpHeaders headers) implements Response {

        @Override
        public HttpStatusCode getStatusCode() {
            return statusCode;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }
}
