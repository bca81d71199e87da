package io.shoudan.terminal.iso;

import io.shoudan.iso8583.terminal.TerminalFrame;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Where terminals connect, and what one of them may cost us.
///
/// @param address        to listen on; this machine only unless told otherwise
/// @param port           0 takes a free one
/// @param backlog        connections that wait to be accepted
/// @param maxConnections one more is closed at once
/// @param maxInFlight    requests of one connection that are decided at a time; the next is read
///                       when one is answered
/// @param maxRequests    requests of all connections that are decided at a time, at most a
///                       quarter of them sign-ons; one more is told 96 if it is network
///                       management, or else its connection is closed
/// @param maxFrameBytes  longest frame, without the length in front of it
/// @param frameTimeout   from a frame's first byte to its last
/// @param idleTimeout    how long a connection may be silent
/// @param writeTimeout   how long a terminal may refuse to take an answer
/// @param drainTimeout   how long requests in flight may take to end when the service stops
@Validated
@ConfigurationProperties("shoudan.terminal.tcp")
public record TcpProperties(
        @NotBlank @DefaultValue("127.0.0.1") String address,
        @Min(0) @Max(65_535) @DefaultValue("8583") int port,
        @Min(1) @Max(65_535) @DefaultValue("1024") int backlog,
        @Min(1) @Max(1_000_000) @DefaultValue("20000") int maxConnections,
        @Min(1) @Max(1_000) @DefaultValue("16") int maxInFlight,
        @Min(1) @Max(100_000) @DefaultValue("4000") int maxRequests,
        @Min(TerminalFrame.MIN_BYTES) @Max(TerminalFrame.MAX_BYTES) @DefaultValue("4096")
                int maxFrameBytes,
        @DurationMin(millis = 10) @DurationMax(minutes = 1) @DefaultValue("10s")
                Duration frameTimeout,
        @DurationMin(millis = 10) @DurationMax(hours = 24) @DefaultValue("10m")
                Duration idleTimeout,
        @DurationMin(millis = 10) @DurationMax(minutes = 1) @DefaultValue("10s")
                Duration writeTimeout,
        @DurationMin(millis = 0) @DurationMax(minutes = 5) @DefaultValue("36s")
                Duration drainTimeout) {}
