package io.shoudan.transaction.network;

import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.platform.Ticker;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The link to the one network that this cell talks to.
@Configuration(proxyBeanMethods = false)
class NetworkSetup {

    @Bean
    LateDesk lateDesk(MeterRegistry meters) {
        return new LateDesk(meters);
    }

    @Bean
    IsoNetworkLink networkLink(
            NetworkProperties properties,
            LateAnswers lateAnswers,
            LateDesk lateDesk,
            Clock clock,
            Ticker ticker,
            MeterRegistry meters) {
        return new IsoNetworkLink(properties, lateAnswers, lateDesk, clock, ticker, meters);
    }

    @Bean
    LinkKeeper linkKeeper(
            IsoNetworkLink link, LateDesk lateDesk, NetworkProperties properties, Ticker ticker) {
        return new LinkKeeper(link, lateDesk, properties, ticker);
    }
}
