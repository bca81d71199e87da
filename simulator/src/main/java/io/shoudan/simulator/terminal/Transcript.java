package io.shoudan.simulator.terminal;

import io.shoudan.iso8583.terminal.ProcessingRequirement;
import io.shoudan.iso8583.terminal.TerminalFrame;
import java.io.PrintStream;
import java.util.Objects;

/// Prints exchanges for people: every field with its name, secrets masked, then what it means.
final class Transcript {

    private final PrintStream out;
    private final Meanings meanings = new Meanings();

    Transcript(PrintStream out) {
        this.out = out;
    }

    void print(Exchange exchange) {
        frame("-->", exchange.request());
        exchange.frame().ifPresent(frame -> frame("<--", frame));
        switch (exchange.heard()) {
            case Heard.Answered(_, var trust) -> verdict(exchange, trust);
            case Heard.Unanswered(var reason) -> out.println(text(reason));
        }
        out.println();
    }

    private void frame(String direction, TerminalFrame frame) {
        out.println(
                direction + " TPDU " + frame.tpdu().text() + " header " + frame.header().text());
        out.println(frame.message().describe().indent(4).stripTrailing());
    }

    private void verdict(Exchange exchange, Heard.Trust trust) {
        out.println(text(trust));
        var code = exchange.responseCode().orElse("");
        if (!code.isEmpty()) {
            out.println((code + " " + meanings.of(code)).replace("\n", "\n   "));
        }
        if (exchange.requirement().filter(ProcessingRequirement.SIGN_ON::equals).isPresent()) {
            out.println("The host asks the terminal to sign on again: sign-on · 请重新签到");
        }
    }

    void slip(Slip slip) {
        var answer = slip.answer();
        var reference = answer == null ? null : answer.retrievalReference();
        out.println(
                "trace "
                        + slip.traceNumber()
                        + "  batch "
                        + slip.batchNumber()
                        + "  "
                        + slip.kind().title()
                        + " "
                        + Amounts.print(slip.amountMinor())
                        + "  "
                        + slip.card()
                        + "  "
                        + slip.state()
                        + "  "
                        + Objects.requireNonNullElse(reference, "no reference"));
    }

    private static String text(Heard.Trust trust) {
        return switch (trust) {
            case VERIFIED -> "The answer's MAC is right.";
            case UNPROTECTED -> "The answer has no MAC, and needs none.";
            case MAC_MISSING -> "The answer has no MAC and should: not believed.";
            case MAC_WRONG -> "The answer's MAC is wrong: not believed.";
            case KEYS_WRONG ->
                    "The keys don't fit their check values: not taken. Is --tmk the host's?";
        };
    }

    private static String text(Heard.Reason reason) {
        return switch (reason) {
            case NOT_CONNECTED -> "No connection: is the host there? Nothing was sent.";
            case CLOSED -> "The host closed the connection without an answer.";
            case TIMED_OUT -> "No answer in time.";
            case GARBLED -> "What came is no answer.";
        };
    }
}
