package io.shoudan.platform.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Time is a number that the test moves; it starts just before a long overflows, as a monotonic
/// clock may.
class DeadlineTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final Deadline deadline = Deadline.in(Duration.ofSeconds(30), nanos::get);

    @Test
    void countsDown() {
        pass(Duration.ofMillis(29_999));

        assertThat(deadline.remainingMillis()).isEqualTo(1);
        assertThat(deadline.expired()).isFalse();
    }

    @Test
    void expiresToTheNanosecond() {
        pass(Duration.ofSeconds(30).minusNanos(1));
        assertThat(deadline.expired()).isFalse();
        deadline.check();

        pass(Duration.ofNanos(1));
        assertThat(deadline.expired()).isTrue();
        assertThatThrownBy(deadline::check).isInstanceOf(DeadlineExceeded.class);
    }

    @Test
    void isNeverNegative() {
        pass(Duration.ofSeconds(60));

        assertThat(deadline.remaining()).isZero();
    }

    @Test
    void nestsAndNeverGrows() {
        assertThat(deadline.child(Duration.ofSeconds(20)).remaining())
                .isEqualTo(Duration.ofSeconds(20));
        assertThat(deadline.child(Duration.ofSeconds(35)).remaining())
                .isEqualTo(Duration.ofSeconds(30));

        pass(Duration.ofSeconds(25));
        assertThat(deadline.child(Duration.ofSeconds(20)).remaining())
                .isEqualTo(Duration.ofSeconds(5));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
