package io.shoudan.platform;

import java.util.regex.Pattern;

/// The name under which a service is known to the others: issuer and audience of internal tokens,
/// source of events, Kafka consumer group, tag of every metric.
///
/// It is `spring.application.name`, for example `transaction-service`.
///
/// @param value lower-case letters, digits and hyphens, 2 to 40 characters, starts with a letter
public record ServiceName(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{1,39}");

    /// @throws IllegalArgumentException if the name has another form
    public ServiceName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("must match " + FORM + ": serviceName=" + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
