package io.shoudan.platform.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.shoudan.platform.PlatformAutoConfiguration;
import io.shoudan.platform.ServiceName;
import io.shoudan.platform.database.DatabaseAutoConfiguration;
import io.shoudan.platform.database.Transactions;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.ConcurrentKafkaListenerContainerFactoryConfigurer;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.DefaultErrorHandler;

/// The inbox, and listeners that use it: `@KafkaListener(topics = …, containerFactory =
/// "shoudanListenerFactory")` on a method that takes a `ConsumerRecord<String, byte[]>`.
///
/// Offsets are committed once all records of a poll were taken in or put aside, each in a database
/// transaction of its own: after a crash some come again, and the inbox lets them pass. Group,
/// value type and start position are set in `platform-defaults.properties`.
@AutoConfiguration(
        after = {
            PlatformAutoConfiguration.class,
            DatabaseAutoConfiguration.class,
            JdbcClientAutoConfiguration.class,
            KafkaAutoConfiguration.class
        })
@ConditionalOnClass({JdbcClient.class, ConcurrentKafkaListenerContainerFactory.class})
@ConditionalOnBean({JdbcClient.class, ConsumerFactory.class})
@EnableConfigurationProperties(InboxProperties.class)
public final class InboxAutoConfiguration {

    @Bean
    Inbox inbox(JdbcClient jdbc) {
        return new Inbox(jdbc);
    }

    @Bean
    DeadLetterEndpoint deadLetterEndpoint(
            ServiceName self,
            ConsumerFactory<?, ?> consumers,
            KafkaListenerEndpointRegistry listeners,
            Inbox inbox,
            Transactions transactions) {
        return new DeadLetterEndpoint(
                new DeadLetterDesk(self, consumers, listeners, inbox, transactions));
    }

    @Bean
    InboxSweep inboxSweep(Inbox inbox, InboxProperties properties) {
        return new InboxSweep(inbox, properties);
    }

    @Bean
    ConcurrentKafkaListenerContainerFactory<Object, Object> shoudanListenerFactory(
            ConcurrentKafkaListenerContainerFactoryConfigurer configurer,
            ConsumerFactory<Object, Object> consumers,
            KafkaOperations<?, ?> kafka,
            ServiceName self,
            ObjectProvider<MeterRegistry> meters) {
        var factory = new ConcurrentKafkaListenerContainerFactory<Object, Object>();
        configurer.configure(factory, consumers);
        var deadLetters =
                DeadLetters.publisher(
                        kafka, self.value(), meters.getIfAvailable(() -> Metrics.globalRegistry));
        var errors = new DefaultErrorHandler(deadLetters);
        errors.setBackOffFunction(RetryPolicy::forFault);
        errors.setLogLevel(KafkaException.Level.DEBUG);
        errors.setRetryListeners(new RetryLog());
        factory.setCommonErrorHandler(errors);
        return factory;
    }
}
