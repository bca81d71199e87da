package io.shoudan.transaction.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Pan;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Sealing and hashing of card numbers.
class VaultTest {

    private static final Pan CARD = Pan.of("6225000000000014");
    private static final UUID PAYMENT = new UUID(1, 2);

    private final Vault vault = vault();

    @Test
    void opensWhatItSealed() {
        var sealed = vault.seal(CARD, PAYMENT);

        assertThat(vault.open(sealed, PAYMENT)).isEqualTo(CARD);
        assertThat(sealed).isNotEqualTo(vault.seal(CARD, PAYMENT));
    }

    /// Copied into another row, a sealed number is of no use.
    @Test
    void opensNothingForAnotherPayment() {
        var sealed = vault.seal(CARD, PAYMENT);

        assertThatThrownBy(() -> vault.open(sealed, new UUID(3, 4)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining(CARD.clearText());
    }

    @Test
    void hashesEqualCardsEqually() {
        assertThat(vault.hash(CARD)).isEqualTo(vault.hash(Pan.of(CARD.clearText())));
        assertThat(vault.hash(CARD)).isNotEqualTo(vault.hash(Pan.of("4111111111111111")));
        assertThat(vault.hash(CARD).length()).isEqualTo(32);
    }

    @Test
    void hashesAreWorthlessWithoutTheKey() {
        assertThat(vault.hash(CARD)).isNotEqualTo(vault().hash(CARD));
    }

    /// A card's hash can't be passed off as the digest of a request that is just that number.
    @Test
    void keepsHashesOfDifferentThingsApart() {
        var content = CARD.clearText().getBytes(StandardCharsets.US_ASCII);

        assertThat(vault.digest(content)).isNotEqualTo(vault.hash(CARD));
        assertThat(Bytes.of(content)).isEqualTo(Bytes.of(new byte[content.length]));
    }

    private static Vault vault() {
        try {
            return new Vault(
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, VaultKeys.TINK)
                            .getPrimitive(VaultKeys.TINK, Aead.class),
                    KeysetHandle.generateNew(VaultKeys.hashParameters(), VaultKeys.TINK)
                            .getPrimitive(VaultKeys.TINK, Mac.class));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
