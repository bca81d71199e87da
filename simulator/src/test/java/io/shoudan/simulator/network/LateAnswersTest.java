package io.shoudan.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LateAnswersTest {

    @Test
    void delivers() throws InterruptedException {
        var delivered = new CountDownLatch(1);
        try (var answers = new LateAnswers()) {
            assertThat(answers.after(Duration.ofMillis(1), delivered::countDown)).isTrue();
            assertThat(delivered.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void takesOnlySoMany() {
        try (var answers = new LateAnswers()) {
            for (int i = 0; i < LateAnswers.MAX_WAITING; i++) {
                assertThat(answers.after(Duration.ofHours(1), () -> {})).isTrue();
            }
            assertThat(answers.after(Duration.ofHours(1), () -> {})).isFalse();
        }
    }
}
