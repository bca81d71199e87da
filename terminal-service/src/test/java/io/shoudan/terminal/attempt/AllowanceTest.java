package io.shoudan.terminal.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AllowanceTest {

    private static final Instant MINUTE = Instant.parse("2026-11-22T09:31:00Z");

    private final Allowance allowance = new Allowance(3);

    @Test
    void givesEachTerminalItsShareOfAMinute() {
        for (int i = 0; i < 3; i++) {
            assertThat(allowance.take("90010001", MINUTE.plusSeconds(i))).isTrue();
        }
        assertThat(allowance.take("90010001", MINUTE.plusSeconds(59))).isFalse();
        assertThat(allowance.take("90010002", MINUTE.plusSeconds(59))).isTrue();
        assertThat(allowance.take("90010001", MINUTE.plusSeconds(60))).isTrue();
    }

    /// A swarm of made-up terminals takes no more memory than so many.
    @Test
    void tellsNoMoreThanSoManyTerminalsApart() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(allowance.take("%08d".formatted(i), MINUTE)).isTrue();
        }
        assertThat(allowance.take("90010001", MINUTE)).isFalse();
        assertThat(allowance.take("00000000", MINUTE)).isTrue();
        assertThat(allowance.take("90010001", MINUTE.plusSeconds(60))).isTrue();
    }
}
