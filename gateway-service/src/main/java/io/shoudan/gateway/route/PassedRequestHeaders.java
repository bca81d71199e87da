package io.shoudan.gateway.route;

import io.shoudan.platform.request.Deadline;
import io.shoudan.platform.request.Requests;
import java.time.Duration;
import java.util.List;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerRequest;

/// What a service gets to see of a caller's headers: these and nothing else.
///
/// A list of what passes, not of what does not: hop-by-hop headers, `Forwarded`, `X-Forwarded-*`,
/// `Shoudan-*`, cookies and whatever is invented next stay outside. Request id and deadline are our
/// own.
final class PassedRequestHeaders implements RequestHttpHeadersFilter {

    private static final List<String> PASSED =
            List.of(
                    HttpHeaders.ACCEPT,
                    HttpHeaders.ACCEPT_LANGUAGE,
                    HttpHeaders.AUTHORIZATION,
                    HttpHeaders.CONTENT_TYPE,
                    HttpHeaders.IF_NONE_MATCH,
                    HttpHeaders.USER_AGENT);

    private final Duration patience;

    PassedRequestHeaders(Duration patience) {
        this.patience = patience;
    }

    @Override
    public HttpHeaders apply(HttpHeaders given, ServerRequest request) {
        var passed = new HttpHeaders();
        for (var name : PASSED) {
            passed.addAll(name, given.getOrEmpty(name));
        }
        passed.set(Requests.ID_HEADER, Requests.id());
        var deadline = Requests.deadline().child(patience);
        passed.set(Deadline.HEADER, Long.toString(deadline.remainingMillis()));
        return passed;
    }
}
