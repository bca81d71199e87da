package io.shoudan.iso8583.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Dialects;
import io.shoudan.iso8583.RandomMessages;
import io.shoudan.iso8583.framing.FrameWriter;
import io.shoudan.iso8583.interchange.InterchangeDialect;
import io.shoudan.iso8583.interchange.InterchangeFrame;
import io.shoudan.iso8583.interchange.InterchangeHeader;
import io.shoudan.iso8583.terminal.GoldenFrame;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TerminalHeader;
import io.shoudan.iso8583.terminal.Tpdu;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;

/// What fuzzing starts from, made anew every time: golden frames, random messages of all dialects,
/// and whatever was found to break something (`found.txt`).
final class Corpus {

    private static final int MESSAGES_PER_DIALECT = 12;
    private static final int MESSAGE_AT = 11;

    private Corpus() {}

    /// Prints the length of the longest input that is worth trying.
    ///
    /// @param arguments a target, and a folder that gets a file for each of its inputs
    public static void main(String[] arguments) throws IOException {
        var target = Target.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        var folder = Files.createDirectories(Path.of(arguments[1]));
        int number = 0;
        for (var input : of(target)) {
            Files.write(folder.resolve("seed-" + number++), input);
        }
        System.out.println(target.maxBytes());
    }

    static List<byte[]> of(Target target) {
        var inputs = new ArrayList<byte[]>();
        inputs.add(new byte[0]);
        switch (target) {
            case FRAME -> frames(inputs);
            case MESSAGE -> messages(inputs);
            case TLV -> parts(inputs);
            case EXPLAINER -> explained(inputs);
        }
        inputs.addAll(found(target));
        return inputs;
    }

    /// Each alone, and all one behind the other.
    private static void frames(List<byte[]> inputs) {
        var all = new ByteArrayOutputStream();
        for (var golden : GoldenFrame.all()) {
            var frame = golden.frame().toArray();
            inputs.add(frame);
            if (all.size() + frame.length < Target.FRAME.maxBytes()) {
                all.writeBytes(frame);
            }
        }
        inputs.add(all.toByteArray());
        for (var body : bodies()) {
            inputs.add(FrameWriter.framed(body));
        }
        for (int seed = 0; seed < MESSAGES_PER_DIALECT; seed++) {
            inputs.add(interchange(seed).body());
        }
    }

    private static InterchangeFrame interchange(int seed) {
        var messages = new RandomMessages(new SplittableRandom(seed));
        var header =
                new InterchangeHeader(
                        seed,
                        "00010000",
                        "98310000",
                        Bytes.of(new byte[3]),
                        seed,
                        Bytes.of(new byte[8]),
                        0,
                        InterchangeHeader.NOT_REJECTED);
        return InterchangeFrame.of(header, messages.of(InterchangeDialect.DIALECT));
    }

    private static List<byte[]> bodies() {
        var bodies = new ArrayList<byte[]>();
        var dialect = Dialects.all().getFirst();
        for (int seed = 0; seed < 2 * MESSAGES_PER_DIALECT; seed++) {
            var message = new RandomMessages(new SplittableRandom(seed)).of(dialect);
            if (dialect.pack(message).length + MESSAGE_AT <= TerminalFrame.MAX_BYTES) {
                var tpdu = Tpdu.of("6000030000");
                var header = new TerminalHeader("603100310000");
                bodies.add(TerminalFrame.of(tpdu, header, message).body());
            }
        }
        return bodies;
    }

    private static void messages(List<byte[]> inputs) {
        for (var golden : GoldenFrame.all()) {
            var body = golden.body();
            for (int dialect = 0; dialect < 2; dialect++) {
                inputs.add(behind(dialect, Arrays.copyOfRange(body, MESSAGE_AT, body.length)));
            }
        }
        var dialects = Dialects.all();
        for (int i = 0; i < dialects.size(); i++) {
            for (int seed = 0; seed < MESSAGES_PER_DIALECT; seed++) {
                var messages = new RandomMessages(new SplittableRandom(seed));
                inputs.add(behind(i, dialects.get(i).pack(messages.of(dialects.get(i)))));
            }
        }
    }

