package io.shoudan.terminal.transactions;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.shoudan.contracts.transaction.client.ApiClient;
import io.shoudan.contracts.transaction.client.InternalBatchesApi;
import io.shoudan.contracts.transaction.client.InternalTransactionsApi;
import io.shoudan.platform.security.InternalTokens;
import java.net.URI;
import org.springframework.http.client.ClientHttpRequestFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// One instance of transaction-service, by its generated clients.
record Instance(URI url, InternalTransactionsApi transactions, InternalBatchesApi batches) {

    /// An instance that is newer than we are may say more than we know.
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .changeDefaultPropertyInclusion(
                            it -> it.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();

    static Instance at(URI url, ClientHttpRequestFactory requests, InternalTokens tokens) {
        var client =
                ApiClient.buildRestClientBuilder(JSON)
                        .requestFactory(requests)
                        .requestInterceptor(tokens.interceptor("transaction-service"))
                        .build();
        var api = new ApiClient(client).setBasePath(url.toString());
        return new Instance(url, new InternalTransactionsApi(api), new InternalBatchesApi(api));
    }
}
