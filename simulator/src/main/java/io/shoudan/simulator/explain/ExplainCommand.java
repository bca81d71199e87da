package io.shoudan.simulator.explain;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.explain.Explainer;
import io.shoudan.iso8583.explain.TestKeys;
import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.simulator.CommandLine;
import io.shoudan.simulator.UsageMistake;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/// Says what a message means. Needs no service.
///
/// Exit code: 0 valid, 1 not valid, 2 not understood, 3 input or keys that can't be read or output
/// that can't be written; the script that starts it says 3, too, if it can't build it.
public final class ExplainCommand {

    static final int VALID = 0;
    static final int INVALID = 1;
    static final int USAGE = 2;
    static final int SETUP = 3;

    private static final int MAX_INPUT = 1 << 16;

    private static final String HELP =
            """
            usage: explain [HEX …] [options]

              HEX             the message, with or without its length; spaces, line breaks, -,
                              : and 0x are passed over; read from standard input if there is
                              none
              --mak HEX       check the MAC with this clear test key; this and all other
                              checks are of the terminal protocol only
              --mac NAME      no MAC is right but one by this algorithm: (ALGORITHMS)
              --tmk HEX       check the check values of a sign-on's answer with this one
              --pik HEX       check the form of the PIN block with this one
              --keys FILE     read test keys from a file, so that they stand in no list of
                              processes and in no history: lines such as mak=HEX, in groups
                              as well, and # in front of remarks
              --dialect NAME  don't guess: (DIALECTS)

            Exit code: 0 valid, 1 not valid, 2 usage, 3 could not be built or started.
            """;

    private static final String ALGORITHMS =
            Arrays.stream(MacAlgorithm.values())
                    .map(ExplainCommand::nameOf)
                    .collect(Collectors.joining(", "));

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    ExplainCommand(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /// Runs the command and ends the process with its exit code.
    public static void main(String[] arguments) {
        // Meanings are in Chinese too, whatever the locale says.
        var out = utf8(FileDescriptor.out);
        var err = utf8(FileDescriptor.err);
        int code = SETUP;
        try {
            code = new ExplainCommand(System.in, out, err).run(arguments);
        } catch (IOException e) {
            err.println("must be readable and writable: standard input and output, file of keys");
        }
        System.exit(code);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /// @return the exit code
    /// @throws IOException if standard input or keys can't be read or standard output can't be
    ///                     written
    int run(String... arguments) throws IOException {
        var asked = List.of(arguments);
        if (asked.contains("--help") || asked.contains("-h")) {
            out.print(
                    HELP.replace("(DIALECTS)", String.join(", ", Explainer.dialects()))
                            .replace("(ALGORITHMS)", ALGORITHMS));
            return VALID;
        }
        try {
            return run(CommandLine.parse(arguments));
        } catch (UsageMistake mistake) {
            return refused(mistake.getMessage());
        } catch (IllegalArgumentException mistake) {
            return refused(mistake.getMessage());
        }
    }

    private int refused(@Nullable String why) {
        err.println(why);
        err.println("--help tells what can be done");
        return USAGE;
    }

    private int run(CommandLine line) throws IOException {
        var file = line.find("keys");
        var given = KeyFile.NONE;
        if (file.isPresent()) {
            given = KeyFile.read(Path.of(file.get()));
        }
        var keys =
                new TestKeys(
                        key(line, given, "tmk"), key(line, given, "mak"), key(line, given, "pik"));
        var dialect = line.find("dialect");
        var algorithm = line.find("mac").map(ExplainCommand::algorithm);
        line.expectAllUsed();
        var explainer = Explainer.of(keys);
        if (dialect.isPresent()) {
            explainer = explainer.expecting(dialect.get());
        }
        if (algorithm.isPresent()) {
            explainer = explainer.expecting(algorithm.get());
        }
        if (!keys.equals(TestKeys.NONE)) {
            // SM4, which the JDK lacks. Takes a moment, and without keys nothing is computed.
            Security.addProvider(new BouncyCastleProvider());
        }
        var hex = line.words().isEmpty() ? input() : String.join(" ", line.words());
        if (hex.isBlank()) {
            throw new UsageMistake("must be given: the message in hexadecimal digits");
        }
        var explanation = explainer.explain(hex);
        out.print(explanation.text());
        if (out.checkError()) {
            throw new IOException("must be writable: standard output");
        }
        return explanation.valid() ? VALID : INVALID;
    }

    private static MacAlgorithm algorithm(String name) {
        return Arrays.stream(MacAlgorithm.values())
                .filter(it -> nameOf(it).equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new UsageMistake("must be one of " + ALGORITHMS + ": --mac"));
    }

    private static String nameOf(MacAlgorithm algorithm) {
        return algorithm.name().toLowerCase(Locale.ROOT);
    }

    private String input() throws IOException {
        return new String(in.readNBytes(MAX_INPUT + 1), StandardCharsets.US_ASCII);
    }

    private static @Nullable Bytes key(CommandLine line, KeyFile file, String name) {
        var argument = line.find(name);
        var hex = file.find(name);
        if (argument.isPresent() && hex.isPresent()) {
            throw new UsageMistake("must be given once: " + name);
        }
        return argument.or(() -> hex).map(Bytes::ofHex).orElse(null);
    }
}
