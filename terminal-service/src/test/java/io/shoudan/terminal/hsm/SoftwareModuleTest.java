package io.shoudan.terminal.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.mac.BlockCipher;
import io.shoudan.iso8583.mac.KeyCheckValue;
import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.mac.WorkingKeysField;
import io.shoudan.iso8583.mac.WorkingKeysField.Layout;
import io.shoudan.iso8583.mac.WorkingKeysField.MacCheckValue;
import io.shoudan.iso8583.pin.PinFormat0;
import io.shoudan.platform.security.MasterKey;
import io.shoudan.platform.security.Secret;
import io.shoudan.platform.security.UnusableSecret;
import io.shoudan.platform.testing.TestTokens;
import io.shoudan.terminal.hsm.HsmPort.CheckValueDiffers;
import io.shoudan.terminal.hsm.HsmPort.KeyRefused;
import io.shoudan.terminal.hsm.HsmPort.PinBlockUnreadable;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoftwareModuleTest {

    private static final String TERMINAL = "90010001";
    private static final byte[] MAIN = hex("0123456789ABCDEFFEDCBA9876543210");
    private static final byte[] TRANSPORT = hex("00112233445566778899AABBCCDDEEFF");
    private static final byte[] ZONE = hex("FEDCBA98765432100123456789ABCDEF");
    private static final Layout DOUBLE_LENGTH = Layout.of("003", 8);
    private static final Pan CARD = Pan.of("6225000000000014");

    private final HsmPort module =
            SoftwareModule.of(
                    properties("00112233445566778899AABBCCDDEEFF"),
                    masterKey(),
                    new SecureRandom());
    private final KeyHandle mainKey = load(TERMINAL);

    private static byte[] hex(String digits) {
        return Bytes.ofHex(digits).toArray();
    }

    private static HsmProperties properties(@Nullable String transportKey) {
        return new HsmProperties(
                transportKey == null ? null : Secret.of(transportKey),
                Secret.of("FEDCBA98765432100123456789ABCDEF"));
    }

    private static MasterKey masterKey() {
        return MasterKey.of(Secret.of(TestTokens.MASTER_KEY), List.of());
    }

    private KeyHandle load(String terminalId) {
        return module.loadMainKey(
                terminalId,
                Bytes.of(BlockCipher.TRIPLE_DES.encrypt(TRANSPORT, MAIN)),
                Bytes.of(KeyCheckValue.ofDes(MAIN)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    60.3 | MAC key | check value    | bytes | PIN key
                    001  | 8       | BEHIND_PADDING | 24    | 8
                    003  | 8       | BEHIND_PADDING | 40    | 16
                    003  | 8       | BEHIND_KEY     | 40    | 16
                    004  | 8       | BEHIND_PADDING | 60    | 16
                    003  | 16      | BEHIND_PADDING | 40    | 16
                    004  | 16      | BEHIND_PADDING | 60    | 16
                    """)
    void makesKeysThatTheTerminalReads(
            String networkCode, int macKeyBytes, MacCheckValue place, int bytes, int pinKeyBytes) {
        var layout = Layout.of(networkCode, macKeyBytes, place);

        var keys = module.generateWorkingKeys(mainKey, layout);

        assertThat(keys.forTerminal().length()).isEqualTo(bytes);
        var field = WorkingKeysField.parse(keys.forTerminal(), layout);
        var pinKey = clear(field.pinKey(), pinKeyBytes);
        assertThat(pinKey).hasSize(pinKeyBytes);
        var message = "0200".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        var terminalsMac =
                MacAlgorithm.ECB.mac(clear(field.macKey(), layout.macKeyBytes()), message);
        assertThat(module.verifyMac(keys.macKey(), MacAlgorithm.ECB, message, terminalsMac))
                .isTrue();
        assertThat(keys.trackKey() != null).isEqualTo(networkCode.equals("004"));
    }

    /// Asked of every profile when a MAC is wrong, to name the one that it fits.
    @ParameterizedTest
    @CsvSource({"X919", "SM4"})
    void verifiesNoMacByAnAlgorithmThatHasNoSuchKeys(MacAlgorithm algorithm) {
        var keys = module.generateWorkingKeys(mainKey, DOUBLE_LENGTH);

        assertThat(module.verifyMac(keys.macKey(), algorithm, new byte[8], new byte[8])).isFalse();
    }

    /// Throws if the check value is another key's.
    private static byte[] clear(io.shoudan.iso8583.mac.EncryptedKey key, int bytes) {
        var cipher = bytes == 8 ? BlockCipher.DES : BlockCipher.TRIPLE_DES;
        return key.clearKey(cipher, BlockCipher.TRIPLE_DES, MAIN);
    }

    @Test
    void translatesAPinToTheZoneKey() {
        var keys = module.generateWorkingKeys(mainKey, DOUBLE_LENGTH);

        var translated = module.translatePin(keys.pinKey(), pinBlock(keys, "123456"), CARD);

        var clear = BlockCipher.TRIPLE_DES.decrypt(ZONE, translated.toArray());
        assertThat(new String(PinFormat0.decode(clear, CARD))).isEqualTo("123456");
    }

    @Test
    void refusesAPinBlockThatMakesNoSense() {
        var keys = module.generateWorkingKeys(mainKey, DOUBLE_LENGTH);
        var others = module.generateWorkingKeys(mainKey, DOUBLE_LENGTH);

        assertThatThrownBy(
                        () -> module.translatePin(keys.pinKey(), pinBlock(others, "123456"), CARD))
                .isInstanceOf(PinBlockUnreadable.class);
        assertThatThrownBy(
                        () -> module.translatePin(keys.pinKey(), PinBlock.of(new byte[16]), CARD))
                .isInstanceOf(PinBlockUnreadable.class);
    }

    private static PinBlock pinBlock(HsmPort.WorkingKeys keys, String pin) {
        var key = clear(WorkingKeysField.parse(keys.forTerminal(), DOUBLE_LENGTH).pinKey(), 16);
        var block = PinFormat0.encode(pin.toCharArray(), CARD);
        return PinBlock.of(BlockCipher.TRIPLE_DES.encrypt(key, block));
    }

    /// Somebody who can write to the tables copies the PIN key into the MAC key's column to have
    /// PINs deciphered, or another terminal's key into this one's row.
    @Test
    void opensAKeyForItsUseAndItsTerminalOnly() {
        var keys = module.generateWorkingKeys(mainKey, DOUBLE_LENGTH);
        var wrapped = keys.pinKey().wrapped();

        assertThatThrownBy(
                        () ->
                                module.mac(
                                        new KeyHandle(KeyUsage.MAC, TERMINAL, wrapped),
                                        MacAlgorithm.ECB,
                                        new byte[8]))
                .isInstanceOf(KeyRefused.class);
        assertThatThrownBy(
                        () ->
                                module.translatePin(
                                        new KeyHandle(KeyUsage.PIN, "90010002", wrapped),
                                        PinBlock.of(new byte[8]),
                                        CARD))
                .isInstanceOf(KeyRefused.class);
        assertThatThrownBy(() -> module.mac(keys.pinKey(), MacAlgorithm.ECB, new byte[8]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be a MAC key: PIN key of 90010001");
    }

    @Test
    void refusesAMainKeyWithAnotherCheckValue() {
        assertThatThrownBy(
                        () ->
                                module.loadMainKey(
                                        TERMINAL, Bytes.of(new byte[16]), Bytes.of(new byte[4])))
                .isInstanceOf(CheckValueDiffers.class);
    }

    @Test
    void knowsAKeyAgain() {
        var again = load(TERMINAL);

        assertThat(again.wrapped()).isNotEqualTo(mainKey.wrapped());
        assertThat(module.sameKey(mainKey, again)).isTrue();
    }

    @Test
    void doesNotStartWithoutATransportKey() {
        assertThatThrownBy(
                        () -> SoftwareModule.of(properties(null), masterKey(), new SecureRandom()))
                .isInstanceOf(UnusableSecret.class)
                .hasMessage("shoudan.terminal.hsm.key-transport-key is missing");
        assertThatThrownBy(
                        () ->
                                SoftwareModule.of(
                                        properties("0011"), masterKey(), new SecureRandom()))
                .hasMessageContaining("is not 32 hexadecimal digits")
                .hasMessageNotContaining("0011");
    }

    @Test
    void hidesKeysWhenPrinted() {
        var keys = module.generateWorkingKeys(mainKey, DOUBLE_LENGTH);

        assertThat(keys.toString())
                .doesNotContain(keys.macKey().wrapped())
                .doesNotContain(keys.forTerminal().hex());
    }
}
