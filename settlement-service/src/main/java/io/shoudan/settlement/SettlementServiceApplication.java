package io.shoudan.settlement;

import io.shoudan.contracts.catalogue.FailureCatalogue;
import io.shoudan.contracts.event.SettlementEvent;
import io.shoudan.platform.outbox.Retention;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Starts the settlement service; its configuration is `settlement-service.yml`.
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@EnableScheduling
public class SettlementServiceApplication {

    static void main(String[] arguments) {
        var application = new SpringApplication(SettlementServiceApplication.class);
        application.setDefaultProperties(Map.of("spring.config.name", "settlement-service"));
        application.run(arguments);
    }

    @Bean
    FailureCatalogue failureCatalogue() {
        return FailureCatalogue.load();
    }

    @Bean
    NewTopic settlementTopic(TopicProperties properties) {
        return TopicBuilder.name(SettlementEvent.TOPIC)
                .partitions(properties.partitions())
                .replicas(properties.replication())
                .configs(Retention.FOR_EVER)
                .build();
    }
}
