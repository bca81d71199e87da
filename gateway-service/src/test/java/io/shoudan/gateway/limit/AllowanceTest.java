package io.shoudan.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// How an allowance is used up and comes back, on a clock that the test moves.
class AllowanceTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Allowance allowance = new Allowance("client", 2, 10, nanos::get);

    @Test
    void allowsABurstAndThenWhatComesBack() {
        for (int i = 9; i >= 0; i--) {
            var taken = allowance.take("shop");
            assertThat(taken.allowed()).isTrue();
            assertThat(taken.state()).startsWith("\"client\";r=" + i + ";");
        }
        var refused = allowance.take("shop");
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.policy()).isEqualTo("\"client\";q=10;w=5");
        assertThat(refused.state()).isEqualTo("\"client\";r=0;t=5");
        assertThat(refused.retryAfterSeconds()).isEqualTo(1);

        nanos.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(allowance.take("shop").allowed()).isTrue();
        assertThat(allowance.take("shop").allowed()).isFalse();
    }

    @Test
    void countsEachCallerForItself() {
        for (int i = 0; i < 10; i++) {
            allowance.take("shop");
        }

        assertThat(allowance.take("shop").allowed()).isFalse();
        assertThat(allowance.take("other").allowed()).isTrue();
    }

    /// Whoever invents callers must not fill our memory.
    @Test
    void remembersALimitedNumberOfCallers() {
        for (int i = 0; i < 50_000; i++) {
            allowance.take("caller " + i);
        }

        assertThat(allowance.remembered()).isLessThanOrEqualTo(10_000);
    }
}
