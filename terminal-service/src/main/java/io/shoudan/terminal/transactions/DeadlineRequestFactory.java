package io.shoudan.terminal.transactions;

import io.shoudan.platform.request.Requests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;

/// HTTP requests that give up when the current request's deadline has passed.
final class DeadlineRequestFactory implements ClientHttpRequestFactory {

    private final HttpClient client;
    private final Executor executor;
    private final Duration longest;

    DeadlineRequestFactory(HttpClient client, Executor executor, Duration longest) {
        this.client = client;
        this.executor = executor;
        this.longest = longest;
    }

    @Override
    public ClientHttpRequest createRequest(URI uri, HttpMethod method) throws IOException {
        var factory = new JdkClientHttpRequestFactory(client, executor);
        factory.setReadTimeout(Requests.deadline().child(longest).remaining().plusMillis(1));
        return factory.createRequest(uri, method);
    }
}
