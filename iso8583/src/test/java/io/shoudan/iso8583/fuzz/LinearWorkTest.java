package io.shoudan.iso8583.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.AsciiTlv;
import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.ChipData;
import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Dialects;
import io.shoudan.iso8583.Encoding;
import io.shoudan.iso8583.Encodings;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.Length;
import io.shoudan.iso8583.LengthPrefix;
import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Read;
import io.shoudan.iso8583.Tlv;
import io.shoudan.iso8583.explain.Explainer;
import io.shoudan.iso8583.explain.TestKeys;
import io.shoudan.iso8583.framing.FrameReader;
import io.shoudan.iso8583.framing.FramingException;
import io.shoudan.iso8583.terminal.GoldenFrame;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No input costs more work than grows with its length. Counted, not timed: bytes looked at where
/// the codec can be asked, else bytes allocated.
class LinearWorkTest {

    /// What any input may cost, however short: bounded by the fields of a dialect.
    private static final long COST_OF_ANY = 200_000;

    /// Counts what it is asked to look at.
    private static final class Counting implements Encoding<Bytes> {

        private int checks;
        private int units;
        private int decodings;

        @Override
        public String unit() {
            return "bytes";
        }

        @Override
        public int byteLength(int count) {
            return count;
        }

        @Override
        public void check(byte[] bytes, int offset, int count) {
            checks++;
            units += count;
        }

        @Override
        public Bytes decode(byte[] bytes, int offset, int count) {
            decodings++;
            return Bytes.of(bytes, offset, count);
        }

        @Override
        public int write(Bytes value, Length bounds, byte[] to, int offset) {
            return Encodings.BINARY.write(value, bounds, to, offset);
        }
    }

    @Test
    void looksAtEveryValueOnceAndMakesNone() {
        var counting = new Counting();
        var fields =
                IntStream.rangeClosed(2, 64)
                        .mapToObj(
                                number ->
                                        Field.of(
                                                number,
                                                "Counted",
                                                Length.upTo(999, LengthPrefix.BCD_LLL),
                                                counting))
                        .toList();
        var dialect = Dialect.named("counted").fields(fields).build();
        var builder = Message.builder(dialect, "0200");
        fields.forEach(field -> builder.set(field, Bytes.of(new byte[field.number()])));
        var packed = dialect.pack(builder.unchecked());

        assertThat(dialect.read(packed)).isInstanceOf(Read.Complete.class);

        assertThat(counting.checks).isEqualTo(63);
        assertThat(counting.units).isEqualTo(packed.length - 10 - 2 * 63);
        assertThat(counting.decodings).isZero();
        dialect.inspect(packed);
        assertThat(counting.checks).isEqualTo(2 * 63);
        assertThat(counting.decodings).isZero();
    }

    /// Whoever announces much and sends nothing gets nothing allocated for it.
    @Test
    void allocatesNoFrameThatIsTooLong() {
        var announced = new byte[] {(byte) 0xFF, (byte) 0xFF};

        long allocated =
                least(
                        () -> {
                            var stream = new ByteArrayInputStream(announced);
                            var reader = new FrameReader(stream, 21, TerminalFrame.MAX_BYTES);
                            try {
                                return reader.next();
                            } catch (FramingException | IOException e) {
                                return e;
                            }
                        });

        assertThat(allocated).isLessThan(2_000);
    }

    /// Something that could be made to cost more than its length: for a number of bytes, input and
    /// what reads it.
    record Suspect(String name, Function<Integer, Object> work) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Suspect> suspects() {
        var suspects = new ArrayList<Suspect>();
        suspects.add(tagged("padding", "00"));
        suspects.add(tagged("empty objects", "9500"));
        suspects.add(tagged("nested objects", "71067104710295009A00"));
        suspects.add(tagged("a tag that never ends", "9F818181"));
        suspects.add(
                new Suspect(
                        "tagged text",
                        bytes -> refusal(() -> AsciiTlv.parse("A2000".repeat(bytes / 5)))));
        for (var dialect : Dialects.all()) {
            for (int octet : new int[] {0x00, 0x11, 0x30, 0x38, 0xF0, 0xFF}) {
                suspects.add(
                        new Suspect(
                                dialect + " of " + Integer.toHexString(octet),
                                bytes -> dialect.inspect(filled(bytes, octet))));
            }
        }
        for (var keys : List.of(TestKeys.NONE, keys())) {
            for (int octet : new int[] {0x00, 0x11, 0x30, 0x60, 0xFF}) {
                var explainer = Explainer.of(keys);
                suspects.add(
                        new Suspect(
                                "explained " + Integer.toHexString(octet),
                                bytes -> explainer.explain(filled(bytes, octet)).text()));
            }
        }
        var explainer = Explainer.of(TestKeys.NONE);
        suspects.add(
                new Suspect("explained text", it -> explainer.explain("30".repeat(it)).text()));
        suspects.add(
                new Suspect("explained =", it -> explainer.explain("=".repeat(2 * it)).text()));
        suspects.add(
                new Suspect(
                        "explained = in chip data", it -> explainer.explain(chipData(it)).text()));
        suspects.add(
                new Suspect("explained spaces", it -> explainer.explain(" ".repeat(it)).text()));
        return suspects;
    }

    /// A purchase with a chip's track, and as many separators behind it as there is room for.
    private static String chipData(int bytes) {
        var golden = TerminalFrame.unpack(GoldenFrame.named("purchase-manual").body());
        var track = Bytes.ofHex("57136225000000000014D30122010000082300000F" + "9500".repeat(100));
        var message =
                golden.message().toBuilder()
                        .set(TerminalDialect.CHIP_DATA, ChipData.of(track))
                        .unchecked();
        var body = TerminalFrame.of(golden.tpdu(), golden.header(), message).body();
        var hex = Bytes.of(body).hex().replace("14D3012", "14=3012");
        return hex + "=".repeat(Math.max(0, 2 * bytes - hex.length()));
    }

    private static TestKeys keys() {
        var key = Bytes.of(filled(16, 0x23));
        return new TestKeys(key, key, key);
    }

    private static Suspect tagged(String name, String hex) {
        return new Suspect(
                name,
                bytes -> {
                    var input = Bytes.ofHex(hex.repeat(2 * bytes / hex.length()));
                    return refusal(() -> Tlv.parse(input));
                });
    }

    private static Object refusal(Supplier<Object> read) {
        try {
            return read.get();
        } catch (MalformedMessage why) {
            return why;
        }
    }

    private static byte[] filled(int count, int octet) {
        var bytes = new byte[count];
        Arrays.fill(bytes, (byte) octet);
        return bytes;
    }

    /// Twice the bytes cost twice the work at most, but for what any input costs.
    @ParameterizedTest
    @MethodSource("suspects")
    void costsNoMoreThanItsLength(Suspect suspect) {
        long before = Long.MAX_VALUE / 4;
        for (int bytes = 64; bytes <= Dialect.MAX_MESSAGE_BYTES; bytes *= 2) {
            int length = bytes;
            long allocated = least(() -> suspect.work().apply(length));
            assertThat(allocated)
                    .as("%d bytes", bytes)
                    .isLessThanOrEqualTo(2 * before + COST_OF_ANY);
            before = allocated;
        }
    }

    /// Of several runs, because the first ones load classes.
    private static long least(Supplier<Object> work) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            least = Math.min(least, Claims.allocated(work));
        }
        return least;
    }
}
