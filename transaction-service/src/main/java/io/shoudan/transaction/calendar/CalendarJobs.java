package io.shoudan.transaction.calendar;

import io.shoudan.transaction.job.Job;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Looks after the cut-overs of the days to come.
@Configuration(proxyBeanMethods = false)
class CalendarJobs {

    @Bean
    Job cutOverJob(CutOvers cutOvers) {
        return new Job("cut-overs", Duration.ofHours(1), cutOvers::fill);
    }
}
