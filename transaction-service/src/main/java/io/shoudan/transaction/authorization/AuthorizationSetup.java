package io.shoudan.transaction.authorization;

import io.shoudan.contracts.catalogue.FailureCatalogue;
import io.shoudan.contracts.event.TransactionEvent;
import io.shoudan.platform.database.DatabaseProperties;
import io.shoudan.platform.database.SharedCommits;
import io.shoudan.platform.outbox.Retention;
import io.shoudan.transaction.job.Job;
import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;

/// The catalogue of causes, the topic that tells of payments, and the sweep.
@Configuration(proxyBeanMethods = false)
class AuthorizationSetup {

    @Bean
    FailureCatalogue failureCatalogue() {
        return FailureCatalogue.load();
    }

    @Bean
    NewTopic transactionTopic(TopicProperties properties) {
        return TopicBuilder.name(TransactionEvent.TOPIC)
                .partitions(properties.partitions())
                .replicas(properties.replication())
                .configs(Retention.FOR_EVER)
                .build();
    }

    /// Of intents and of outcomes alike.
    @Bean
    SharedCommits.Bounds sharedCommits(
            AuthorizationProperties properties, DatabaseProperties database) {
        return new SharedCommits.Bounds(2, 64, properties.maxConcurrent(), database.patience());
    }

    @Bean
    Job sweepJob(Sweep sweep, AuthorizationProperties properties) {
        return new Job("sweep", properties.sweepInterval(), sweep::resolveOverdue);
    }

    @Bean
    Job identityMemoryJob(Sweep sweep) {
        return new Job("identity-memory", Duration.ofHours(1), sweep::forget);
    }
}
