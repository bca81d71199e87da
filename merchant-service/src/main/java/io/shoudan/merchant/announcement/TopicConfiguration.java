package io.shoudan.merchant.announcement;

import io.shoudan.contracts.event.BindingChanged;
import io.shoudan.contracts.event.MerchantChanged;
import io.shoudan.contracts.event.TariffChanged;
import io.shoudan.platform.outbox.Retention;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;

/// Kafka keeps the newest state of every merchant and binding, and every tariff there ever was, for
/// as long as the topics exist, so that a new service, or one that lost its database, reads
/// everything again.
@Configuration(proxyBeanMethods = false)
class TopicConfiguration {

    @Bean
    NewTopic merchantTopic(TopicProperties properties) {
        return compacted(MerchantChanged.TOPIC, properties);
    }

    @Bean
    NewTopic bindingTopic(TopicProperties properties) {
        return compacted(BindingChanged.TOPIC, properties);
    }

    /// Not compacted: what was captured long ago is priced by the tariff of its time.
    @Bean
    NewTopic tariffTopic(TopicProperties properties) {
        return topic(TariffChanged.TOPIC, properties).configs(Retention.FOR_EVER).build();
    }

    private static NewTopic compacted(String name, TopicProperties properties) {
        return topic(name, properties).compact().build();
    }

    private static TopicBuilder topic(String name, TopicProperties properties) {
        return TopicBuilder.name(name)
                .partitions(properties.partitions())
                .replicas(properties.replication());
    }
}
