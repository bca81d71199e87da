package io.shoudan.transaction.reversal;

import io.shoudan.transaction.job.Job;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Sends reversals as they become due, carries out withheld ones that may be, and forgets those of
/// terminals after their time.
@Configuration(proxyBeanMethods = false)
class ReversalJobs {

    @Bean
    ReversalThreads reversalThreads() {
        return (name, work) -> Thread.ofVirtual().name(name).start(work);
    }

    @Bean
    Job reversalJob(ReversalRun run, ReversalSignal signal, ReversalProperties properties) {
        var job = new Job("reversals", properties.interval(), run::run);
        signal.wakes(job::wake);
        return job;
    }

    @Bean
    Job withheldReversalJob(TerminalReversals reversals, ReversalProperties properties) {
        return new Job("withheld-reversals", properties.interval(), reversals::reconsider);
    }

    @Bean
    Job reversalMemoryJob(TerminalReversalStore table, ReversalProperties properties) {
        return new Job("reversal-memory", Duration.ofHours(1), () -> forget(table, properties));
    }

    private static void forget(TerminalReversalStore table, ReversalProperties properties) {
        int forgotten;
        do {
            forgotten = table.forget(properties.memory());
        } while (forgotten > 0);
    }
}
