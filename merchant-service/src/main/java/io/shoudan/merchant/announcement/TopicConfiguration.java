package io.shoudan.merchant.announcement;

import io.shoudan.contracts.event.BindingChanged;
import io.shoudan.contracts.event.MerchantChanged;
import io.shoudan.contracts.event.TariffChanged;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;

/// Compacted: Kafka keeps the newest state of every key for as long as the topic exists, so that a
/// new service, or one that lost its database, reads everything again.
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

    @Bean
    NewTopic tariffTopic(TopicProperties properties) {
        return compacted(TariffChanged.TOPIC, properties);
    }

    private static NewTopic compacted(String name, TopicProperties properties) {
        return TopicBuilder.name(name)
                .partitions(properties.partitions())
                .replicas(properties.replication())
                .compact()
                .build();
    }
}
