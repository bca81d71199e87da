package io.shoudan.iso8583;

import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.iso8583.network.OriginalDataElements;
import io.shoudan.iso8583.terminal.OriginalTransaction;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TransactionField;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.Random;

/// Messages with any fields of a dialect, each with any value that it can have.
final class RandomMessages {

    private final Random random;

    RandomMessages(Random random) {
        this.random = random;
    }

    Message of(Dialect dialect) {
        var builder = Message.builder(dialect, digits(4));
        // All at once would not fit into a message.
        double share = random.nextDouble() * (dialect.lastField() > 64 ? 0.3 : 0.7);
        boolean standard = dialect.name().startsWith("iso87");
        for (int number = 2; number <= dialect.lastField(); number++) {
            dialect.field(number)
                    .filter(_ -> random.nextDouble() < share)
                    .ifPresent(field -> set(builder, field, standard));
        }
        return builder.unchecked();
    }

    private <T> void set(Message.Builder builder, Field<T> field, boolean standard) {
        builder.set(field, field.cast(standard ? standardValue(field) : value(field)));
    }

    /// A value of a field of ISO 8583:1987 in any of its codings.
    private Object standardValue(Field<?> field) {
        var length = field.format().length();
        int units = between(length.min(), Math.min(length.max(), 100));
        int number = field.number();
        if ((number >= 4 && number <= 6) || number == 8 || (number >= 74 && number <= 89)) {
            return random.nextLong((long) Math.pow(10, units));
        }
        return switch (number) {
            case 2 -> Pan.of(digits(units));
            case 12 -> LocalTime.of(random.nextInt(24), random.nextInt(60), random.nextInt(60));
            case 13, 15, 16, 17 -> MonthDay.of(between(1, 12), between(1, 28));
            case 14 -> new Expiry(random.nextInt(100), between(1, 12));
            case 35 -> TrackTwo.of(text(units, "0123456789D"));
            case 36 -> TrackThree.of(text(units, "0123456789D"));
            case 52 -> PinBlock.of(bytes(8));
            case 64, 96, 128 -> Bytes.of(bytes(8));
            default ->
                    switch (field.format().encoding().unit()) {
                        case "digits" -> digits(units);
                        case "letters or digits" -> text(units, "ABCXYZabcxyz0189 ");
                        default -> text(units, " !~ABCxyz0189=^{}'\"|\\`[]");
                    };
        };
    }

    private Object value(Field<?> field) {
        int max = Math.min(field.format().length().max(), 400);
        int units = between(field.format().length().min(), max);
        if (field.equals(TerminalDialect.AMOUNT) || field.equals(NetworkDialect.AMOUNT)) {
            return random.nextLong(1_000_000_000_000L);
        }
        if (field.equals(TerminalDialect.TRANSACTION)) {
            int[] lengths = {0, 1, 2, 3, 6};
            var rest = digits(lengths[random.nextInt(lengths.length)]);
            return new TransactionField(digits(2), digits(6), digits(3), rest);
        }
        if (field.equals(TerminalDialect.ORIGINAL)) {
            return random.nextInt(5) == 0
                    ? OriginalTransaction.of(digits(12))
                    : OriginalTransaction.of(digits(between(16, 29)));
        }
        if (field.equals(NetworkDialect.ORIGINAL)) {
            return OriginalDataElements.of(digits(42));
        }
        return switch (field.number()) {
            case 2 -> Pan.of(digits(units));
            case 12 -> LocalTime.of(random.nextInt(24), random.nextInt(60), random.nextInt(60));
            case 13, 15 -> MonthDay.of(between(1, 12), between(1, 28));
            case 14 -> new Expiry(random.nextInt(100), between(1, 12));
            case 35 -> track(field, units);
            case 36 -> TrackThree.of(text(units, "0123456789ABCDEF"));
            case 52 -> PinBlock.of(bytes(units / unitsPerByte(field)));
            case 55 -> chipData();
            case 62, 64 -> Bytes.of(bytes(units));
            case 38, 54 -> text(units, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ");
            case 41, 42, 43, 44, 58, 59, 63 -> text(units, " !~ABCxyz0189=^{}'\"");
            default -> digits(units);
        };
    }

    private static int unitsPerByte(Field<?> field) {
        return field.format().encoding().unit().startsWith("hexadecimal") ? 2 : 1;
    }

    private TrackTwo track(Field<?> field, int units) {
        // Only the packed form lets enciphered nibbles through.
        boolean packed = field.equals(TerminalDialect.TRACK_2);
        return TrackTwo.of(text(units, packed ? "0123456789ABCDEF" : "0123456789D"));
    }

    private ChipData chipData() {
        var objects = new Tlv[between(1, 5)];
        for (int i = 0; i < objects.length; i++) {
            var tags = new String[] {"82", "9F26", "5A", "DF8101", "9F10"};
            objects[i] =
                    new Tlv(tags[random.nextInt(tags.length)], Bytes.of(bytes(between(0, 40))));
        }
        return ChipData.of(objects);
    }

    private String digits(int count) {
        return text(count, "0123456789");
    }

    private String text(int count, String alphabet) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private int between(int min, int max) {
        return random.nextInt(min, max + 1);
    }
}
