package io.shoudan.platform.inbox;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How long we remember which events were taken in.
///
/// @param keep beyond what topics retain and producers may repeat: an event that comes again
///             afterwards takes effect again. As long as a terminal may repeat a transaction
@Validated
@ConfigurationProperties("shoudan.inbox")
public record InboxProperties(@DurationMin(days = 7) @DefaultValue("180d") Duration keep) {}
