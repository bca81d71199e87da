package io.shoudan.gateway.limit;

import io.shoudan.platform.Ticker;
import io.shoudan.platform.problem.Problems;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Puts the limits in front of every route.
@Configuration(proxyBeanMethods = false)
class LimitConfiguration implements WebMvcConfigurer {

    private final LimitProperties properties;
    private final Problems problems;
    private final Ticker ticker;

    LimitConfiguration(LimitProperties properties, Problems problems, Ticker ticker) {
        this.properties = properties;
        this.problems = problems;
        this.ticker = ticker;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        var client = properties.client();
        var address = properties.address();
        registry.addInterceptor(
                new LimitInterceptor(
                        new Allowance("client", client.perSecond(), client.burst(), ticker),
                        new Allowance("address", address.perSecond(), address.burst(), ticker),
                        problems));
    }
}
