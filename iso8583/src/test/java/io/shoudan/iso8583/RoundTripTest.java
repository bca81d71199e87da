package io.shoudan.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.iso8583.standard.Iso87;
import io.shoudan.iso8583.terminal.GoldenFrame;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for all messages and all bytes.
class RoundTripTest {

    static Stream<Dialect> dialects() {
        return Stream.of(
                TerminalDialect.DIALECT,
                TerminalDialect.SM4_DIALECT,
                NetworkDialect.DIALECT,
                Iso87.ASCII,
                Iso87.BINARY,
                Iso87.EBCDIC);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void unpacksWhatItPacked(Dialect dialect) {
        Seeds.run(
                random -> {
                    var message = new RandomMessages(random).of(dialect);

                    var packed = dialect.pack(message);

                    assertThat(dialect.unpack(packed)).isEqualTo(message);
                    assertThat(dialect.pack(dialect.unpack(packed))).isEqualTo(packed);
                });
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

    private static byte[] damaged(byte[] sound, Random random) {
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
