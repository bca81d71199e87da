package io.shoudan.transaction.batch;

import io.shoudan.transaction.job.Job;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Closes batches whose time has come.
@Configuration(proxyBeanMethods = false)
class BatchJobs {

    @Bean
    Job batchJob(BatchCloser closer, BatchProperties properties) {
        return new Job("batches", properties.closeInterval(), closer::closeDue);
    }

    @Bean
    Job leftBatchJob(LeftBatches left, BatchProperties properties) {
        return new Job("left-batches", properties.leftInterval(), left::close);
    }
}
