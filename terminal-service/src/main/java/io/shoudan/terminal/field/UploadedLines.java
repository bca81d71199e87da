package io.shoudan.terminal.field;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Field 48 of a batch upload: a count of 2 digits and as many lines of 40.
public record UploadedLines(List<Line> lines) {

    /// Most lines in one message.
    public static final int MAX_LINES = 8;

    private static final int COUNT_DIGITS = 2;
    private static final int LINE_DIGITS = 40;

    public UploadedLines {
        lines = List.copyOf(lines);
    }

    /// One transaction as the terminal has it. A class and not a record: it has a card number.
    public static final class Line {

        private final String digits;

        private Line(String digits) {
            this.digits = digits;
        }

        /// Card type 00.
        public boolean domestic() {
            return digits.startsWith("00");
        }

        /// 6 digits.
        public String traceNumber() {
            return digits.substring(2, 8);
        }

        /// The card number without the zeros in front of it, in the clear. At least one digit.
        public String clearPan() {
            var filled = digits.substring(8, 28);
            int start = 0;
            while (start < filled.length() - 1 && filled.charAt(start) == '0') {
                start++;
            }
            return filled.substring(start);
        }

        /// In minor units.
        public long amountMinor() {
            return Long.parseLong(digits.substring(28));
        }

        private boolean sound() {
            return digits.startsWith("00") || digits.startsWith("01");
        }

        @Override
        public String toString() {
            return traceNumber() + " ****";
        }
    }

    /// @param digits field 48; empty is returned unless it is 1 to 8 whole lines
    public static Optional<UploadedLines> of(String digits) {
        if (digits.length() < COUNT_DIGITS) {
            return Optional.empty();
        }
        int count = Integer.parseInt(digits.substring(0, COUNT_DIGITS));
        if (count < 1
                || count > MAX_LINES
                || digits.length() != COUNT_DIGITS + count * LINE_DIGITS) {
            return Optional.empty();
        }
        var lines = IntStream.range(0, count).mapToObj(i -> line(digits, i)).toList();
        return lines.stream().allMatch(Line::sound)
                ? Optional.of(new UploadedLines(lines))
                : Optional.empty();
    }

    private static Line line(String digits, int index) {
        int start = COUNT_DIGITS + index * LINE_DIGITS;
        return new Line(digits.substring(start, start + LINE_DIGITS));
    }

    /// The count alone, 2 digits, as the answer repeats it.
    public String count() {
        return "%02d".formatted(lines.size());
    }
}
