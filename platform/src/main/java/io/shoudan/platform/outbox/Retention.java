package io.shoudan.platform.outbox;

import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/// How long Kafka keeps what is said.
public final class Retention {

    /// Configuration of a topic whose records are never deleted, whatever the broker's default:
    /// for those who read from the start, or come back after a long time.
    public static final Map<String, String> FOR_EVER =
            Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.RETENTION_MS_CONFIG, "-1",
                    TopicConfig.RETENTION_BYTES_CONFIG, "-1");

    private Retention() {}
}
