package io.shoudan.iso8583.fuzz;

import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Dialects;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.FieldOffsets;
import io.shoudan.iso8583.Finding;
import io.shoudan.iso8583.Inspection;
import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Read;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Bytes as a message: the first chooses the dialect, the others are read in every way there is.
final class MessageTarget {

    private static final List<Dialect> DIALECTS = Dialects.all();

    private MessageTarget() {}

    static void run(byte[] input) {
        if (input.length == 0) {
            return;
        }
        var dialect = DIALECTS.get((input[0] & 0xFF) % DIALECTS.size());
        var bytes = Arrays.copyOfRange(input, 1, input.length);
        var read = Claims.allocating(200L * bytes.length + 100_000, () -> read(dialect, bytes));
        var inspection = dialect.inspect(bytes);
        int findings = inspection.findings().size();
        Claims.hold(findings <= 3 * dialect.lastField(), "bounded number of findings");
        inspection.findings().forEach(finding -> readable(finding, bytes.length));
        if (read.isEmpty()) {
            Claims.hold(!inspection.sound(), "unsound without an MTI");
            return;
        }
        switch (read.get()) {
            case Read.Complete(var message) -> {
                Claims.same(wrong(message), Set.copyOf(texts(inspection)), "findings");
                sound(message);
                placed(message, bytes);
            }
            case Read.Broken(var partial, var why) -> {
                Claims.hold(!inspection.sound(), "unsound if broken");
                Claims.same(why, partial.malformed().getFirst().why(), "first defect");
                prints(partial);
            }
        }
    }

    private static Optional<Read> read(Dialect dialect, byte[] bytes) {
        try {
            return Optional.of(dialect.read(bytes));
        } catch (MalformedMessage why) {
            Claims.hold(List.of("mti", "end").contains(why.path()), "nothing to answer to");
            return Optional.empty();
        }
    }

    /// What is wrong with a message that can be read: all that is overlooked, but where nobody
    /// looks, and all that is missing but isn't unreadable.
    private static Set<String> wrong(Message message) {
        var dialect = message.dialect();
        var type = dialect.typeOf(message);
        var overlooked =
                message.overlooked().stream()
                        .filter(it -> type.stream().noneMatch(t -> t.ignores(field(dialect, it))))
                        .toList();
        var unreadable = overlooked.stream().map(Finding::path).toList();
        var wrong = new HashSet<String>();
        overlooked.forEach(it -> wrong.add(it.text()));
        dialect.check(message).stream()
                .filter(it -> !(it instanceof Finding.Missing && unreadable.contains(it.path())))
                .forEach(it -> wrong.add(it.text()));
        return wrong;
    }

    private static Field<?> field(Dialect dialect, Finding finding) {
        var number = finding.path().split("\\.", 2)[0];
        return dialect.field(Integer.parseInt(number)).orElseThrow();
    }

    private static List<String> texts(Inspection inspection) {
        return inspection.findings().stream().map(Finding::text).toList();
    }

    private static void readable(Finding finding, int length) {
        Claims.hold(!finding.path().isEmpty() && finding.path().length() < 60, "short path");
        Claims.hold(finding.text().length() < 400, "short text");
        if (finding instanceof Finding.Malformed(var why)) {
            Claims.hold(why.position() >= 0 && why.position() <= length, "position inside");
        }
    }

    /// What was read as sound is written so that it reads equal.
    static void sound(Message message) {
        var dialect = message.dialect();
        var packed = dialect.pack(message);
        Claims.same(message, dialect.unpack(packed), "message after writing");
        // Bitmaps in characters are read in either case and written in one.
        sameValues(message, message.toBuilder().unchecked());
        sameValues(
                message,
                Message.builder(dialect, message.mti())
                        .copy(message, message.fields())
                        .unchecked());
        prints(message);
        // Built anew, neither of them tells what was overlooked.
        Claims.same(
                message.toBuilder().unchecked().describe(),
                Disguise.of(message).describe(),
                "description whatever the secrets are");
    }

    private static void sameValues(Message message, Message built) {
        var dialect = message.dialect();
        var again = dialect.unpack(dialect.pack(built));
        Claims.same(built, again, "message after building");
        Claims.same(message.mti(), again.mti(), "MTI");
        Claims.same(message.fields(), again.fields(), "fields");
        for (var field : message.fields()) {
            Claims.same(message.get(field), again.get(field), "value of " + field);
            Claims.same(message.shown(field), again.shown(field), "shown value of " + field);
        }
    }

    private static void prints(Message message) {
        int bound = 4 * Dialect.MAX_MESSAGE_BYTES + 200 * message.dialect().lastField();
        Claims.hold(message.describe().length() <= bound, "bounded description");
        Claims.hold(message.toString().length() <= bound, "bounded text");
        if (message.isAnswerable()) {
            message.answer(java.util.Set.of()).unchecked();
        }
    }

    /// Finding fields agrees with reading them.
    private static void placed(Message message, byte[] bytes) {
        var offsets = new FieldOffsets(message.dialect()).read(bytes);
        for (var field : message.fields()) {
            int end = offsets.offset(field) + offsets.byteLength(field);
            Claims.hold(end <= bytes.length, "field inside the message");
        }
        Claims.same(Integer.parseInt(message.mti()), offsets.mti(), "MTI");
    }
}
