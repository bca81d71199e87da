package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.explain.Explanation.Check;
import io.shoudan.iso8583.explain.Explanation.Defect;
import io.shoudan.iso8583.explain.Explanation.Guess;
import io.shoudan.iso8583.explain.Explanation.Part;
import java.util.stream.Collectors;

/// An explanation as plain text.
final class Rendering {

    private final Explanation what;
    private final StringBuilder text = new StringBuilder();

    Rendering(Explanation what) {
        this.what = what;
    }

    String text() {
        line(phrase(what.valid() ? "text.valid" : "text.invalid"));
        if (!what.guesses().isEmpty()) {
            line(label("text.dialect") + guess(what.guesses().getFirst()));
            what.guesses().stream()
                    .skip(1)
                    .forEach(g -> line("  " + label("text.other") + guess(g)));
        }
        line(label("text.framing") + what.framing());
        if (!what.kind().english().isEmpty()) {
            line(label("text.kind") + what.kind());
        }
        for (var mistake : what.mistakes()) {
            line(label("text.mistakes") + mistake.text());
        }
        if (!what.defects().isEmpty()) {
            line(phrase("text.findings") + ":");
            what.defects().forEach(this::defect);
        }
        if (!what.checks().isEmpty()) {
            line(phrase("text.checks") + ":");
            what.checks().forEach(this::check);
        }
        if (what.mistakes().stream().anyMatch(it -> !it.aboutTheMac())) {
            line(phrase("text.mended"));
        }
        what.parts().forEach(this::part);
        return text.toString();
    }

    private static String guess(Guess guess) {
        var reasons = guess.reasons().stream().map(Phrase::toString);
        return guess.dialect()
                + " ("
                + label("text.confidence")
                + guess.confidence()
                + "; "
                + label("text.why")
                + reasons.collect(Collectors.joining("; "))
                + ")";
    }

    private void defect(Defect defect) {
        var at = defect.position() < 0 ? "" : " @" + defect.position();
        line("  " + defect.path() + at + ": " + defect.text());
    }

    private void check(Check check) {
        line(
                "  "
                        + check.name()
                        + ": "
                        + Phrases.of("outcome." + check.outcome())
                        + (check.detail().english().isEmpty() ? "" : " (" + check.detail() + ")"));
    }

    private void part(Part part) {
        var meaning = part.meaning().toString();
        line(
                "  ".repeat(part.depth())
                        + part.path()
                        + "  "
                        + part.name()
                        + ": "
                        + part.value()
                        + (meaning.isEmpty() || meaning.equals(part.value())
                                ? ""
                                : " = " + meaning));
    }

    private static String phrase(String key) {
        return Phrases.of(key).toString();
    }

    private static String label(String key) {
        return phrase(key) + ": ";
    }

    private void line(String content) {
        text.append(content).append('\n');
    }
}
