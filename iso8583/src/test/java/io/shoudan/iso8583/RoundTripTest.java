package io.shoudan.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.terminal.GoldenFrame;
import io.shoudan.iso8583.terminal.TerminalFrame;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for all messages and all bytes.
class RoundTripTest {

    static List<Dialect> dialects() {
        return Dialects.all();
    }

    /// What is written is read as the values that were given, found where it is, and nothing about
    /// it is malformed. `-Dshoudan.test.messages=1000000` makes it a long run.
    @ParameterizedTest
    @MethodSource("dialects")
    void readsWhatItWrote(Dialect dialect) {
        var offsets = new FieldOffsets(dialect);
        var buffer = new byte[Dialect.MAX_MESSAGE_BYTES];
        Seeds.run(
                dialect.name(),
                random -> {
                    var messages = new RandomMessages(random);
                    var builder = messages.builder(dialect);
                    var message = builder.unchecked();
                    var packed = dialect.pack(message);
                    int written = builder.pack(buffer, 0);
                    same("packed", packed, Arrays.copyOf(buffer, written));

                    var read = dialect.unpack(packed);
                    same("message", message, read);
                    same("fields", List.copyOf(messages.values().keySet()), read.fields());
                    same("packed again", packed, dialect.pack(read.toBuilder().unchecked()));
                    same("MTI", offsets.read(packed).mti(), Integer.parseInt(read.mti()));
                    messages.values()
                            .forEach(
                                    (field, value) -> {
                                        same(field.path(), value, read.get(field));
                                        sameSpan(field, read, offsets);
                                    });
                    same("bits", messages.values().size(), present(dialect, offsets));
                    for (var finding : dialect.inspect(packed).findings()) {
                        if (finding instanceof Finding.Malformed) {
                            throw new AssertionError(finding.text());
                        }
                    }
                });
    }

    // Not an assertion of the library: a million of them take longer than what they look at.
    private static void same(String what, Object expected, Object actual) {
        if (!Objects.deepEquals(expected, actual)) {
            throw new AssertionError("must be the same: " + what);
        }
    }

    private static void sameSpan(Field<?> field, Message read, FieldOffsets offsets) {
        int span = read.spanOf(field.number());
        int bytes = read.dialect().ownLayout(field).byteLength(Message.units(span));
        same("place of " + field, Message.valueAt(span), offsets.offset(field));
        same("length of " + field, bytes, offsets.byteLength(field));
    }

    private static int present(Dialect dialect, FieldOffsets offsets) {
        int count = 0;
        for (var field : dialect.fields()) {
            count += offsets.has(field) ? 1 : 0;
        }
        return count;
    }

    /// The messages of these tests have every field in its shortest and its longest form, alone
    /// and with a second bitmap.
    @ParameterizedTest
    @MethodSource("dialects")
    void triesEveryFieldAtItsLimits(Dialect dialect) {
        var seen = new HashSet<String>();
        var offsets = new FieldOffsets(dialect);
        Seeds.run(
                random -> {
                    var message = new RandomMessages(random).of(dialect);
                    offsets.read(dialect.pack(message));
                    seen.add(message.second() == 0 ? "one bitmap" : "two bitmaps");
                    for (var field : message.fields()) {
                        seen.add(field.number() + ": " + offsets.byteLength(field));
                    }
                });

        assertThat(seen).contains("one bitmap");
        assertThat(seen.contains("two bitmaps")).isEqualTo(dialect.lastField() > 64);
        for (var field : dialect.fields()) {
            var format = field.format();
            var encoding = format.encoding();
            int shortest = encoding.byteLength(RandomMessages.shortest(format));
            int longest = encoding.byteLength(RandomMessages.longest(format));
            assertThat(seen)
                    .contains(field.number() + ": " + shortest, field.number() + ": " + longest);
        }
    }

    /// One frame must not be readable as two messages, or as a message and rest.
    @ParameterizedTest
    @MethodSource("dialects")
    void findsEveryCutAndEveryAddedByte(Dialect dialect) {
        Seeds.run(
                random -> {
                    var packed = dialect.pack(new RandomMessages(random).of(dialect));
                    int length = random.nextInt(packed.length);
                    var cut = Arrays.copyOf(packed, length);
                    var longer = Arrays.copyOf(packed, packed.length + 1 + random.nextInt(3));

                    assertThat(sound(dialect, cut)).isFalse();
                    assertThat(sound(dialect, longer)).isFalse();
                });
    }

    private static boolean sound(Dialect dialect, byte[] bytes) {
        try {
            return dialect.read(bytes) instanceof Read.Complete;
        } catch (MalformedMessage _) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void throwsNothingButMalformedMessageForAnyBytes(Dialect dialect) {
        Seeds.run(
                random -> {
                    var bytes = new byte[random.nextInt(300)];
                    random.nextBytes(bytes);
                    readAndLook(dialect, bytes);
                });
    }

    /// Random bytes rarely get past the bitmap; damaged messages get everywhere.
    @ParameterizedTest
    @MethodSource("dialects")
    void throwsNothingButMalformedMessageForDamagedMessages(Dialect dialect) {
        Seeds.run(
                random -> {
                    var packed = dialect.pack(new RandomMessages(random).of(dialect));
                    readAndLook(dialect, damaged(packed, random));
                });
    }

    @Test
    void throwsNothingButMalformedMessageForDamagedFrames() {
        var goldens = GoldenFrame.all();
        Seeds.run(
                random -> {
                    var golden = goldens.get(random.nextInt(goldens.size()));
                    try {
                        var received = TerminalFrame.read(damaged(golden.body(), random));
                        assertThat(received.toString()).isNotNull();
                    } catch (MalformedMessage malformed) {
                        assertThat(malformed.path()).isIn("mti", "end");
                    }
                });
    }

    private static void readAndLook(Dialect dialect, byte[] bytes) {
        List<Finding> findings;
        Message message;
        try {
            switch (dialect.read(bytes)) {
                case Read.Complete(var complete) -> message = complete;
                case Read.Broken(var partial, var why) -> {
                    message = partial;
                    assertThat(why.position()).isBetween(0, bytes.length);
                    assertThat(why.path()).isNotEmpty();
                }
            }
        } catch (MalformedMessage malformed) {
            assertThat(malformed.path()).isIn("mti", "end");
            return;
        }
        findings = dialect.check(message);
        assertThat(findings).allSatisfy(f -> assertThat(f.text()).isNotEmpty());
        assertThat(message.describe()).startsWith(message.mti());
        assertThat(message.toString()).startsWith(message.mti());
    }

    private static byte[] damaged(byte[] sound, RandomGenerator random) {
        var bytes = sound.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        int length = bytes.length - (random.nextInt(3) == 0 ? random.nextInt(bytes.length) : 0);
        return Arrays.copyOf(bytes, length + (random.nextInt(5) == 0 ? 3 : 0));
    }

    @Test
    void parsesAnyTaggedBytesOrSaysWhere() {
        Seeds.run(
                random -> {
                    var bytes = new byte[random.nextInt(64)];
                    random.nextBytes(bytes);
                    try {
                        var objects = Tlv.parse(Bytes.of(bytes));
                        // Templates are parsed with the rest, so looking into them can't fail.
                        objects.forEach(object -> assertThat(object.children()).isNotNull());
                    } catch (MalformedMessage malformed) {
                        assertThat(malformed.position()).isBetween(0, bytes.length);
                    }
                });
    }
}
