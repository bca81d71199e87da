package io.shoudan.launcher;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;

/// What the caller of `./run` asked for.
///
/// @param data where everything is kept; the same folder brings the same data back
/// @param ports who listens where
/// @param demo whether the demo is run, and whether anything comes after it
record Options(Path data, Ports ports, DemoChoice demo) {

    /// What happens once everything accepts.
    enum DemoChoice {
        RUN_AND_STAY,
        STAY,
        RUN_AND_STOP
    }

    /// @param defaultData the data directory when the caller names none
    /// @throws UsageException if an option is unknown, incomplete, out of range or contradicts
    ///   another
    static Options parse(String[] arguments, Path defaultData) {
        var data = defaultData;
        var ports = Ports.DEFAULT;
        var demo = DemoChoice.RUN_AND_STAY;
        int kafka = Ports.NONE;
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String name = equals < 0 ? word : word.substring(0, equals);
            String inline = equals < 0 ? "" : word.substring(equals + 1);
            switch (name) {
                case "--data" -> data = Path.of(value(name, equals, inline, rest));
                case "--base-port" ->
                        ports =
                                Ports.from(
                                        portNumber(
                                                name,
                                                Ports.MAX_BASE,
                                                value(name, equals, inline, rest)));
                case "--kafka-port" ->
                        kafka = portNumber(name, 65_535, value(name, equals, inline, rest));
                case "--demo-only" -> demo = only(word, name, demo, DemoChoice.RUN_AND_STOP);
                case "--no-demo" -> demo = only(word, name, demo, DemoChoice.STAY);
                default -> throw new UsageException("unknown option: " + word);
            }
        }
        return new Options(
                data.toAbsolutePath().normalize(),
                kafka == Ports.NONE ? ports : ports.withKafkaOfOthers(kafka),
                demo);
    }

    private static DemoChoice only(String word, String name, DemoChoice before, DemoChoice chosen) {
        if (!word.equals(name)) {
            throw new UsageException(name + " takes no value");
        }
        if (before != DemoChoice.RUN_AND_STAY && before != chosen) {
            throw new UsageException("--demo-only and --no-demo exclude each other");
        }
        return chosen;
    }

    private static String value(String name, int equals, String inline, Iterator<String> rest) {
        String value = equals < 0 ? (rest.hasNext() ? rest.next() : "") : inline;
        if (value.isBlank() || (equals < 0 && value.startsWith("--"))) {
            throw new UsageException(name + " needs a value");
        }
        return value;
    }

    private static int portNumber(String name, int highest, String text) {
        if (text.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= highest) {
                return port;
            }
        }
        throw new UsageException(name + " must be 1.." + highest + ": " + text);
    }

    /// The caller's words make no sense; the message says which.
    static final class UsageException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }
}
