package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.BitmapFormat;
import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.TrackTwo;
import io.shoudan.iso8583.explain.PackedWalk.Habit;
import io.shoudan.iso8583.explain.Reading.Framing;
import io.shoudan.iso8583.terminal.TerminalDialect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Tries a fixed number of corrections on bytes that are not sound, one by one and then two by two.
/// Each looks at every byte a fixed number of times.
final class Corrections {

    /// Longer input is no message, whatever is done to it.
    private static final int MAX_BYTES = 2 * Dialect.MAX_MESSAGE_BYTES;

    private static final int MIN_CARD_DIGITS = 13;

    private static final byte[] TPDU = {0x60, 0, 0, 0, 0};
    private static final byte[] TPDU_AND_HEADER = {0x60, 0, 0, 0, 0, 0x60, 0, 0, 0, 0, 0};

    /// Mistakes inside a message and the habits that lead to them, the most telling first.
    private static final List<Inside> INSIDE =
            List.of(
                    new Inside(Mistake.WRONG_PADDING_SIDE, Habit.PADDING),
                    new Inside(Mistake.WRONG_PADDING_SIDE, Habit.PADDING_EVERYWHERE),
                    new Inside(Mistake.EQUALS_FOR_D, Habit.EQUALS_COUNTED),
                    new Inside(Mistake.EQUALS_FOR_D, Habit.EQUALS_UNCOUNTED),
                    new Inside(Mistake.ASCII_FOR_BCD, Habit.ASCII_DIGITS),
                    new Inside(Mistake.ASCII_FOR_BCD, Habit.ASCII_DIGITS_AND_LENGTHS));

    private final byte[] input;
    private final byte[] body;
    private final List<Profile> profiles;

    private record Inside(Mistake mistake, Habit habit) {}

    /// Bytes without a length in front, some mistakes undone.
    private static final class Step {

        /// What was undone.
        final List<Mistake> mistakes;

        /// The bytes without these mistakes.
        final byte[] bytes;

        /// The same with everything inside the message as it was sent.
        final byte[] sent;

        /// The dialects that they may be in.
        final List<Profile> among;

        Step(List<Mistake> mistakes, byte[] bytes, byte[] sent, List<Profile> among) {
            this.mistakes = mistakes;
            this.bytes = bytes;
            this.sent = sent;
            this.among = among;
        }

        Step outside(Mistake mistake, byte[] mended, List<Profile> left) {
            return new Step(with(mistake), mended, mended, left);
        }

        Step inside(Mistake mistake, byte[] mended, Profile left) {
            return new Step(with(mistake), mended, sent, List.of(left));
        }

        private List<Mistake> with(Mistake mistake) {
            var more = new ArrayList<>(mistakes);
            more.add(mistake);
            return more;
        }
    }

    /// Mistakes, and the bytes as they are without them, read without a length in front.
    static final class Mended {

        private final List<Mistake> mistakes;
        private final Reading reading;
        private final byte[] sent;

        private Mended(List<Mistake> mistakes, Reading reading, byte[] sent) {
            this.mistakes = mistakes;
            this.reading = reading;
            this.sent = sent;
        }

        /// One or two.
        List<Mistake> mistakes() {
            return mistakes;
        }

        Reading reading() {
            return reading;
        }

        /// What is in front as in the reading, and the message as it was sent; not to be changed.
        byte[] sent() {
            return sent;
        }

        /// Whether the message itself is as it was received.
        boolean messageUntouched() {
            return Arrays.equals(sent, reading.input());
        }
    }

    Corrections(byte[] input, Optional<Profile> named) {
        this.input = input;
        boolean framed = input.length > 2 && (u(0) << 8 | u(1)) == input.length - 2;
        this.body = framed ? from(2) : input;
        this.profiles = named.map(List::of).orElse(List.of(Profile.values()));
    }

    private int u(int index) {
        return input[index] & 0xFF;
    }

    private byte[] from(int start) {
        return Arrays.copyOfRange(input, start, input.length);
    }

    /// The first correction that makes the bytes sound, or else the first two that do.
    Optional<Mended> find() {
        if (input.length > MAX_BYTES) {
            return Optional.empty();
        }
        var start = new Step(List.of(), body, body, profiles);
        var first = new ArrayList<Step>();
        first.addAll(length(start));
        first.addAll(missingTpdu(start));
        first.addAll(firstBit(start));
        first.addAll(inside(start));
        for (var step : first) {
            var mended = sound(step);
            if (mended.isPresent()) {
                return mended.map(this::withOddSeparator);
            }
        }
        for (var step : first) {
            var mended = second(step);
            if (mended.isPresent()) {
                return mended;
            }
        }
        return Optional.empty();
    }

    /// A length in front is undone before what is behind it, and that before what is inside.
    private Optional<Mended> second(Step step) {
        var more = new ArrayList<Step>();
        switch (step.mistakes.getFirst()) {
            case LENGTH_COUNTS_ITSELF, LITTLE_ENDIAN_LENGTH, ASCII_LENGTH -> {
                more.addAll(missingTpdu(step));
                more.addAll(firstBit(step));
            }
            case TPDU_MISSING -> more.addAll(firstBit(step));
            default -> {}
        }
        more.addAll(inside(step));
        return more.stream().map(Corrections::sound).flatMap(Optional::stream).findFirst();
    }

