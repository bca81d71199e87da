package io.shoudan.terminal.transactions;

import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.platform.security.InternalTokens;
import java.net.http.HttpClient;
import java.util.concurrent.Executor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// HTTP connections to transaction-service, kept alive between calls.
@Configuration(proxyBeanMethods = false)
class TransactionsConfiguration {

    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("transaction-call").start(task);

    @Bean(destroyMethod = "shutdownNow")
    HttpClient transactionServiceHttp(TransactionsProperties properties) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(properties.connectTimeout())
                .executor(THREADS)
                .build();
    }

    @Bean
    TransactionCalls transactionCalls(
            TransactionsProperties properties,
            HttpClient transactionServiceHttp,
            InternalTokens tokens,
            MeterRegistry meters) {
        var requests =
                new DeadlineRequestFactory(
                        transactionServiceHttp, THREADS, properties.attemptTimeout());
        var instances =
                properties.urls().stream().map(url -> Instance.at(url, requests, tokens)).toList();
        return new TransactionCalls(instances, properties.attemptTimeout(), meters);
    }
}
