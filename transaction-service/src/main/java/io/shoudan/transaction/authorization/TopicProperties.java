package io.shoudan.transaction.authorization;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How `transaction.v1` is made when it does not exist yet.
///
/// @param partitions  terminals are spread over them; can't be changed later without mixing up the
///                    order of a terminal's events
/// @param replication 3 where Kafka has three brokers
@Validated
@ConfigurationProperties("shoudan.transaction.topics")
record TopicProperties(
        @Min(1) @Max(64) @DefaultValue("12") int partitions,
        @Min(1) @Max(5) @DefaultValue("1") short replication) {}
