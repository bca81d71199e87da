package io.shoudan.iso8583.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.ChipData;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.TrackThree;
import io.shoudan.iso8583.TrackTwo;
import io.shoudan.iso8583.terminal.GoldenFrame;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TransactionField;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Cards that can be read, and were perhaps meant otherwise.
class MisreadCardTest {

    private static final TerminalFrame CHIP =
            TerminalFrame.unpack(GoldenFrame.named("purchase-chip-pin-19-digit-pan").body());

    private static Explanation explain(Message message) {
        var frame = TerminalFrame.of(CHIP.tpdu(), CHIP.header(), message);
        return Explainer.of(TestKeys.NONE).explain(frame.body());
    }

    /// With the digit that makes it pass the check of card numbers.
    private static String checked(String digits) {
        return IntStream.range(0, 10)
                .mapToObj(digit -> digits + digit)
                .filter(it -> Pan.of(it).luhnValid())
                .findFirst()
                .orElseThrow();
    }

    /// A number that fails the check and ends in 3 may be the sender's error, or its customer's:
    /// one in ten passes without its last digit. It is `=` only if there is hardly such a number.
    @ParameterizedTest
    @CsvSource({
        "62123456789000000, false, false",
        "62123456789000000, true,  true",
        "622500000000001,   false, true",
        "37110000000000,    false, true",
        "62250000000001,    false, false",
    })
    void takesNoUsualNumberForAnEqualsSign(String unchecked, boolean field2, boolean mistaken) {
        var number = checked(unchecked);
        var read = number + "3";
        assertThat(Pan.of(read).luhnValid()).isFalse();
        var builder =
                CHIP.message().toBuilder()
                        .remove(TerminalDialect.PAN)
                        .set(TerminalDialect.TRACK_2, TrackTwo.of(read + "D30122010000"));
        if (field2) {
            builder.set(TerminalDialect.PAN, Pan.of(number));
        }
        var message = builder.unchecked();

        var explanation = explain(message);

        assertThat(explanation.mistakes().contains(Mistake.EQUALS_FOR_D)).isEqualTo(mistaken);
        assertThat(explanation.valid()).isEqualTo(!mistaken);
    }

    /// Field 2 says where the number ends, whatever check digit the longer one has.
    @ParameterizedTest
    @CsvSource({"4111111111111111, true", "5555555555554444, false"})
    void believesFieldTwo(String number, boolean mistaken) {
        var message =
                CHIP.message().toBuilder()
                        .set(TerminalDialect.PAN, Pan.of(number))
                        .set(
                                TerminalDialect.TRACK_2,
                                TrackTwo.of("41111111111111113D301220100000823"))
                        .unchecked();

        var explanation = explain(message);

        assertThat(explanation.mistakes().contains(Mistake.EQUALS_FOR_D)).isEqualTo(mistaken);
        assertThat(Golden.shown(explanation, "35").startsWith("411111******1111D"))
                .isEqualTo(mistaken);
    }

    /// A reversal is one whatever it reverses, and still there is nothing of this type.
    @ParameterizedTest
    @CsvSource({
        "0220000070005, 22, true",
        "0420000070005, 04, false",
        "0120000070005, 01, false",
        "2200000700050, 22, false",
    })
    void findsATypeThatIsNone(String digits, String type, boolean mistaken) {
        var golden = TerminalFrame.unpack(GoldenFrame.named("reversal-no-answer").body());
        var message =
                golden.message().toBuilder()
                        .set(TerminalDialect.TRANSACTION, TransactionField.of(digits))
                        .unchecked();
        var frame = TerminalFrame.of(golden.tpdu(), golden.header(), message);

        var explanation = Explainer.of(TestKeys.NONE).explain(frame.body());

        assertThat(explanation.mistakes().contains(Mistake.WRONG_PADDING_SIDE)).isEqualTo(mistaken);
        assertThat(explanation.valid()).isEqualTo(!mistaken);
        assertThat(Golden.shown(explanation, "60.1")).isEqualTo(type);
    }

