package io.shoudan.iso8583.explain;

import java.util.List;

/// What bytes mean, in words. Has no card number, track, PIN or key. Immutable.
///
/// @param valid    whether framing, form and all checks that could be made are right
/// @param guesses  the likeliest dialect first; empty only if there were no bytes
/// @param framing  whether a length stands in front, and whether it is right
/// @param kind     what kind of message it is; empty text if that can't be told
/// @param parts    everything that could be read, in order
/// @param mistakes what was likely done wrong: up to two mistakes about the length in front, up to
///                 three others of form, and one about the MAC
/// @param defects  everything that is wrong
/// @param checks   of what is enciphered, as far as keys were given
public record Explanation(
        boolean valid,
        List<Guess> guesses,
        Phrase framing,
        Phrase kind,
        List<Part> parts,
        List<Mistake> mistakes,
        List<Defect> defects,
        List<Check> checks) {

    /// An explanation of copies of these lists.
    public Explanation {
        guesses = List.copyOf(guesses);
        parts = List.copyOf(parts);
        mistakes = List.copyOf(mistakes);
        defects = List.copyOf(defects);
        checks = List.copyOf(checks);
    }

    /// A dialect that the bytes may be in.
    ///
    /// @param dialect    its name, one of [Explainer#dialects]
    /// @param confidence 0 to 100
    /// @param reasons    why it is likely
    public record Guess(String dialect, int confidence, List<Phrase> reasons) {

        /// A guess with a copy of `reasons`.
        public Guess {
            reasons = List.copyOf(reasons);
        }
    }

    /// A part of the message: a field, a sub-field or what is in front.
    ///
    /// @param path    `4`, `60.1`, `55.9F26`, `header`
    /// @param depth   0 for fields, more for what is inside
    /// @param name    what it holds
    /// @param value   as sent, secrets masked
    /// @param meaning of the value; the same as the value if it says all
    public record Part(String path, int depth, Phrase name, String value, Phrase meaning) {}

    /// Something that is wrong.
    ///
    /// @param path     as [Part#path]
    /// @param position index of the byte in the input, -1 if there is none
    /// @param text     what was expected, never a value
    public record Defect(String path, int position, Phrase text) {}

    /// Something enciphered that was looked at.
    ///
    /// @param name    what it is: the MAC, the check value of one key, the PIN block
    /// @param outcome of looking at it
    /// @param detail  how the MAC was made, of which format the PIN block is, or why nothing was
    ///                checked; empty text if there is nothing to add
    public record Check(Phrase name, Outcome outcome, Phrase detail) {}

    /// What came out of a check.
    public enum Outcome {
        /// As it must be.
        RIGHT,
        /// Not as it must be.
        WRONG,
        /// Something is lacking to check it.
        NOT_CHECKED
    }

    /// All of it as plain text, English and Chinese side by side, lines ended by line feeds.
    public String text() {
        return new Rendering(this).text();
    }

    /// Whether it is valid, and in which dialect.
    @Override
    public String toString() {
        return (valid ? "valid" : "not valid")
                + (guesses.isEmpty() ? "" : ", " + guesses.getFirst().dialect());
    }
}
