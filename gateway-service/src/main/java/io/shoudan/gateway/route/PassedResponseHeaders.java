package io.shoudan.gateway.route;

import java.util.List;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerResponse;

/// What a caller gets to see of a service's headers. Caching and security headers are the gateway's
/// own, and so is the request id, which is already set.
final class PassedResponseHeaders implements ResponseHttpHeadersFilter {

    private static final List<String> PASSED =
            List.of(
                    HttpHeaders.ALLOW,
                    HttpHeaders.CONTENT_DISPOSITION,
                    HttpHeaders.CONTENT_LANGUAGE,
                    HttpHeaders.CONTENT_LENGTH,
                    HttpHeaders.CONTENT_TYPE,
                    HttpHeaders.ETAG,
                    HttpHeaders.RETRY_AFTER,
                    HttpHeaders.WWW_AUTHENTICATE);

    @Override
    public HttpHeaders apply(HttpHeaders given, ServerResponse response) {
        var passed = new HttpHeaders();
        for (var name : PASSED) {
            passed.addAll(name, given.getOrEmpty(name));
        }
        return passed;
    }
}
