package io.shoudan.platform.outbox;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How eagerly committed events are passed on.
///
/// @param relay      whether this instance passes events on; off, they wait for one that does
/// @param interval   how often the table is looked at without being told to
/// @param ackTimeout how long Kafka may take to acknowledge a batch; a connection is held meanwhile
/// @param maxBackOff longest pause between attempts while Kafka is away
@Validated
@ConfigurationProperties("shoudan.outbox")
public record OutboxProperties(
        @DefaultValue("true") boolean relay,
        @DurationMin(millis = 10) @DurationMax(seconds = 60) @DefaultValue("1s") Duration interval,
        @DurationMin(seconds = 1) @DurationMax(seconds = 10) @DefaultValue("5s")
                Duration ackTimeout,
        @DurationMin(millis = 100) @DurationMax(seconds = 60) @DefaultValue("5s")
                Duration maxBackOff) {}
