package io.shoudan.iso8583.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.BitmapFormat;
import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.Seeds;
import io.shoudan.iso8583.TrackTwo;
import io.shoudan.iso8583.explain.Explanation.Part;
import io.shoudan.iso8583.interchange.ExampleFrames;
import io.shoudan.iso8583.interchange.InterchangeDialect;
import io.shoudan.iso8583.interchange.InterchangeHeader;
import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.iso8583.standard.Iso87;
import io.shoudan.iso8583.standard.Iso93;
import io.shoudan.iso8583.terminal.GoldenFrame;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A wrong bitmap moves a card number into fields that are no secret; none may come out.
class CardPlacesTest {

    private static final Explainer EXPLAINER = Explainer.of(TestKeys.NONE);
    private static final int TOLD = 9;

    /// A sound message.
    ///
    /// @param bitmapAt where its first bitmap is
    record Sound(String name, String pan, Bytes bytes, int bitmapAt, BitmapFormat format) {

        @Override
        public String toString() {
            return name + " with a card number of " + pan.length();
        }
    }

    static List<Sound> messages() {
        var all = new ArrayList<Sound>();
        for (var pan : List.of("6212345678900000003", "371449635398431")) {
            all.add(terminal("purchase-chip-pin-19-digit-pan", pan));
            all.add(terminal("purchase-manual", pan));
            all.add(interchange(pan));
            all.add(sound(network(pan)));
            for (var dialect : List.of(Iso87.ASCII, Iso87.BINARY, Iso87.EBCDIC)) {
                all.add(sound(in(dialect, iso87(pan))));
            }
            for (var dialect : List.of(Iso93.ASCII, Iso93.BINARY, Iso93.EBCDIC)) {
                all.add(sound(in(dialect, iso93(pan))));
            }
        }
        return all;
    }

    private static Pan card(String pan) {
        return Pan.of(pan);
    }

    private static TrackTwo track(String pan) {
        return TrackTwo.of(pan + "D30122010000082300");
    }

    private static Sound terminal(String name, String pan) {
        var frame = TerminalFrame.unpack(GoldenFrame.named(name).body());
        var message =
                frame.message().toBuilder()
                        .set(TerminalDialect.PAN, card(pan))
                        .set(TerminalDialect.TRACK_2, track(pan))
                        .unchecked();
        var bytes = TerminalFrame.of(frame.tpdu(), frame.header(), message).body();
        return new Sound(name, pan, Bytes.of(bytes), 13, BitmapFormat.BINARY);
    }

    private static Sound interchange(String pan) {
        var example = Bytes.ofHex(ExampleFrames.purchase()).toArray();
        int header = InterchangeHeader.BYTES;
        var dialect = InterchangeDialect.DIALECT;
        var message =
                dialect.unpack(example, header, example.length - header).toBuilder()
                        .set(InterchangeDialect.PAN, card(pan))
                        .set(InterchangeDialect.TRACK_2, track(pan))
                        .unchecked();
        var packed = dialect.pack(message);
        var bytes = Arrays.copyOf(example, header + packed.length);
        System.arraycopy(packed, 0, bytes, header, packed.length);
        var total = String.format(Locale.ROOT, "%04d", bytes.length);
        System.arraycopy(total.getBytes(StandardCharsets.US_ASCII), 0, bytes, 2, 4);
        return new Sound("interchange", pan, Bytes.of(bytes), header + 4, dialect.bitmapFormat());
    }

    private static Message network(String pan) {
        return Message.builder(NetworkDialect.DIALECT, "0200")
                .set(NetworkDialect.PAN, card(pan))
                .set(NetworkDialect.PROCESSING_CODE, "000000")
                .set(NetworkDialect.AMOUNT, 12_345L)
                .set(NetworkDialect.TRACE_NUMBER, "000042")
                .set(NetworkDialect.ENTRY_MODE, "021")
                .set(NetworkDialect.CONDITION_CODE, "00")
                .set(NetworkDialect.TRACK_2, track(pan))
                .set(NetworkDialect.RETRIEVAL_REFERENCE, "632600000042")
                .set(NetworkDialect.TERMINAL, "90010001")
                .set(NetworkDialect.MERCHANT, "898310058120001")
                .set(NetworkDialect.CURRENCY, "156")
                .unchecked();
    }

