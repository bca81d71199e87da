package io.shoudan.platform.outbox;

import io.shoudan.platform.PlatformAutoConfiguration;
import io.shoudan.platform.ServiceName;
import io.shoudan.platform.Ticker;
import io.shoudan.platform.database.DatabaseAutoConfiguration;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.event.EventJson;
import java.time.Clock;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import tools.jackson.databind.json.JsonMapper;

/// The outbox and its relay, in services that have a database and Kafka.
@AutoConfiguration(
        after = {
            PlatformAutoConfiguration.class,
            DatabaseAutoConfiguration.class,
            JdbcClientAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            KafkaAutoConfiguration.class
        })
@ConditionalOnClass({JdbcClient.class, KafkaAdmin.class})
@ConditionalOnBean({Transactions.class, JdbcClient.class, ProducerFactory.class})
@EnableConfigurationProperties(OutboxProperties.class)
public final class OutboxAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    EventJson eventJson() {
        return new EventJson();
    }

    @Bean
    OutboxSignal outboxSignal() {
        return new OutboxSignal();
    }

    @Bean
    Outbox outbox(
            JdbcClient jdbc, EventJson json, Clock clock, ServiceName self, OutboxSignal signal) {
        return new Outbox(jdbc, json, clock, self, signal);
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "shoudan.outbox.relay", matchIfMissing = true)
    OutboxRelay outboxRelay(
            Transactions transactions,
            JdbcClient jdbc,
            JsonMapper json,
            ProducerFactory<?, ?> kafka,
            OutboxSignal signal,
            OutboxProperties properties,
            Ticker ticker) {
        return new OutboxRelay(
                transactions,
                new WaitingEvents(jdbc, json),
                new EventSender(
                        kafka.getConfigurationProperties(), properties.ackTimeout(), ticker),
                signal,
                properties,
                ticker);
    }

    @Bean
    TopicKeeper topicKeeper(KafkaAdmin admin, ObjectProvider<NewTopic> topics) {
        return new TopicKeeper(admin.getConfigurationProperties(), topics.stream().toList());
    }
}
