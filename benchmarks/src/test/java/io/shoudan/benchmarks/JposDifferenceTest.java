package io.shoudan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.benchmarks.Deviation.Treatment;
import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.ChipData;
import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.DigitEncoding;
import io.shoudan.iso8583.Encoding;
import io.shoudan.iso8583.Encodings;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.RandomMessages;
import io.shoudan.iso8583.Read;
import io.shoudan.iso8583.Seeds;
import io.shoudan.iso8583.interchange.InterchangeDialect;
import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.iso8583.standard.Iso87;
import io.shoudan.iso8583.standard.Iso93;
import io.shoudan.iso8583.terminal.TerminalDialect;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jpos.iso.ISOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/// jPOS, which was written by others from the same standard, reads what we write and writes what we
/// read, but for what [Deviation] lists.
///
/// Of ISO 8583:1987 and 1993 in ASCII and in binary it has definitions of its own, so that a
/// length or an encoding of ours that is wrong is found. It has none of the terminal protocol, the
/// network link, the interchange and the EBCDIC codings: there its field packagers are put
/// together from our own lengths, which shows that both write such a field alike and can't find a
/// length that is wrong. So it is with a field that is [Deviation.Treatment#FITTED].
class JposDifferenceTest {

    static Stream<Dialect> dialects() {
        return Stream.of(
                Iso87.ASCII,
                Iso87.BINARY,
                Iso87.EBCDIC,
                TerminalDialect.DIALECT,
                TerminalDialect.SM4_DIALECT,
                NetworkDialect.DIALECT,
                InterchangeDialect.DIALECT,
                Iso93.ASCII,
                Iso93.BINARY,
                Iso93.EBCDIC);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void readsWhatWeWriteAndWritesTheSame(Dialect dialect) {
        var peer = JposPeer.treated(dialect);
        Seeds.run(
                dialect.name(),
                random -> {
                    var message = new RandomMessages(random).of(dialect);
                    var packed = dialect.pack(message);
                    var values = values(message);

                    if (!message.fields().isEmpty()) {
                        assertThat(read(peer, packed)).contains(values);
                    }
                    if (writable(peer, values)) {
                        assertThat(write(peer, values)).isEqualTo(packed);
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void writesWhatWeRead(Dialect dialect) {
        var peer = JposPeer.treated(dialect);
        Seeds.run(
                dialect.name(),
                random -> {
                    var values = values(new RandomMessages(random).of(dialect));
                    values.keySet().removeIf(number -> !writable(peer, number, values));

                    if (writable(peer, values)) {
                        assertThat(values(dialect.unpack(write(peer, values)))).isEqualTo(values);
                    }
                });
    }

    /// Most damages are refused by one or the other; what passes both means the same to both.
    @ParameterizedTest
    @MethodSource("dialects")
    void readsDamagedMessagesAsWeDo(Dialect dialect) {
        var peer = JposPeer.treated(dialect);
        var readByBoth = new AtomicInteger();
        Seeds.run(
                dialect.name(),
                random -> {
                    var packed = dialect.pack(new RandomMessages(random).of(dialect));
                    damage(packed, random);
                    var ours = sound(dialect, packed);
                    var theirs = read(peer, packed);
                    if (ours.isPresent() && theirs.isPresent()) {
                        readByBoth.incrementAndGet();
                        same(ours.get(), theirs.get());
                    }
                });
        assertThat(readByBoth).hasPositiveValue();
    }

    /// What our message lacks is what its type does without when it is bad.
    private static void same(Message ours, SortedMap<Integer, String> theirs) {
        assertThat(theirs).containsAllEntriesOf(values(ours));
        var more = new TreeSet<>(theirs.keySet());
        more.removeAll(values(ours).keySet());
        var type = ours.dialect().typeOf(ours);
        assertThat(more)
                .allMatch(
                        number ->
                                type.orElseThrow()
                                        .overlooksDefectsOf(
                                                ours.dialect().field(number).orElseThrow()));
    }

    /// A deviation that is none any more would hide what it is about.
    @ParameterizedTest
    @FieldSource("io.shoudan.benchmarks.Deviation#ALL")
    void stillDeviates(Deviation deviation) {
        for (var dialect : dialects().toList()) {
            if (!deviation.dialects().contains(dialect.name())) {
                continue;
            }
            var peer = JposPeer.asItIs(dialect);
            var deviating = new TreeSet<Integer>();
            if (!writtenAlike(peer, Message.builder(dialect, "0200").unchecked())) {
                deviating.add(0);
            }
            Seeds.run(
                    random -> {
                        var message = new RandomMessages(random).of(dialect);
                        for (var field : message.fields()) {
                            var alone =
                                    Message.builder(dialect, "0200").copy(message, List.of(field));
                            if (!deviating.contains(field.number())
                                    && !writtenAlike(peer, alone.unchecked())) {
                                deviating.add(field.number());
                            }
                        }
                    });
            for (var range : deviation.ranges()) {
                assertThat(Deviation.numbers(range).anyMatch(deviating::contains))
                        .as("%s, %s", dialect, range)
                        .isTrue();
            }
        }
    }

    private static boolean writtenAlike(JposPeer peer, Message message) {
        try {
            return Arrays.equals(peer.write(values(message)), message.dialect().pack(message));
        } catch (ISOException | RuntimeException _) {
            return false;
        }
    }

    private static void damage(byte[] bytes, RandomGenerator random) {
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    private static Optional<Message> sound(Dialect dialect, byte[] bytes) {
        try {
            return dialect.read(bytes) instanceof Read.Complete(var message)
                    ? Optional.of(message)
                    : Optional.empty();
        } catch (MalformedMessage _) {
            return Optional.empty();
        }
    }

    private static Optional<SortedMap<Integer, String>> read(JposPeer peer, byte[] bytes) {
        try {
            return Optional.of(peer.read(bytes));
        } catch (ISOException | RuntimeException _) {
            // What it throws for malformed bytes is not only the first.
            return Optional.empty();
        }
    }

    private static byte[] write(JposPeer peer, SortedMap<Integer, String> values) {
        try {
            return peer.write(values);
        } catch (ISOException e) {
            throw new AssertionError("must be written by jPOS", e);
        }
    }

    private static boolean writable(JposPeer peer, SortedMap<Integer, String> values) {
        return values.size() > 1
                && values.keySet().stream().allMatch(number -> writable(peer, number, values));
    }

    private static boolean writable(JposPeer peer, int number, SortedMap<Integer, String> values) {
        return !peer.deviates(number, Treatment.ONLY_READ)
                || values.getOrDefault(number, "").matches("[0-9]*");
    }

    /// What stands on the wire, as text.
    private static SortedMap<Integer, String> values(Message message) {
        var values = new TreeMap<Integer, String>();
        values.put(JposPeer.MTI, message.mti());
        for (var field : message.fields()) {
            values.put(field.number(), text(message, field));
        }
        return values;
    }

    private static <T> String text(Message message, Field<T> field) {
        var format = field.format();
        var text = text(format.encoding(), message.get(field), format.length().max());
        return format.encoding().wire().equals(Encodings.PACKED_TRACK)
                ? text.replace('=', 'D')
                : text;
    }

    @SuppressWarnings("unchecked")
    private static <R, T> String text(Encoding<T> encoding, Object value, int digits) {
        return switch (encoding) {
            case DigitEncoding.Numeric<T> numeric -> numeric.conversion().text((T) value, digits);
            case Encoding.Converted<?, T> converted -> {
                var behind = (Encoding.Converted<R, T>) converted;
                yield text(behind.raw(), behind.conversion().print().apply((T) value), digits);
            }
            default ->
                    switch (value) {
                        case ChipData chip -> chip.bytes().hex();
                        case Bytes bytes -> bytes.hex();
                        default -> value.toString();
                    };
        };
    }
}
