package io.shoudan.platform.inbox;

import io.shoudan.platform.problem.Faults;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.RetryListener;

/// Says once that a record can't be taken in for now, not at every attempt.
final class RetryLog implements RetryListener {

    private static final Logger LOG = LoggerFactory.getLogger(RetryLog.class);

    @Override
    public void failedDelivery(
            ConsumerRecord<?, ?> record, @Nullable Exception fault, int attempt) {
        if (attempt == 1 && fault != null) {
            LOG.atWarn()
                    .setCause(Faults.masked(fault))
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("record waits");
        }
    }
}
