package io.shoudan.platform.inbox;

import io.shoudan.platform.database.DatabaseFaults;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/// How often a record is tried again. A fault that passes by itself is tried for as long as it
/// takes, with pauses up to 10 s: the partition waits, nothing is lost or reordered. A record that
/// can't be read is put aside at once; a defect of ours gets five more tries first.
final class RetryPolicy {

    private static final long FIRST_PAUSE_MS = 200;
    private static final long MAX_PAUSE_MS = 10_000;
    private static final long TRIES_OF_A_DEFECT = 5;

    private RetryPolicy() {}

    static BackOff forFault(ConsumerRecord<?, ?> record, Exception fault) {
        if (poison(fault)) {
            return new FixedBackOff(0, 0);
        }
        var backOff = new ExponentialBackOff(FIRST_PAUSE_MS, 2);
        backOff.setMaxInterval(MAX_PAUSE_MS);
        if (!DatabaseFaults.passing(fault)) {
            backOff.setMaxAttempts(TRIES_OF_A_DEFECT);
        }
        return backOff;
    }

    private static boolean poison(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof PoisonRecord) {
                return true;
            }
        }
        return false;
    }
}
