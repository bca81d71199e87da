package io.shoudan.platform.database;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How long we wait for the database's attention. The time-outs of locks and statements are set on
/// the connection, see `platform-defaults.properties`.
///
/// @param patience how long a caller waits for a connection before it is told [Busy]
@Validated
@ConfigurationProperties("shoudan.database")
public record DatabaseProperties(
        @DurationMin(millis = 10) @DurationMax(seconds = 10) @DefaultValue("1s")
                Duration patience) {}