    private static void parts(List<byte[]> inputs) {
        for (var golden : GoldenFrame.all()) {
            golden.fields()
                    .forEach(
                            (number, value) -> {
                                inputs.add(value.getBytes(ISO_8859_1));
                                if (number == 52 || number == 55 || number == 62) {
                                    inputs.add(Bytes.ofHex(value).toArray());
                                }
                            });
        }
        for (var text :
                List.of(
                        "A2023010041234" + "02009TUSN-0001" + "A4003777",
                        "6225000000000014=30122010000000000",
                        "0000070000421122",
                        "22000007000521003",
                        "1002156D000000012345",
                        "2600000000000000",
                        "001LOC+31.2304,-121.4737",
                        "0200000042112210203000000123456" + "00000000000",
                        "6000030000",
                        "603100310000",
                        "3012")) {
            inputs.add(text.getBytes(ISO_8859_1));
        }
        inputs.add(Bytes.ofHex("7108" + "7106" + "7104" + "7102" + "9500").toArray());
        inputs.add(Bytes.ofHex("00" + "9581050000000000" + "9F100100" + "00").toArray());
        inputs.add(new byte[24]);
        inputs.add(new byte[40]);
        inputs.add(new byte[60]);
        // A PIN block of 1234 for the card 4111111111111111.
        inputs.add(Bytes.ofHex("041225EEEEEEEEEE").toArray());
    }

    /// Golden frames with and without keys, as bytes and as text, right and with usual mistakes.
    private static void explained(List<byte[]> inputs) {
        for (var golden : GoldenFrame.all()) {
            var body = golden.body();
            inputs.add(behind(0, body));
            inputs.add(behind(1, golden.frame().toArray()));
            inputs.add(behind(2, golden.frame().hex().getBytes(ISO_8859_1)));
            inputs.add(behind(3, Bytes.of(body).hex().replace("D", "=").getBytes(ISO_8859_1)));
        }
        var body = GoldenFrame.named("purchase-chip-pin-19-digit-pan").body();
        var hex = Bytes.of(body).hex();
        for (var wrong :
                List.of(
                        length(body.length + 2) + hex,
                        length(Short.reverseBytes((short) body.length) & 0xFFFF) + hex,
                        hex.substring(10),
                        hex.substring(22),
                        hex.replace("1962123456789000000030", "1906212345678900000003"),
                        hex.replace(
                                "376212345678900000003D301220100000823000",
                                "3862123456789000000033D30122010000082300"))) {
            inputs.add(behind(0, Bytes.ofHex(wrong).toArray()));
        }
        for (var dialect : Dialects.all()) {
            for (int seed = 0; seed < MESSAGES_PER_DIALECT / 3; seed++) {
                var messages = new RandomMessages(new SplittableRandom(seed));
                inputs.add(behind(seed, dialect.pack(messages.of(dialect))));
            }
        }
        bodies().forEach(it -> inputs.add(behind(0, it)));
        inputs.add(behind(0, interchange(1).body()));
    }

    private static String length(int bytes) {
        return String.format(Locale.ROOT, "%04X", bytes);
    }

    private static byte[] behind(int choice, byte[] bytes) {
        var input = new byte[1 + bytes.length];
        input[0] = (byte) choice;
        System.arraycopy(bytes, 0, input, 1, bytes.length);
        return input;
    }

    /// Inputs that broke something once: target, what it was, and the bytes in hexadecimal digits.
    private static List<byte[]> found(Target target) {
        try (var stream = Corpus.class.getResourceAsStream("found.txt")) {
            var text = new String(Objects.requireNonNull(stream).readAllBytes(), UTF_8);
            return text.lines()
                    .filter(line -> line.startsWith(target + " | "))
                    .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                    .map(hex -> Bytes.ofHex(hex).toArray())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
