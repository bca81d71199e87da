package io.shoudan.merchant.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What a right secret, a wrong one and a flood of them cost.
class ClientSecretsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final ClientSecrets secrets = new ClientSecrets(nanos::get);

    @Test
    void makesLongSecretsThatNeverRepeat() {
        assertThat(secrets.generate())
                .matches("[A-Za-z0-9_-]{43}")
                .isNotEqualTo(secrets.generate());
    }

    @Test
    void knowsARightSecretFromAWrongOne() {
        var hash = secrets.hash("the right secret");

        assertThat(secrets.match("the right secret", hash)).isTrue();
        assertThat(secrets.match("the right secret", hash)).isTrue();
        assertThat(secrets.match("a wrong secret", hash)).isFalse();
        assertThat(secrets.match("", hash)).isFalse();
    }

    @Test
    void forgetsASecretWhoseHashChanged() {
        assertThat(secrets.match("old", secrets.hash("old"))).isTrue();

        assertThat(secrets.match("old", secrets.hash("new"))).isFalse();
    }

    @Test
    void hasADecoyThatNothingOpens() {
        assertThat(secrets.decoyHash()).startsWith("{bcrypt}$2");
        assertThat(secrets.match("anything", secrets.decoyHash())).isFalse();
    }

    /// A client that comes back must get in while others try wrong secrets as fast as they can.
    @Test
    void letsKnownClientsPassAFloodOfWrongSecrets() throws Exception {
        var hash = secrets.hash("the right secret");
        assertThat(secrets.match("the right secret", hash)).isTrue();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var flood = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 100 * Runtime.getRuntime().availableProcessors(); i++) {
                var wrong = "wrong " + i;
                flood.add(() -> secrets.match(wrong, hash));
            }
            var running = threads.submit(() -> threads.invokeAll(flood));

            for (int i = 0; i < 1_000; i++) {
                assertThat(secrets.match("the right secret", hash)).isTrue();
            }

            int overloaded = 0;
            for (var attempt : running.get()) {
                try {
                    assertThat(attempt.get()).isFalse();
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(ClientSecrets.Overloaded.class);
                    overloaded++;
                }
            }
            assertThat(overloaded).isPositive();
        }
    }

    @Test
    void refusesAHashOfAnUnknownKind() {
        assertThatThrownBy(() -> secrets.match("any", "{md5}abc"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
