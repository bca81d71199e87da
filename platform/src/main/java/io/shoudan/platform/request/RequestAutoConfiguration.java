package io.shoudan.platform.request;

import io.shoudan.platform.Ticker;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/// The request filter, outside Spring Security so that a 401 has a request id, too.
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(RequestProperties.class)
final class RequestAutoConfiguration {

    @Bean
    FilterRegistrationBean<RequestFilter> requestFilter(
            RequestProperties properties, BodyRefusal refusal, Ticker ticker) {
        var registration =
                new FilterRegistrationBean<>(new RequestFilter(properties, refusal, ticker));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
