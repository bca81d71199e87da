package io.shoudan.iso8583;

/// Bytes that are not what the dialect says they must be.
///
/// Says where and what was expected, never what was found but tags: the value may be a card
/// number. For the same reason there is no cause. No stack trace is recorded, because [#path] and
/// [#position] tell more and because whoever sends garbage decides how many of these are made.
public final class MalformedMessage extends RuntimeException {

    private final String path;
    private final int position;
    private final String expected;

    /// A defect at a known place.
    ///
    /// @param path     what is malformed, from the outside in: a field number (`4`), a field and a
    ///                 tag inside it (`55.9F26`), or one of `mti`, `bitmap`, `end`, `tpdu`,
    ///                 `header`
    /// @param position index of the offending byte in the array that was read; 0 is its first
    /// @param expected what should have been there, for example `6 digits`; never a value
    public MalformedMessage(String path, int position, String expected) {
        super(
                (path.isEmpty() ? "value" : path)
                        + " at byte "
                        + position
                        + ": must be "
                        + expected,
                null,
                false,
                false);
        this.path = path;
        this.position = position;
        this.expected = expected;
    }

    /// A defect inside a value whose place in the message is not known yet; [#within] adds it.
    ///
    /// @param position index of the offending byte, counted from the first byte of the value
    public static MalformedMessage at(int position, String expected) {
        return new MalformedMessage("", position, expected);
    }

    /// The same defect, seen from the structure around it.
    ///
    /// @param outer path of the surrounding structure
    /// @param start where that structure's value starts, in bytes; added to [#position]
    public MalformedMessage within(String outer, int start) {
        var longer = path.isEmpty() ? outer : outer + "." + path;
        return new MalformedMessage(longer, start + position, expected);
    }

    /// What is malformed, from the outside in: `4`, `55.9F26`, `mti`, `bitmap`, `end` …
    public String path() {
        return path;
    }

    /// Number of the field that [#path] starts with; 0 if it starts with something else.
    int field() {
        return fieldIn(path);
    }

    /// Number of the field that a path starts with; 0 if it starts with something else.
    static int fieldIn(String path) {
        int number = 0;
        for (int i = 0; i < path.length() && path.charAt(i) != '.'; i++) {
            if (!Ascii.digit(path.charAt(i))) {
                return 0;
            }
            number = 10 * number + path.charAt(i) - '0';
        }
        return number;
    }

    /// Index of the offending byte in the array that was read.
    public int position() {
        return position;
    }

    /// What should have been there, for example `6 digits`.
    public String expected() {
        return expected;
    }
}
