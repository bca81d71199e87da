package io.shoudan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.platform.testing.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The gate at its limit.
class DatabaseGateTest {

    @Test
    void letsInAsManyAsItHasPlaces() {
        var gate = new DatabaseGate(2, Duration.ofMillis(20));
        gate.enter();
        gate.enter();

        assertThatThrownBy(gate::enter)
                .isInstanceOf(Busy.class)
                .hasMessage("no database connection within 20 ms");

        assertThat(gate.inUse()).isEqualTo(2);
    }

    @Test
    void letsInTheNextWhenOneLeaves() {
        var gate = new DatabaseGate(1, Duration.ofMillis(20));
        gate.enter();
        gate.leave();

        gate.enter();

        assertThat(gate.inUse()).isEqualTo(1);
    }

    /// Unfair, a caller could wait its whole second while later ones slip through.
    @Test
    void keepsTheOrderOfArrival() throws Exception {
        var gate = new DatabaseGate(1, Duration.ofSeconds(30));
        var order = Collections.synchronizedList(new ArrayList<Integer>());
        gate.enter();
        var callers = new ArrayList<Thread>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            callers.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        gate.enter();
                                        order.add(number);
                                        gate.leave();
                                    }));
            Eventually.until("the caller waits", () -> gate.waiting() == number + 1);
        }

        gate.leave();
        for (var caller : callers) {
            caller.join();
        }

        assertThat(order).isEqualTo(List.of(0, 1, 2, 3, 4));
    }

    @Test
    void refusesAnInterruptedCallerAndKeepsTheInterrupt() {
        var gate = new DatabaseGate(1, Duration.ofSeconds(30));
        gate.enter();
        Thread.currentThread().interrupt();

        assertThatThrownBy(gate::enter).isInstanceOf(Busy.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void refusesToHaveNoPlaces() {
        assertThatThrownBy(() -> new DatabaseGate(0, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
