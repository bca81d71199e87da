package io.shoudan.transaction.route;

import io.shoudan.transaction.job.Job;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// A switch that is set on one node is in force on all within a second.
@Configuration(proxyBeanMethods = false)
class SwitchJobs {

    @Bean
    Job switchJob(Switches switches) {
        return new Job("switches", Duration.ofMillis(500), switches::refresh);
    }
}
