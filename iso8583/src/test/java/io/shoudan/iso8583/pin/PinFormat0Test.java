package io.shoudan.iso8583.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.Seeds;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PinFormat0Test {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Pan CARD = Pan.of("6225000000000014");

    /// The first is the example that is commonly printed for format 0.
    @ParameterizedTest
    @CsvSource({
        "1234,         43219876543210987,   0412AC89ABCDEF67",
        "123456,       6225000000000014,    06126456FFFFFFFE",
        "123456789012, 6225000000000014,    0C126456789012FE",
        "1234,         123456,              041234FFFFFEDCBA",
    })
    void makesBlocks(String pin, String pan, String block) {
        var card = Pan.of(pan);

        var made = PinFormat0.encode(pin.toCharArray(), card);

        assertThat(HEX.formatHex(made)).isEqualTo(block);
        assertThat(PinFormat0.decode(made, card)).isEqualTo(pin.toCharArray());
        assertThat(PinFormat0.decode(PinFormat0.widened(made), card)).isEqualTo(pin.toCharArray());
    }

    @Test
    void readsBackAnyPin() {
        Seeds.run(
                random -> {
                    var pin = new char[random.nextInt(4, 13)];
                    for (int i = 0; i < pin.length; i++) {
                        pin[i] = (char) ('0' + random.nextInt(10));
                    }
                    assertThat(PinFormat0.decode(PinFormat0.encode(pin, CARD), CARD))
                            .isEqualTo(pin);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123", "1234567890123", "12E4", "１２３４"})
    void refusesWhatIsNoPin(String pin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PinFormat0.encode(pin.toCharArray(), CARD))
                .withMessage("must be 4..12 digits: PIN");
    }

    /// A wrong key gives bytes at random; a wrong card spoils the fill.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0412340000000",
                "1412AC89ABCDEF67",
                "0312AC89ABCDEF67",
                "0D12AC89ABCDEF67",
                "04A2AC89ABCDEF67",
                "0412AC89ABCDEF66",
                "0412AC89ABCDEF670000000000000001",
            })
    void refusesWhatIsNoBlockOfTheCard(String block) {
        var bytes = HEX.parseHex(block.length() % 2 == 0 ? block : block + "0");

        assertThatExceptionOfType(UnreadablePinBlock.class)
                .isThrownBy(() -> PinFormat0.decode(bytes, Pan.of("43219876543210987")))
                .withMessage("must be a PIN block of ISO 9564 format 0 for this card");
    }

    @Test
    void refusesTheBlockOfAnotherCard() {
        var block = PinFormat0.encode("1234".toCharArray(), CARD);

        assertThatExceptionOfType(UnreadablePinBlock.class)
                .isThrownBy(() -> PinFormat0.decode(block, Pan.of("4111111111111111")));
    }

    @Test
    void leavesTheGivenBlockAlone() {
        var block = PinFormat0.encode("1234".toCharArray(), CARD);
        var copy = block.clone();

        assertThat(PinFormat0.decode(block, CARD)).containsExactly('1', '2', '3', '4');
        assertThat(block).isEqualTo(copy);
    }

    @Test
    void widensOneBlockOnly() {
        assertThat(PinFormat0.widened(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> PinFormat0.widened(new byte[16]));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> PinFormat0.encode("12/4".toCharArray(), Pan.of("4111111111111111")));
    }
}
