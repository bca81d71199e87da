package io.shoudan.platform.request;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// What a single request may cost us.
///
/// @param maxBody       largest body in bytes; ours are small JSON documents
/// @param largerBodies  exceptions by path prefix; in YAML `"[/api/v1/files]": 64MB`, with brackets
/// @param maxForm       largest form in bytes, which is read before anybody knows who sent it;
///                      token requests need less
/// @param bodyTimeout   within what time a body must be here, also where the deadline is later
/// @param deadline      what a request may take that names no deadline
/// @param maxDeadline   the most that a caller may ask for; a terminal waits 60 s
@Validated
@ConfigurationProperties("shoudan.request")
public record RequestProperties(
        @DefaultValue("64KB") DataSize maxBody,
        @DefaultValue Map<String, DataSize> largerBodies,
        @DefaultValue("4KB") DataSize maxForm,
        @DurationMin(seconds = 1) @DurationMax(seconds = 60) @DefaultValue("10s")
                Duration bodyTimeout,
        @DurationMin(seconds = 1) @DurationMax(seconds = 60) @DefaultValue("30s") Duration deadline,
        @DurationMin(seconds = 1) @DurationMax(seconds = 60) @DefaultValue("60s")
                Duration maxDeadline) {

    public RequestProperties {
        largerBodies = Map.copyOf(largerBodies);
    }

    /// The limit for a request's body.
    long maxBytes(HttpServletRequest request) {
        return FormBody.isSentBy(request)
                ? maxForm.toBytes()
                : maxBodyBytes(request.getRequestURI());
    }

    /// The longest matching prefix wins.
    private long maxBodyBytes(String path) {
        var limit = maxBody;
        int matched = -1;
        for (var entry : largerBodies.entrySet()) {
            if (path.startsWith(entry.getKey()) && entry.getKey().length() > matched) {
                limit = entry.getValue();
                matched = entry.getKey().length();
            }
        }
        return limit.toBytes();
    }
}
