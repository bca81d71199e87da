package io.shoudan.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.terminal.GoldenFrame;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Reading that doesn't stop: all findings at once, form and content.
class InspectionTest {

    /// What the bitmap announces is not missing because a field in front of it breaks off.
    @Test
    void missesNothingThatIsAnnouncedBehindABreak() {
        var body = GoldenFrame.named("purchase-manual").body();
        var cut = Arrays.copyOfRange(body, 11, body.length - 30);

        var inspection = TerminalDialect.DIALECT.inspect(cut);

        assertThat(inspection.findings()).extracting(Finding::path).containsExactly("42");
        assertThat(TerminalDialect.DIALECT.check(inspection.message().orElseThrow()))
                .isEqualTo(inspection.findings());
        // Neither 2 nor 35 is announced, and nothing behind the break counts for them.
        cut[2] &= (byte) 0xBF;
        var without = new byte[cut.length - 9];
        System.arraycopy(cut, 0, without, 0, 10);
        System.arraycopy(cut, 19, without, 10, without.length - 10);
        assertThat(TerminalDialect.DIALECT.inspect(without).findings())
                .extracting(Finding::path)
                .containsExactlyInAnyOrder("42", "2");
    }

    private static Inspection inspect(String hex) {
        var bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return TerminalDialect.DIALECT.inspect(bytes);
    }

    private static List<String> paths(Inspection inspection) {
        return inspection.findings().stream().map(Finding::path).toList();
    }

    @Test
    void findsNothingInGoldenFrames() {
        for (var golden : GoldenFrame.all()) {
            var frame = TerminalFrame.unpack(golden.body());
            var inspection =
                    frame.message()
                            .dialect()
                            .inspect(frame.message().dialect().pack(frame.message()));

            assertThat(inspection.findings()).as(golden.name()).isEmpty();
            assertThat(inspection.sound()).isTrue();
            assertThat(inspection.message()).contains(frame.message());
        }
    }

    @Test
    void findsBadValuesAndMissingFieldsAtOnce() {
        var inspection =
                inspect("0200 6020000000000010 166225000000000014 00000A 000042 0008 22000007");

        assertThat(paths(inspection)).contains("3", "60", "41", "42");
        assertThat(inspection.sound()).isFalse();
        assertThat(inspection.message().orElseThrow().get(TerminalDialect.TRACE_NUMBER))
                .isEqualTo("000042");
    }

    /// What a host overlooks because the money has moved is a mistake of the terminal all the same.
    @Test
    void findsWhatAHostOverlooks() {
        var inspection =
                inspect(
                        "0400 70240000 00800000 166225000000000014 000000 000000012345 000042 9930"
                                + "3930303130303031");

        assertThat(inspection.message().orElseThrow().overlooked())
                .extracting(Finding::path)
                .containsExactly("14");
        assertThat(inspection.message().orElseThrow().describe())
                .endsWith("must be an expiry YYMM (overlooked)");
        assertThat(paths(inspection)).startsWith("14");
        assertThat(inspection.sound()).isFalse();
    }

    /// Section 3 of the protocol: field 12 of a request is ignored, whatever is in it.
    @Test
    void findsNothingWhereNobodyLooks() {
        var bytes =
                TerminalDialect.DIALECT.pack(
                        TerminalFrame.unpack(GoldenFrame.named("purchase-manual").body())
                                .message()
                                .toBuilder()
                                .set(TerminalDialect.LOCAL_TIME, LocalTime.NOON)
                                .unchecked());
        int at =
                new FieldOffsets(TerminalDialect.DIALECT)
                        .read(bytes)
                        .offset(TerminalDialect.LOCAL_TIME);
        bytes[at] = (byte) 0x99;

        var inspection = TerminalDialect.DIALECT.inspect(bytes);

        assertThat(inspection.findings()).isEmpty();
        assertThat(inspection.message().orElseThrow().overlooked())
                .extracting(Finding::path)
                .containsExactly("12");
    }

    @Test
    void tellsThemInOrderOfTheFields() {
        var inspection =
                inspect("0200 6020000000000010 166225000000000014 00000A 000042 0008 22000007 99");

        assertThat(paths(inspection)).containsSubsequence("3", "41", "42", "60", "end");
        assertThat(TerminalDialect.DIALECT.check(inspection.message().orElseThrow()))
                .isEqualTo(inspection.findings());
    }

    /// Whether fields are missing, and of what type the message is, is unknown.
    @Test
    void missesNothingWithoutABitmap() {
        assertThat(paths(inspect("000000"))).containsExactly("bitmap");
        assertThat(paths(inspect("0200602000"))).containsExactly("bitmap");
    }

    @Test
    void goesOnBehindAnMtiThatIsNone() {
        var inspection = inspect("0A00 4024000000000000 16622500000000001A 000042 3013");

        assertThat(inspection.message()).isEmpty();
        assertThat(paths(inspection)).containsExactly("mti", "2", "14");
    }

    @Test
    void saysSoWhenThereIsNothing() {
        assertThat(paths(inspect(""))).containsExactly("mti");
        assertThat(paths(inspect("0200"))).startsWith("bitmap");
        assertThat(paths(TerminalDialect.DIALECT.inspect(new byte[Dialect.MAX_MESSAGE_BYTES + 1])))
                .containsExactly("end");
    }
}
