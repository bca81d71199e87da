package io.shoudan.settlement;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How `settlement.v1` is made when it does not exist yet.
///
/// @param partitions  one event per terminal batch: few are enough
/// @param replication 3 where Kafka has three brokers
@Validated
@ConfigurationProperties("shoudan.settlement.topics")
record TopicProperties(
        @Min(1) @Max(64) @DefaultValue("4") int partitions,
        @Min(1) @Max(5) @DefaultValue("1") short replication) {}