    private Mended withOddSeparator(Mended mended) {
        if (mended.mistakes().contains(Mistake.EQUALS_FOR_D)) {
            return mended;
        }
        var reading = mended.reading();
        var step =
                new Step(
                        mended.mistakes(),
                        reading.input(),
                        mended.sent(),
                        List.of(reading.profile()));
        return oddSeparator(reading, step).orElse(mended);
    }

    /// A separator written as a whole byte can leave a track that is sound but for its card number.
    Optional<Mended> oddSeparator(Reading sound) {
        return oddSeparator(sound, new Step(List.of(), body, body, profiles));
    }

    private Optional<Mended> oddSeparator(Reading sound, Step step) {
        boolean suspicious =
                sound.profile().terminal()
                        && sound.message().filter(Corrections::misread).isPresent();
        return suspicious
                ? inside(step).stream()
                        .filter(it -> it.mistakes.getLast() == Mistake.EQUALS_FOR_D)
                        .map(Corrections::sound)
                        .flatMap(Optional::stream)
                        .findFirst()
                : Optional.empty();
    }

    /// Whether what stands in front of the separator is a card number and the 3 of `3D`, the
    /// character `=`.
    private static boolean misread(Message message) {
        var track = message.find(TerminalDialect.TRACK_2).map(TrackTwo::clearText).orElse("");
        int last = track.indexOf('D') - 1;
        if (last < MIN_CARD_DIGITS || last > Pan.MAX_DIGITS || track.charAt(last) != '3') {
            return false;
        }
        var digits = track.substring(0, last + 1);
        if (!digits.matches("[0-9]+") || !Pan.of(digits.substring(0, last)).luhnValid()) {
            return false;
        }
        if (digits.length() > Pan.MAX_DIGITS) {
            return true;
        }
        var whole = Pan.of(digits);
        return !whole.luhnValid() && !message.find(TerminalDialect.PAN).equals(Optional.of(whole));
    }

    private List<Step> length(Step start) {
        int size = input.length;
        if (size <= 4) {
            return List.of();
        }
        if ((u(0) << 8 | u(1)) == size) {
            return List.of(start.outside(Mistake.LENGTH_COUNTS_ITSELF, from(2), profiles));
        }
        if ((u(1) << 8 | u(0)) == size - 2 && body.length == size) {
            return List.of(start.outside(Mistake.LITTLE_ENDIAN_LENGTH, from(2), profiles));
        }
        return Reading.digitsInFront(input)
                ? List.of(start.outside(Mistake.ASCII_LENGTH, from(4), profiles))
                : List.of();
    }

    private static List<Step> missingTpdu(Step step) {
        var terminals = step.among.stream().filter(Profile::terminal).toList();
        return List.of(
                step.outside(Mistake.TPDU_MISSING, joined(TPDU, step.bytes), terminals),
                step.outside(Mistake.TPDU_MISSING, joined(TPDU_AND_HEADER, step.bytes), terminals));
    }

    private static byte[] joined(byte[] front, byte[] rest) {
        var all = Arrays.copyOf(front, front.length + rest.length);
        System.arraycopy(rest, 0, all, front.length, rest.length);
        return all;
    }

    private static List<Step> firstBit(Step step) {
        var steps = new ArrayList<Step>();
        var bytes = step.bytes;
        for (var profile : step.among) {
            boolean text = profile.dialect().bitmapFormat() == BitmapFormat.HEX;
            int at = profile.messageAt() + profile.dialect().mtiFormat().byteLength();
            if (bytes.length <= at) {
                continue;
            }
            int bits = text ? Character.digit(bytes[at], 16) : (bytes[at] & 0xFF) >> 4;
            if (bits < 8) {
                continue;
            }
            var cleared = bytes.clone();
            cleared[at] = (byte) (text ? Character.forDigit(bits - 8, 16) : cleared[at] & 0x7F);
            steps.add(step.inside(Mistake.SECOND_BITMAP_MISSING, cleared, profile));
        }
        return steps;
    }

    private static List<Step> inside(Step step) {
        var steps = new ArrayList<Step>();
        for (var inside : INSIDE) {
            if (step.mistakes.contains(inside.mistake())) {
                continue;
            }
            for (var profile : step.among) {
                if (profile.terminal()) {
                    PackedWalk.mended(profile, inside.habit(), step.bytes)
                            .map(mended -> step.inside(inside.mistake(), mended, profile))
                            .ifPresent(steps::add);
                }
            }
        }
        return steps;
    }

    private static Optional<Mended> sound(Step step) {
        return step.among.stream()
                .map(profile -> Reading.of(profile, Framing.NONE, step.bytes))
                .filter(Reading::sound)
                .max((one, other) -> Integer.compare(one.confidence(), other.confidence()))
                .map(reading -> new Mended(step.mistakes, reading, step.sent));
    }
}
