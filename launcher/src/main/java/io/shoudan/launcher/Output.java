package io.shoudan.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// The launcher's lines for the person who started it. Plain text; emphasis only on a terminal that
/// shows it.
///
/// Safe for any number of threads: a line is never torn.
final class Output {

    private final PrintStream stream;
    private final boolean emphasis;

    Output(PrintStream stream, boolean emphasis) {
        this.stream = stream;
        this.emphasis = emphasis;
    }

    /// Writes to standard output. `./run` looks whether that is a terminal and says so in the
    /// property `shoudan.emphasis`; users opt out with `NO_COLOR`.
    static Output standard() {
        boolean capable =
                Boolean.getBoolean("shoudan.emphasis")
                        && !"dumb".equals(System.getenv("TERM"))
                        && System.getenv("NO_COLOR") == null;
        return new Output(System.out, capable);
    }

    synchronized void say(String line) {
        stream.println(line);
        stream.flush();
    }

    void important(String line) {
        say(emphasis ? "\u001b[1m" + line + "\u001b[0m" : line);
    }

    /// `4.2 s`
    static String seconds(Duration elapsed) {
        return String.format(Locale.ROOT, "%.1f s", elapsed.toMillis() / 1000.0);
    }
}
