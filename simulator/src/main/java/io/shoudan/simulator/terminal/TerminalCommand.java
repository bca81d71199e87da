package io.shoudan.simulator.terminal;

import io.shoudan.simulator.CommandLine;
import io.shoudan.simulator.UsageMistake;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A terminal on the command line: one transaction an invocation, and a state file between them.
///
/// Exit code: 0 approved, 1 declined, 2 not understood or not possible, 3 no answer that can be
/// believed.
public final class TerminalCommand {

    static final int APPROVED = 0;
    static final int DECLINED = 1;
    static final int USAGE = 2;
    static final int NO_ANSWER = 3;

    private static final String HELP =
            """
            usage: terminal COMMAND [options]

              sign-on                      fetch working keys and the batch number
              sign-off                     forget them
              echo                         is the host there?
              purchase --amount 12.34 [--card N] [--expiry YYMM] [--pin N]
              balance [--card N] [--expiry YYMM] [--pin N]
              void --trace N               cancel a purchase of the open batch
              refund --trace N --amount 5  give back all or a part
              reverse --trace N            undo what was not answered
              settle                       compare the batch's totals with the host
              upload                       send the batch's lines, then the end
              slips                        what the terminal remembers

              --host 127.0.0.1  --port 8583
              --terminal 90010001  --merchant 898310058120001  --tmk HEX
              --state FILE  (STATE)

            Amounts are in yuan. Exit code: 0 approved, 1 declined, 2 usage, 3 no answer.
            """;

    private static final String DEMO_TERMINAL = "90010001";
    private static final String DEMO_CARD = "6225000000000014";

    /// The terminals of the demo data, which need no more than their number.
    private static final Map<String, Demo> DEMOS =
            Map.of(
                    DEMO_TERMINAL,
                    new Demo("898310058120001", "0123456789ABCDEFFEDCBA9876543210"),
                    "90010002",
                    new Demo("898310058120002", "1123456789ABCDEFFEDCBA9876543210"));

    private record Demo(String merchantId, String mainKey) {}

    private final PrintStream out;
    private final PrintStream err;

    TerminalCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// Runs one command and ends the process with its exit code.
    public static void main(String[] arguments) {
        // Meanings are in Chinese too, whatever the locale says.
        var out = utf8(FileDescriptor.out);
        var err = utf8(FileDescriptor.err);
        System.exit(new TerminalCommand(out, err).run(arguments));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /// @return the exit code
    int run(String... arguments) {
        var words = List.of(arguments);
        if (words.isEmpty() || words.contains("--help") || words.contains("help")) {
            out.print(HELP.replace("(STATE)", "(" + defaultState("TERMINAL") + ")"));
            return words.isEmpty() ? USAGE : APPROVED;
        }
        try {
            return run(CommandLine.parse(arguments));
        } catch (UsageMistake mistake) {
            err.println(mistake.getMessage());
            err.println("--help tells what can be done");
            return USAGE;
        }
    }

    private int run(CommandLine line) {
        if (line.words().size() != 1) {
            // Not repeated: what stands there may be a card number.
            throw new UsageMistake("must be one command, then options");
        }
        var order = Order.parse(line.words().getFirst(), line);
        var settings = settings(line);
        var path = Path.of(line.text("state", defaultState(settings.terminalId())));
        line.expectAllUsed();
        try (var state = StateFile.open(path);
                var terminal = new Terminal(settings, state.load(), state::save)) {
            return carryOut(order, terminal);
        }
    }

    /// In the folder named by the property `shoudan.terminal.folder`, which `./run` sets.
    private static String defaultState(String terminalId) {
        var file = "terminal-" + terminalId + ".json";
        var home = Path.of(System.getProperty("user.home"), ".shoudan").toString();
        return Path.of(System.getProperty("shoudan.terminal.folder", home), file).toString();
    }

    private static TerminalSettings settings(CommandLine line) {
        var terminalId = line.text("terminal", DEMO_TERMINAL);
        var demo = DEMOS.get(terminalId);
        try {
            return TerminalSettings.of(
                    line.text("host", "127.0.0.1"),
                    line.integer("port", 8583),
                    terminalId,
                    demo == null
                            ? line.required("merchant")
                            : line.text("merchant", demo.merchantId()),
                    demo == null ? line.required("tmk") : line.text("tmk", demo.mainKey()));
        } catch (UsageMistake mistake) {
            throw mistake;
        } catch (IllegalArgumentException e) {
            throw new UsageMistake(e.getMessage() == null ? "" : e.getMessage());
        }
    }

    static String demoCard() {
        return DEMO_CARD;
    }

    private int carryOut(Order order, Terminal terminal) {
        var transcript = new Transcript(out);
        if (order instanceof Order.Slips) {
            terminal.memory().slips().forEach(transcript::slip);
            return APPROVED;
        }
        if (order.needsKeys() && !terminal.signedOn()) {
            throw new UsageMistake("must sign on first: sign-on");
        }
        List<Exchange> exchanges;
        try {
            exchanges = order.send(terminal);
        } catch (IllegalArgumentException | IllegalStateException e) {
            // No such slip, a full batch, a slip of another main key: the text says which.
            throw new UsageMistake(e.getMessage() == null ? "" : e.getMessage());
        }
        exchanges.forEach(transcript::print);
        var last = exchanges.getLast();
        terminal.memory().slip(last.traceNumber()).ifPresent(transcript::slip);
        for (var slip : terminal.reversalsDue()) {
            out.println("Not answered: reverse --trace " + slip.traceNumber());
        }
        if (!last.believed()) {
            return NO_ANSWER;
        }
        return last.approved() ? APPROVED : DECLINED;
    }
}
