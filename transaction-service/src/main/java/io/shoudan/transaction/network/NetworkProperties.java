package io.shoudan.transaction.network;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How we talk to the card network, and how long we wait.
///
/// @param name           as in the issuer directory; also its switch's name
/// @param replyTimeout   how long a request may stay unanswered before it is reversed; below our
///                       callers' 30 s, so that they hear from us first
/// @param connectTimeout for the TCP connection and for the network sign-on
/// @param writeTimeout   how long a frame may wait for the connection before it is not sent
/// @param echoInterval   how long nothing may come in before the link is tested (field 70 = 301)
/// @param firstBackOff   pause before the first new attempt to connect; doubles
/// @param maxBackOff     longest pause between attempts to connect
@Validated
@ConfigurationProperties("shoudan.network")
public record NetworkProperties(
        @DefaultValue("UNIONPAY") @Pattern(regexp = "[A-Za-z0-9_-]{1,32}") String name,
        @DefaultValue("127.0.0.1") @NotBlank String host,
        @DefaultValue("8085") @Min(1) @Max(65_535) int port,
        @DurationMin(millis = 100) @DurationMax(seconds = 25) @DefaultValue("20s")
                Duration replyTimeout,
        @DurationMin(millis = 50) @DurationMax(seconds = 30) @DefaultValue("5s")
                Duration connectTimeout,
        @DurationMin(millis = 10) @DurationMax(seconds = 5) @DefaultValue("1s")
                Duration writeTimeout,
        @DurationMin(millis = 100) @DurationMax(minutes = 5) @DefaultValue("30s")
                Duration echoInterval,
        @DurationMin(millis = 10) @DurationMax(seconds = 30) @DefaultValue("200ms")
                Duration firstBackOff,
        @DurationMin(millis = 10) @DurationMax(minutes = 2) @DefaultValue("10s")
                Duration maxBackOff) {}