    /// `0010` is 010, a possible sequence number, and 01 padded on the wrong side. The chip knows.
    @ParameterizedTest
    @CsvSource({"01, 010, true", "10, 010, false", "01, 001, false", "00, 000, false"})
    void believesTheChip(String chip, String sequence, boolean mistaken) {
        var data = "5F3401" + chip + CHIP.message().get(TerminalDialect.CHIP_DATA).bytes().hex();
        var message =
                CHIP.message().toBuilder()
                        .set(TerminalDialect.CARD_SEQUENCE, sequence)
                        .set(TerminalDialect.CHIP_DATA, ChipData.of(Bytes.ofHex(data)))
                        .unchecked();

        var explanation = explain(message);

        assertThat(explanation.mistakes().contains(Mistake.WRONG_PADDING_SIDE)).isEqualTo(mistaken);
        if (mistaken) {
            assertThat(Golden.shown(explanation, "23")).isEqualTo("0" + chip);
        }
    }

    /// What fills an odd count of digits belongs behind them, be it 0 or F.
    @ParameterizedTest
    @CsvSource({"0, true", "0, false", "F, true", "F, false"})
    void noticesATrackThatIsFilledInFront(char filler, boolean field2) {
        var number = checked("621234567891357924");
        var track = number + "D301220179146820";
        assertThat(track.length() % 2).isEqualTo(1);
        var builder =
                CHIP.message().toBuilder()
                        .remove(TerminalDialect.PAN)
                        .set(TerminalDialect.TRACK_2, TrackTwo.of(track));
        if (field2) {
            builder.set(TerminalDialect.PAN, Pan.of(number));
        }
        var hex =
                Bytes.of(TerminalFrame.of(CHIP.tpdu(), CHIP.header(), builder.unchecked()).body())
                        .hex();
        int at = hex.indexOf(track);
        var shifted =
                hex.substring(0, at) + filler + track + hex.substring(at + track.length() + 1);

        var explanation = Explainer.of(TestKeys.NONE).explain(shifted);

        assertThat(explanation.mistakes()).containsExactly(Mistake.WRONG_PADDING_SIDE);
        assertThat(explanation.valid()).isFalse();
    }

    /// In track 3 a format code stands in front of the card number.
    @ParameterizedTest
    @CsvSource({
        "99, 622500000000001,   3, false, true",
        "99, 62123456789000000, 3, true,  true",
        "99, 62123456789000000, 3, false, false",
        "99, 622500000000001,   '', true, false",
        "01, 622500000000001,   3, false, true",
    })
    void findsTheEqualsSignInTrackThree(
            String format, String unchecked, String read, boolean field2, boolean mistaken) {
        var number = checked(unchecked);
        var track = format + number + read + "D156156000000000000";
        var builder =
                CHIP.message().toBuilder()
                        .remove(TerminalDialect.PAN)
                        .remove(TerminalDialect.TRACK_2)
                        .set(TerminalDialect.TRACK_3, TrackThree.of(track));
        if (field2) {
            builder.set(TerminalDialect.PAN, Pan.of(number));
        }

        var explanation = explain(builder.unchecked());

        assertThat(explanation.mistakes().contains(Mistake.EQUALS_FOR_D)).isEqualTo(mistaken);
        assertThat(explanation.toString()).doesNotContain(number);
    }

    /// A format code may start with 0: then the number as it reads must be none, too.
    @ParameterizedTest
    @CsvSource({"99, 0", "99, F", "01, 0"})
    void noticesATrackThreeThatIsFilledInFront(String format, char filler) {
        var track = format + checked("621234567891357924") + "D15615600000000012";
        assertThat(track.length() % 2).isEqualTo(1);
        var hex = Bytes.of(frame(track).body()).hex();
        int at = hex.indexOf(track);
        var shifted =
                hex.substring(0, at) + filler + track + hex.substring(at + track.length() + 1);

        var explanation = Explainer.of(TestKeys.NONE).explain(shifted);

        assertThat(explanation.mistakes()).containsExactly(Mistake.WRONG_PADDING_SIDE);
        assertThat(explanation.valid()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"01", "99", "00"})
    void takesNoFormatCodeForFilling(String format) {
        var track = format + checked("621234567891357924") + "D15615600000000012";

        var explanation = Explainer.of(TestKeys.NONE).explain(frame(track).body());

        assertThat(explanation.mistakes()).isEmpty();
    }

    private static TerminalFrame frame(String trackThree) {
        var message =
                CHIP.message().toBuilder()
                        .remove(TerminalDialect.PAN)
                        .remove(TerminalDialect.TRACK_2)
                        .set(TerminalDialect.TRACK_3, TrackThree.of(trackThree))
                        .unchecked();
        return TerminalFrame.of(CHIP.tpdu(), CHIP.header(), message);
    }
}