    private static Message iso87(String pan) {
        return Message.builder(Iso87.ASCII, "0200")
                .set(Iso87.PAN, card(pan))
                .set(Iso87.AMOUNT, 12_345L)
                .set(Iso87.TRACE_NUMBER, "000042")
                .set(Iso87.ENTRY_MODE, "051")
                .set(Iso87.TRACK_2, track(pan))
                .set(Iso87.TERMINAL, "90010001")
                .set(Iso87.NETWORK_CODE, "301")
                .unchecked();
    }

    private static Message iso93(String pan) {
        return Message.builder(Iso93.ASCII, "1200")
                .set(Iso93.PAN, card(pan))
                .set(Iso93.AMOUNT, 12_345L)
                .set(Iso93.TRACE_NUMBER, "000042")
                .set(Iso93.POINT_OF_SERVICE, "51010151134C")
                .set(Iso93.TRACK_2, track(pan))
                .set(Iso93.TERMINAL, "90010001")
                .unchecked();
    }

    private static Message in(Dialect dialect, Message message) {
        return Message.builder(dialect, message.mti()).copy(message, message.fields()).unchecked();
    }

    private static Sound sound(Message message) {
        var dialect = message.dialect();
        var pan = (Pan) message.get(message.fields().getFirst());
        return new Sound(
                dialect.name(),
                pan.clearText(),
                Bytes.of(dialect.pack(message)),
                dialect.mtiFormat().byteLength(),
                dialect.bitmapFormat());
    }

    private static byte[] flipped(Sound sound, int... bits) {
        var bytes = sound.bytes().toArray();
        for (int bit : bits) {
            if (sound.format() == BitmapFormat.BINARY) {
                bytes[sound.bitmapAt() + bit / 8] ^= (byte) (0x80 >> (bit % 8));
            } else {
                int at = sound.bitmapAt() + bit / 4;
                int digit = Character.digit(bytes[at], 16) ^ (8 >> (bit % 4));
                bytes[at] = (byte) Character.toUpperCase(Character.forDigit(digit, 16));
            }
        }
        return bytes;
    }

    private static Set<String> told(String pan) {
        var pieces = new HashSet<String>();
        for (int i = 0; i + TOLD <= pan.length(); i++) {
            pieces.add(pan.substring(i, i + TOLD));
        }
        return pieces;
    }

    private static String digits(Stream<Part> parts) {
        return parts.map(Part::value).collect(Collectors.joining()).replaceAll("[^0-9]", "");
    }

    private static void assertUntold(Sound sound, Set<String> pieces, int... bits) {
        var explanation = EXPLAINER.explain(flipped(sound, bits));
        var seen =
                explanation.text()
                        + "\n"
                        + digits(explanation.parts().stream())
                        + "\n"
                        + digits(explanation.parts().stream().filter(p -> p.depth() == 0));
        for (var piece : pieces) {
            assertThat(seen.contains(piece))
                    .as("%s, bits %s: %s", sound, Arrays.toString(bits), seen)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void tellsNoCardNumberWhateverTheBitmapSays(Sound sound) {
        var pieces = told(sound.pan());
        assertUntold(sound, pieces);
        var sample = new SplittableRandom(Seeds.ofTheBuild() + sound.toString().hashCode());
        for (int one = 0; one < 64; one++) {
            assertUntold(sound, pieces, one);
            for (int other = 0; other < one; other++) {
                // Those that move the card, and of the others a few, or all in a long run.
                boolean moved = other == 1 || one == 34;
                if (Seeds.many() || sample.nextInt(moved ? 4 : 32) == 0) {
                    assertUntold(sound, pieces, other, one);
                }
            }
        }
    }
}
