package io.shoudan.platform.security;

import io.shoudan.platform.ServiceName;
import io.shoudan.platform.request.Deadline;
import io.shoudan.platform.request.Requests;
import java.io.IOException;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/// What every call from one service to another carries.
final class InternalCall implements ClientHttpRequestInterceptor {

    private final InternalTokens tokens;
    private final ServiceName called;

    InternalCall(InternalTokens tokens, ServiceName called) {
        this.tokens = tokens;
        this.called = called;
    }

    @Override
    public ClientHttpResponse intercept(
            HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        var headers = request.getHeaders();
        headers.setBearerAuth(tokens.mint(called));
        var scoped = Requests.current();
        headers.set(Requests.ID_HEADER, scoped.map(it -> it.id()).orElseGet(Requests::newId));
        if (!headers.containsHeader(Deadline.HEADER)) {
            var deadline = Requests.deadline();
            deadline.check();
            headers.set(Deadline.HEADER, Long.toString(deadline.remainingMillis()));
        }
        return execution.execute(request, body);
    }
}
