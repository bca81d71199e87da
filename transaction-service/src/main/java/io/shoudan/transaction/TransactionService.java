package io.shoudan.transaction;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// Starts the service with the configuration file `transaction-service.yml`.
@SpringBootApplication
@ConfigurationPropertiesScan
public class TransactionService {

    public static void main(String[] args) {
        System.setProperty("spring.config.name", "transaction-service");
        SpringApplication.run(TransactionService.class, args);
    }
}
