package io.shoudan.iso8583;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/// Messages with any fields of a dialect, each with any value that it can have, the shortest and
/// the longest more often than others.
public final class RandomMessages {

    private static final byte[] DIGITS = bytes("0123456789");
    private static final byte[] NIBBLES = bytes("0123456789ABCDEF");
    private static final byte[] TRACK = bytes("0123456789D");
    private static final byte[] LETTERS_AND_DIGITS = bytes("ABCXYZabcxyz0189 ");
    private static final byte[] PRINTABLE = bytes(" !~ABCxyz0189=^{}'\"|\\`[]");
    private static final String[] TAGS = {"82", "9F26", "5A", "DF8101", "9F10", "71", "70"};

    /// Longest value that is neither the shortest nor the longest.
    private static final int USUAL_UNITS = 60;

    private static final int MTI_AND_BITMAPS = 36;

    private final RandomGenerator random;
    private final SequencedMap<Field<?>, Object> values = new LinkedHashMap<>();

    public RandomMessages(RandomGenerator random) {
        this.random = random;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    public Message of(Dialect dialect) {
        return builder(dialect).unchecked();
    }

    /// A message that is being built; its values are in [#values].
    public Message.Builder builder(Dialect dialect) {
        values.clear();
        var builder = Message.builder(dialect, mti(dialect));
        double share = random.nextDouble() * (dialect.lastField() > 64 ? 0.3 : 0.7);
        int room = Dialect.MAX_MESSAGE_BYTES - MTI_AND_BITMAPS;
        for (var field : dialect.fields()) {
            if (random.nextDouble() >= share) {
                continue;
            }
            var format = field.format();
            int units = units(format);
            int bytes = format.length().prefix().byteLength() + format.encoding().byteLength(units);
            if (bytes <= room) {
                room -= bytes;
                set(builder, field, units);
            }
        }
        return builder;
    }

    /// What the fields of the last message were given, in order of their numbers.
    public Map<Field<?>, Object> values() {
        return values;
    }

    private String mti(Dialect dialect) {
        var types = dialect.types();
        return random.nextBoolean()
                ? types.get(random.nextInt(types.size())).mti()
                : text(4, DIGITS);
    }

    /// Gives a field any value that it can have.
    void set(Message.Builder builder, Field<?> field) {
        set(builder, field, units(field.format()));
    }

    private <T> void set(Message.Builder builder, Field<T> field, int units) {
        T value = field.cast(value(field.format().encoding(), units));
        values.put(field, value);
        builder.set(field, value);
    }

    /// The shortest value that there is, which may be longer than the shortest that is declared.
    static int shortest(Format<?> format) {
        var possible = possible(format);
        int units = format.length().min();
        while (!possible.test(units)) {
            units++;
        }
        return units;
    }

    /// The longest value that there is.
    static int longest(Format<?> format) {
        var possible = possible(format);
        int units = format.length().max();
        while (!possible.test(units)) {
            units--;
        }
        return units;
    }

    private static IntPredicate possible(Format<?> format) {
        if (format.encoding().wire() instanceof HexText) {
            return units -> units > 0 && units % 2 == 0;
        }
        if (format.encoding() instanceof Encoding.Converted<?, ?> converted) {
            var lengths = converted.conversion().lengths();
            return lengths == null ? _ -> true : lengths;
        }
        return _ -> true;
    }

    private int units(Format<?> format) {
        int shortest = shortest(format);
        int longest = longest(format);
        var possible = possible(format);
        return switch (random.nextInt(4)) {
            case 0 -> shortest;
            case 1 -> longest;
            default -> {
                int units;
                do {
                    units = between(shortest, Math.clamp(USUAL_UNITS, shortest, longest));
                } while (!possible.test(units));
                yield units;
            }
        };
    }

    private Object value(Encoding<?> encoding, int units) {
        return switch (encoding) {
            case DigitEncoding.Numeric<?> numeric -> number(numeric.conversion(), units);
            case Encoding.Converted<?, ?>(var raw, var conversion) ->
                    conversion.equals(Conversion.CHIP)
                            ? ChipData.of(Bytes.of(chipData(units / 2)))
                            : parsed(conversion, value(raw, units));
            case BerTlv _ -> ChipData.of(Bytes.of(chipData(units)));
            case HexText _ -> Bytes.of(octets(units / 2));
            case RawBytes _ -> Bytes.of(octets(units));
            default -> text(units, alphabet(encoding));
        };
    }

    private static byte[] alphabet(Encoding<?> encoding) {
        return switch (encoding.unit()) {
            case "digits" -> DIGITS;
            // Only the packed form lets enciphered nibbles through.
            case "track characters" -> encoding instanceof PackedNibbles ? NIBBLES : TRACK;
            case "letters or digits" -> LETTERS_AND_DIGITS;
            default -> PRINTABLE;
        };
    }

    private Object number(DigitsConversion<?> conversion, int digits) {
        long bound = Math.powExact(10L, digits);
        long number;
        do {
            number = random.nextLong(bound);
        } while (!conversion.valid().test(number));
        return conversion.parse().apply(number);
    }

    @SuppressWarnings("unchecked")
    private static <R> Object parsed(Conversion<R, ?> conversion, Object wire) {
        return conversion.parse().apply((R) wire);
    }

    /// Objects, templates with objects in them, and padding, in this many bytes.
    private byte[] chipData(int length) {
        var data = new byte[length];
        int position = 0;
        while (length - position > 5 && random.nextInt(6) > 0) {
            var tag = Bytes.ofHex(TAGS[random.nextInt(TAGS.length)]);
            boolean template = tag.length() == 1 && tag.at(0) >= 0x70;
            int room = Math.min(0x7F, length - position - tag.length() - 1);
            int size = random.nextBoolean() ? room : random.nextInt(room + 1);
            tag.copyTo(data, position);
            position += tag.length();
            data[position++] = (byte) size;
            var content = template ? new byte[size] : octets(size);
            if (template && size > 2) {
                content[0] = (byte) 0x9A;
                content[1] = (byte) (size - 2);
            }
            System.arraycopy(content, 0, data, position, size);
            position += size;
        }
        return data;
    }

    private String text(int count, byte[] alphabet) {
        var text = new byte[count];
        for (int i = 0; i < count; i++) {
            text[i] = alphabet[random.nextInt(alphabet.length)];
        }
        return new String(text, ISO_8859_1);
    }

    private byte[] octets(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private int between(int min, int max) {
        return random.nextInt(min, max + 1);
    }
}
