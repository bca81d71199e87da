package io.shoudan.merchant.announcement;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How this service's topics are made when they do not exist yet.
///
/// @param partitions  merchants change rarely; what matters is that copies are rebuilt in parallel
/// @param replication 3 where Kafka has three brokers
@Validated
@ConfigurationProperties("shoudan.merchant.topics")
record TopicProperties(
        @Min(1) @Max(64) @DefaultValue("4") int partitions,
        @Min(1) @Max(5) @DefaultValue("1") short replication) {}
