package io.shoudan.iso8583.mac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.shoudan.iso8583.Seeds;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.HexFormat;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.macs.ISO9797Alg3Mac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// MACs against the examples of the standards; the golden frames test them on messages.
class MacAlgorithmTest {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String LEFT = "0123456789ABCDEF";
    private static final String RIGHT = "FEDCBA9876543210";

    @BeforeAll
    static void installSm4() {
        Security.addProvider(new BouncyCastleProvider());
    }

    /// ISO/IEC 9797-1:1999, annex A: algorithms 1 and 3 with padding method 1.
    @ParameterizedTest
    @CsvSource({
        "X99,  0123456789ABCDEF,                 Now is the time for all , 70A30640CC76DD8B",
        "X99,  0123456789ABCDEF,                 Now is the time for it,   E45B3AD2B7CC0856",
        "X919, 0123456789ABCDEFFEDCBA9876543210, Now is the time for all , A1C72E74EA3FA9B6",
        "X919, 0123456789ABCDEFFEDCBA9876543210, Now is the time for it,   2E2B1428CC78254F",
    })
    void computesTheExamplesOfTheStandard(
            MacAlgorithm algorithm, String key, String text, String mac) {
        // The parser of the table takes blanks at the end away.
        var input = (text + (text.endsWith("all") ? " " : "")).getBytes(StandardCharsets.US_ASCII);

        assertThat(HEX.formatHex(algorithm.mac(HEX.parseHex(key), input))).isEqualTo(mac);
    }

    @Test
    void agreesWithAnotherImplementation() {
        var key = HEX.parseHex(LEFT + RIGHT);
        Seeds.run(
                random -> {
                    var input = new byte[random.nextInt(1, 200)];
                    random.nextBytes(input);
                    // Zero padding is implied only where the length is no whole number of blocks.
                    var other = new ISO9797Alg3Mac(new DESEngine());
                    other.init(new KeyParameter(key));
                    other.update(input, 0, input.length);
                    var expected = new byte[8];
                    other.doFinal(expected, 0);

                    assertThat(MacAlgorithm.X919.mac(key, input)).isEqualTo(expected);
                });
    }

    @ParameterizedTest
    @EnumSource
    void isEightBytesForAnyInput(MacAlgorithm algorithm) {
        var key = HEX.parseHex(LEFT + RIGHT);
        for (int length = 0; length <= 33; length++) {
            var input = new byte[length];
            var mac = algorithm.mac(key, input);

            assertThat(mac).hasSize(MacAlgorithm.MAC_BYTES);
            assertThat(algorithm.verify(key, input, mac)).isTrue();
            assertThat(algorithm.verify(key, input, new byte[8])).isFalse();
            assertThat(algorithm.verify(key, input, new byte[0])).isFalse();
        }
    }

    @Test
    void refusesKeysOfOtherLengths() {
        var single = HEX.parseHex(LEFT);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> MacAlgorithm.X919.mac(single, new byte[8]))
                .withMessage("must be 16 bytes: MAK");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MacAlgorithm.SM4.mac(single, new byte[8]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MacAlgorithm.ECB.mac(new byte[24], new byte[8]))
                .withMessage("must be 8 or 16 bytes: DES key");
    }

    /// GB/T 32907-2016, annex A.
    @Test
    void enciphersTheExampleOfTheStandard() {
        var key = HEX.parseHex(LEFT + RIGHT);

        assertThat(HEX.formatHex(BlockCipher.SM4.encrypt(key, key)))
                .isEqualTo("681EDF34D206965E86B3E94F536E4246");
        assertThat(BlockCipher.SM4.decrypt(key, BlockCipher.SM4.encrypt(key, key))).isEqualTo(key);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockCipher.SM4.encrypt(key, new byte[15]))
                .withMessage("must be whole blocks: 15");
    }

    @Test
    void knowsCheckValues() {
        assertThat(HEX.formatHex(KeyCheckValue.ofDes(HEX.parseHex(LEFT)))).isEqualTo("D5D44FF7");
        assertThat(HEX.formatHex(KeyCheckValue.ofDes(HEX.parseHex(LEFT + RIGHT))))
                .isEqualTo("08D7B4FB");
        var sm4 = KeyCheckValue.ofSm4(HEX.parseHex(LEFT + RIGHT));
        assertThat(KeyCheckValue.verify(BlockCipher.SM4, HEX.parseHex(LEFT + RIGHT), sm4)).isTrue();
        assertThat(KeyCheckValue.verify(BlockCipher.SM4, new byte[16], sm4)).isFalse();
    }

    @Test
    void enciphersWholeBlocksOnly() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockCipher.DES.encrypt(new byte[8], new byte[9]))
                .withMessage("must be whole blocks: 9");
        assertThatIllegalArgumentException().isThrownBy(() -> BlockCipher.desFor(new byte[24]));
        for (var algorithm : MacAlgorithm.values()) {
            assertThat(algorithm.takesKeysOf(16)).isTrue();
            assertThat(algorithm.takesKeysOf(24)).isFalse();
        }
    }
}
