package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.explain.Explanation.Part;
import io.shoudan.iso8583.terminal.BatchLine;
import io.shoudan.iso8583.terminal.SettlementTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Field 48 of a terminal's message: totals, lines or their number.
final class BatchParts {

    /// 60.3 of a batch that is asked for again.
    static final String DOWNLOAD = "701";

    private static final Set<String> ENDS = Set.of("202", "207");

    private final Message message;
    private final String networkCode;
    private final List<Part> parts = new ArrayList<>();

    BatchParts(Message message) {
        this.message = message;
        this.networkCode = KeyChecks.networkCode(message);
    }

    /// What is in field 48.
    ///
    /// @throws MalformedMessage if it isn't what this kind of message has there; positions count
    ///                          from the field's start
    List<Part> of(String digits) {
        if (message.mti().startsWith("05")) {
            totals(digits);
        } else if (message.mti().startsWith("03") && ENDS.contains(networkCode)) {
            plain("48.0", "48.total", "" + number(digits, 4));
        } else if (message.mti().equals("0330")) {
            plain("48.0", "48.count", "" + number(digits, 2));
        } else if (message.mti().equals("0320") || networkCode.equals(DOWNLOAD)) {
            lines(digits);
        }
        return parts;
    }

    private static int number(String digits, int count) {
        if (digits.length() != count) {
            throw MalformedMessage.at(0, count + " digits");
        }
        return Integer.parseInt(digits);
    }

    private void totals(String digits) {
        try {
            var totals = SettlementTotals.of(digits);
            half(1, totals.domestic(), digits.charAt(30));
            half(6, totals.foreign(), digits.charAt(61));
        } catch (IllegalArgumentException _) {
            throw MalformedMessage.at(0, "two halves of 31 digits that end in 0, 1 or 2");
        }
    }

    private void half(int first, SettlementTotals.Half half, char flag) {
        var values =
                List.of(
                        half.debitMinor(),
                        (long) half.debitCount(),
                        half.creditMinor(),
                        (long) half.creditCount());
        for (int i = 0; i < values.size(); i++) {
            plain("48." + (first + i), "48." + (first + i), "" + values.get(i));
        }
        var path = "48." + (first + 4);
        var meaning = Phrases.of("48.flag." + half.comparison());
        parts.add(new Part(path, 1, Phrases.of(path), "" + flag, meaning));
    }

    private void lines(String digits) {
        try {
            var lines = BatchLine.parse(digits);
            plain("48.0", "48.count", "" + lines.size());
            for (var line : lines) {
                var value =
                        line.traceNumber() + " " + line.pan().masked() + " " + line.amountMinor();
                var origin = Phrases.of("48.line." + line.origin());
                parts.add(new Part("48." + parts.size(), 1, Phrases.of("48.line"), value, origin));
            }
        } catch (IllegalArgumentException _) {
            throw MalformedMessage.at(
                    0, "a count of 2 digits, at most 8, and as many lines of 40 digits");
        }
    }

    private void plain(String path, String name, String value) {
        parts.add(new Part(path, 1, Phrases.of(name), value, Phrase.same("")));
    }
}
