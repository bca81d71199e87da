package io.shoudan.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.shoudan.iso8583.terminal.GoldenFrame;
import io.shoudan.iso8583.terminal.TerminalDialect;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardDataTest {

    @ParameterizedTest
    @CsvSource({
        "6225000000000014,    622500******0014",
        "6212345678900000003, 621234*********0003",
        "4111111111111,       411111***1111",
        // First six and last four of these would leave less than three digits hidden.
        "411111111111,        ****",
        "4111111111,          ****",
        "4,                   ****",
    })
    void masksCardNumbersAndFailsClosed(String digits, String masked) {
        assertThat(Pan.of(digits)).hasToString(masked);
        assertThat(Pan.of(digits).clearText()).isEqualTo(digits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "62250000000000140000", "622500000000001D", "６２２５"})
    void refusesWhatIsNoCardNumber(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pan.of(text))
                .withMessage("must be 1..19 digits: pan");
    }

    @ParameterizedTest
    @CsvSource({
        "6225000000000014, true, true",
        "4111111111111111, true, true",
        "6212345678900000003, true, true",
        "6225000000000015, false, true",
        "6225000000000041, false, true",
        "0, true, false",
        "62250000000, false, false",
    })
    void tellsWhetherACardCanHaveTheNumber(String digits, boolean luhn, boolean length) {
        assertThat(Pan.of(digits).luhnValid()).isEqualTo(luhn);
        assertThat(Pan.of(digits).lengthValid()).isEqualTo(length);
    }

    @Test
    void comparesByContent() {
        assertThat(Pan.of("6225000000000014"))
                .isEqualTo(Pan.of("6225000000000014"))
                .hasSameHashCodeAs(Pan.of("6225000000000014"))
                .isNotEqualTo(Pan.of("6225000000000015"));
        assertThat(TrackTwo.of("62D30"))
                .isEqualTo(TrackTwo.of("62=30"))
                .isNotEqualTo(TrackTwo.of("6"));
        assertThat(TrackThree.of("62D30")).isEqualTo(TrackThree.of("62=30")).hasToString("****");
        assertThat(PinBlock.of(new byte[8]))
                .isEqualTo(PinBlock.of(new byte[8]))
                .hasToString("****");
    }

    /// What is told apart by content is found again in sets and maps.
    @Test
    void tellsContentApart() {
        for (var values :
                List.<List<Object>>of(
                        List.of(Pan.of("41"), Pan.of("41"), Pan.of("42")),
                        List.of(TrackTwo.of("4D1"), TrackTwo.of("4=1"), TrackTwo.of("4D2")),
                        List.of(TrackThree.of("4D1"), TrackThree.of("4=1"), TrackThree.of("4")),
                        List.of(
                                PinBlock.of(new byte[8]),
                                PinBlock.of(new byte[8]),
                                PinBlock.of(new byte[16])),
                        List.of(Bytes.ofHex("01"), Bytes.of(new byte[] {1}), Bytes.ofHex("02")),
                        List.of(
                                ChipData.of(Tlv.of("95", "01")),
                                ChipData.of(Bytes.ofHex("950101")),
                                ChipData.of(Tlv.of("95", "02"))),
                        List.of(Expiry.of("3012"), new Expiry(30, 12), Expiry.of("3011")))) {
            assertThat(values.get(0))
                    .isEqualTo(values.get(1))
                    .hasSameHashCodeAs(values.get(1))
                    .isNotEqualTo(values.get(2))
                    .isNotEqualTo("something else");
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "100, 1", "30, 0", "30, 13"})
    void refusesMonthsThatThereAreNot(int year, int month) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Expiry(year, month));
    }

    @Test
    void replacesEightBytesOfTrackThreeToo() {
        var track = TrackThree.of("62250000000000140D301210");

        assertThat(track.withProtectedPart(bytes -> bytes)).isEqualTo(track);
        assertThat(track.withProtectedPart(_ -> new byte[8]).clearText())
                .isEqualTo("622500" + "0".repeat(16) + "10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> track.withProtectedPart(_ -> new byte[7]))
                .withMessage("must return 8 bytes: cipher");
    }

    @ParameterizedTest
    @CsvSource({
        "6225000000000014D30121011234, 622500******0014D****, 3012",
        "6225000000000014=3012,        622500******0014D****, 3012",
        "6225000000000014D301,         622500******0014D****, ",
        "6225000000000014D3013,        622500******0014D****, ",
        "6225000000000014,             ****,                  ",
        "62250000000A0014D3012,        ****,                  3012",
        "D3012,                        ****,                  3012",
        "62250000000000140000D3012,    ****,                  3012",
    })
    void readsTracksAsFarAsTheyGo(String text, String printed, String expiry) {
        var track = TrackTwo.of(text);

        assertThat(track).hasToString(printed);
        assertThat(track.expiry().map(Expiry::text).orElse(null)).isEqualTo(expiry);
    }

    /// Bytes 4 to 11 of 12 packed ones are enciphered, the last byte never.
    @Test
    void replacesTheEightBytesBeforeTheLast() {
        var track = TrackTwo.of("6225000000000014D301210");

        var enciphered =
                track.withProtectedPart(
                        bytes -> {
                            assertThat(HexFormat.of().withUpperCase().formatHex(bytes))
                                    .isEqualTo("0000000014D30121");
                            Arrays.fill(bytes, (byte) 0xEE);
                            return bytes;
                        });

        assertThat(enciphered.clearText()).isEqualTo("622500" + "E".repeat(16) + "0");
        assertThat(enciphered.pan()).isEmpty();
        assertThat(enciphered).hasToString("****");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrackTwo.of("6225000000000014").withProtectedPart(b -> b))
                .withMessage("must pack to 9 bytes or more: track");
    }

    @Test
    void expiresAfterItsMonth() {
        var expiry = Expiry.of("3012");

        assertThat(expiry.yearMonth()).isEqualTo(YearMonth.of(2030, 12));
        assertThat(expiry.expiredIn(YearMonth.of(2030, 12))).isFalse();
        assertThat(expiry.expiredIn(YearMonth.of(2031, 1))).isTrue();
        assertThat(expiry).hasToString("****");
        assertThat(Expiry.of("0501").text()).isEqualTo("0501");
        assertThat(Expiry.of("9912").yearMonth()).isEqualTo(YearMonth.of(1999, 12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3000", "3013", "301", "30123", "3O12"})
    void refusesWhatIsNoExpiry(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Expiry.of(text));
    }

    @Test
    void takesPinBlocksOfOneBlockOnly() {
        assertThat(PinBlock.of(new byte[16]).clearText()).hasSize(16);
        assertThatIllegalArgumentException().isThrownBy(() -> PinBlock.of(new byte[7]));
    }

    @Test
    void keepsBytesFromBeingChanged() {
        var array = new byte[] {1, 2, 3};
        var bytes = Bytes.of(array);
        array[0] = 9;
        bytes.toArray()[1] = 9;

        assertThat(bytes.hex()).isEqualTo("010203");
        assertThat(bytes).hasToString("3 bytes").isEqualTo(Bytes.ofHex("010203"));
    }

    /// A length that is wrong by ten digits: what is behind it moves into other fields.
    @Test
    void printsNoPieceOfACardNumberFromATornMessage() {
        var golden = GoldenFrame.named("purchase-manual").body();
        var bytes = Arrays.copyOfRange(golden, 11, golden.length);
        assertThat(bytes[10]).as("the length of field 2").isEqualTo((byte) 0x16);
        bytes[10] = 0x06;

        var partial = ((Read.Broken) TerminalDialect.DIALECT.read(bytes)).partial();

        assertThat(partial.has(TerminalDialect.AMOUNT)).isTrue();
        for (var text : List.of(partial.toString(), partial.describe())) {
            assertThat(text.replaceAll("F\\d+|\\b\\d+=", "")).doesNotContainPattern("\\d{5}");
        }
        assertThat(partial.shown(TerminalDialect.AMOUNT)).isEqualTo("****");
    }
}
