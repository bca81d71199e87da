package io.shoudan.terminal.answer;

import io.shoudan.contracts.catalogue.FailureCatalogue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The failure catalogue that ships with this build.
@Configuration(proxyBeanMethods = false)
class AnswerConfiguration {

    @Bean
    FailureCatalogue failureCatalogue() {
        return FailureCatalogue.load();
    }
}
