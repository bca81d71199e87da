package io.shoudan.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.platform.testing.TestTokens;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrapped opens with the same key, in the same context, unaltered, and not otherwise.
class MasterKeyTest {

    private static final byte[] SECRET = "terminal key".getBytes(StandardCharsets.UTF_8);
    private static final String CONTEXT = "terminal-key/00001234/mak";

    private final MasterKey key = MasterKey.of(Secret.of(TestTokens.MASTER_KEY), List.of());

    @Test
    void opensWhatItWrapped() {
        assertThat(key.unwrap(key.wrap(SECRET, CONTEXT), CONTEXT)).isEqualTo(SECRET);
    }

    @Test
    void wrapsAnEmptySecret() {
        assertThat(key.unwrap(key.wrap(new byte[0], CONTEXT), CONTEXT)).isEmpty();
    }

    @Test
    void refusesAnotherContext() {
        var wrapped = key.wrap(SECRET, CONTEXT);

        assertThatThrownBy(() -> key.unwrap(wrapped, "terminal-key/00001235/mak"))
                .isInstanceOf(UnwrapRefused.class);
    }

    /// Every single byte counts: nonce, ciphertext and tag.
    @Test
    void refusesAnAlteredValue() {
        var wrapped = key.wrap(SECRET, CONTEXT);
        var sealed = Base64.getDecoder().decode(wrapped.substring(wrapped.indexOf(':') + 1));
        for (int i = 0; i < sealed.length; i++) {
            var altered = sealed.clone();
            altered[i] ^= 1;
            var text = "test:" + Base64.getEncoder().encodeToString(altered);

            assertThatThrownBy(() -> key.unwrap(text, CONTEXT)).isInstanceOf(UnwrapRefused.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "test:", "test:AAAA", "other:AAAA", "test", "test:!!", "te st:AAAA"})
    void refusesWhatItNeverMade(String wrapped) {
        assertThatThrownBy(() -> key.unwrap(wrapped, CONTEXT)).isInstanceOf(UnwrapRefused.class);
    }

    @Test
    void neverMakesTheSameTwice() {
        assertThat(key.wrap(SECRET, CONTEXT)).isNotEqualTo(key.wrap(SECRET, CONTEXT));
    }

    @Test
    void opensWhatARetiredKeyWrapped() {
        var old = key.wrap(SECRET, CONTEXT);
        var rotated =
                MasterKey.of(secret("k2", 'B', 32), List.of(Secret.of(TestTokens.MASTER_KEY)));

        assertThat(rotated.unwrap(old, CONTEXT)).isEqualTo(SECRET);
        assertThat(rotated.outdated(old)).isTrue();
        assertThat(rotated.outdated(rotated.wrap(SECRET, CONTEXT))).isFalse();
    }

    /// The id is authenticated, too: relabelling does not make an old value look new.
    @Test
    void refusesARelabelledValue() {
        var twins = MasterKey.of(secret("k2", 'A', 32), List.of(Secret.of(TestTokens.MASTER_KEY)));
        var relabelled = key.wrap(SECRET, CONTEXT).replace("test:", "k2:");

        assertThatThrownBy(() -> twins.unwrap(relabelled, CONTEXT))
                .isInstanceOf(UnwrapRefused.class);
    }

    @Test
    void refusesALargeSecret() {
        assertThatThrownBy(() -> key.wrap(new byte[64 * 1024 + 1], CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    -                                               | is missing
                    ' '                                             | is missing
                    QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=    | does not have the form
                    k1:short                                        | is not valid base64
                    k1:QUFBQQ==                                     | does not hold 32 bytes
                    """)
    void refusesToStartWithAnUnusableKey(@Nullable String configured, String reason) {
        var secret = configured == null ? null : Secret.of(configured);

        assertThatThrownBy(() -> MasterKey.of(secret, List.of()))
                .isInstanceOf(UnusableSecret.class)
                .hasMessageContaining("shoudan.security.master-key " + reason)
                .hasMessageNotContaining("QUFB");
    }

    @Test
    void refusesTwoKeysOfOneName() {
        assertThatThrownBy(
                        () -> MasterKey.of(secret("k1", 'A', 32), List.of(secret("k1", 'B', 32))))
                .isInstanceOf(UnusableSecret.class);
    }

    private static Secret secret(String id, char letter, int bytes) {
        var key = String.valueOf(letter).repeat(bytes).getBytes(StandardCharsets.US_ASCII);
        return Secret.of(id + ":" + Base64.getEncoder().encodeToString(key));
    }
}
