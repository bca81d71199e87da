package io.shoudan.transaction.directory;

import io.shoudan.transaction.job.Job;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Brings the directory of this build, and keeps looking for one that a newer build brought.
@Configuration(proxyBeanMethods = false)
class DirectorySetup {

    @Bean
    BundledDirectory bundledDirectory() {
        return BundledDirectory.read();
    }

    @Bean
    Job directoryJob(IssuerDirectory directory) {
        return new Job("issuer-directory", Duration.ofSeconds(30), directory::refresh);
    }
}
