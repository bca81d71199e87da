package io.shoudan.iso8583.mac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.mac.WorkingKeysField.Layout;
import io.shoudan.iso8583.mac.WorkingKeysField.MacCheckValue;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Layouts of field 62; the golden frames test what is in them.
class WorkingKeysFieldTest {

    private static final byte[] MAIN_KEY = new byte[16];

    private static EncryptedKey key(int bytes) {
        var key = new byte[bytes];
        Arrays.fill(key, (byte) bytes);
        return EncryptedKey.of(BlockCipher.desFor(key), key, BlockCipher.TRIPLE_DES, MAIN_KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "001, 8,  BEHIND_PADDING, 24", "001, 16, BEHIND_KEY,     24",
        "003, 8,  BEHIND_PADDING, 40", "003, 8,  BEHIND_KEY,     40",
        "003, 16, BEHIND_PADDING, 40", "004, 8,  BEHIND_PADDING, 60",
        "004, 8,  BEHIND_KEY,     60", "004, 16, BEHIND_KEY,     60",
        "006, 8,  BEHIND_PADDING, 60",
    })
    void packsAndParsesEveryLayout(
            String code, int macKeyBytes, MacCheckValue place, int totalBytes) {
        var layout = Layout.of(code, macKeyBytes, place);
        var trackKey = layout.trackKeyBytes() == 0 ? null : key(16);
        var keys =
                new WorkingKeysField(
                        key(layout.pinKeyBytes()), key(layout.macKeyBytes()), trackKey);

        var packed = keys.pack(layout);

        assertThat(packed.length()).isEqualTo(totalBytes).isEqualTo(layout.totalBytes());
        assertThat(WorkingKeysField.parse(packed, layout)).isEqualTo(keys);
    }

    @Test
    void putsTheMacCheckValueWhereTheMakerReadsIt() {
        var keys = new WorkingKeysField(key(16), key(8), null);
        var checkValue = keys.macKey().checkValue().hex();

        var behindPadding = keys.pack(Layout.of("003", 8, MacCheckValue.BEHIND_PADDING)).hex();
        var behindKey = keys.pack(Layout.of("003", 8, MacCheckValue.BEHIND_KEY)).hex();

        assertThat(behindPadding).endsWith("0".repeat(16) + checkValue);
        assertThat(behindKey).endsWith(checkValue + "0".repeat(16));
    }

    @Test
    void refusesFieldsThatAreNotOfTheLayout() {
        var layout = Layout.of("003", 8);
        var packed = new WorkingKeysField(key(16), key(8), null).pack(layout).toArray();

        var cut = Bytes.of(packed, 0, 39);
        var tooShort =
                catchThrowableOfType(
                        MalformedMessage.class, () -> WorkingKeysField.parse(cut, layout));
        assertThat(tooShort.path()).isEqualTo("62");
        assertThat(tooShort.expected()).isEqualTo("40 bytes");

        packed[30] = 1;
        var notZero =
                catchThrowableOfType(
                        MalformedMessage.class,
                        () -> WorkingKeysField.parse(Bytes.of(packed), layout));
        assertThat(notZero.position()).isEqualTo(28);
        assertThat(notZero.expected()).isEqualTo("8 zero bytes");
    }

    @Test
    void refusesKeysThatAreNotOfTheLayout() {
        var keys = new WorkingKeysField(key(16), key(8), null);

        for (var code : new String[] {"001", "004", "006"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> keys.pack(Layout.of(code, 8)));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Layout.of("002", 8));
        assertThatIllegalArgumentException().isThrownBy(() -> Layout.of("003", 24));
    }

    @ParameterizedTest
    @CsvSource({
        "24, 8,  0, 0",
        "8, 24, 0, 0",
        "8,  8, 4,  0",
        "16, 8, 8, 8",
        "0, 8, 0, 0",
        "16, 16, 8, 0",
    })
    void refusesLayoutsThatNoKeysHave(int pin, int mac, int padding, int track) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Layout(pin, mac, padding, MacCheckValue.BEHIND_KEY, track))
                .withMessageStartingWith("must be ");
    }

    /// A terminal that took such a key would compute MACs that nobody verifies.
    @Test
    void refusesKeysThatDontFitTheirCheckValue() {
        var good = key(16);
        var bad = new EncryptedKey(good.cryptogram(), Bytes.of(new byte[4]));

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                bad.clearKey(
                                        BlockCipher.TRIPLE_DES, BlockCipher.TRIPLE_DES, MAIN_KEY))
                .withMessage("must fit its check value: enciphered key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EncryptedKey(Bytes.of(new byte[7]), good.checkValue()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EncryptedKey(good.cryptogram(), Bytes.of(new byte[3])));
    }

    @Test
    void printsNoKeys() {
        assertThat(new WorkingKeysField(key(16), key(8), null).toString())
                .doesNotContain(key(8).cryptogram().hex());
    }
}
