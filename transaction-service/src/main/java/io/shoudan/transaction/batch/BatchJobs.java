package io.shoudan.transaction.batch;

import io.shoudan.platform.inbox.Inbox;
import io.shoudan.transaction.job.Job;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Closes batches whose time has come.
@Configuration(proxyBeanMethods = false)
class BatchJobs {

    /// Far beyond what topics retain.
    private static final Duration EVENT_MEMORY = Duration.ofDays(90);

    @Bean
    Job batchJob(BatchCloser closer, BatchProperties properties) {
        return new Job("batches", properties.closeInterval(), closer::closeDue);
    }

    @Bean
    Job inboxMemoryJob(Inbox inbox, Clock clock) {
        return new Job(
                "inbox-memory",
                Duration.ofHours(1),
                () -> inbox.forgetBefore(clock.instant().minus(EVENT_MEMORY)));
    }
}
