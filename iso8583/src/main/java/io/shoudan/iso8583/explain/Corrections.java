package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.BitmapFormat;
import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.explain.PackedWalk.Habit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Tries a fixed number of corrections on bytes that can't be read as they stand: of the length in
/// front, and behind it one by one and then two by two. Each looks at every byte a fixed number of
/// times.
///
/// A field that is missing is nothing to correct: what is written wrongly can't be read.
final class Corrections {

    /// Longer input is no message, whatever is done to it.
    private static final int MAX_BYTES = 2 * Dialect.MAX_MESSAGE_BYTES;

    /// Of a message that is said to be mended but for that.
    private static final int LITTLE_BROKEN = 2;

    /// Mistakes inside a message and the habits that lead to them, the most telling first.
    private static final List<Inside> INSIDE =
            List.of(
                    new Inside(Mistake.WRONG_PADDING_SIDE, Habit.PADDING),
                    new Inside(Mistake.WRONG_PADDING_SIDE, Habit.PADDING_EVERYWHERE),
                    new Inside(Mistake.EQUALS_FOR_D, Habit.EQUALS_COUNTED),
                    new Inside(Mistake.EQUALS_FOR_D, Habit.EQUALS_UNCOUNTED),
                    new Inside(Mistake.ASCII_FOR_BCD, Habit.ASCII_DIGITS),
                    new Inside(Mistake.ASCII_FOR_BCD, Habit.ASCII_DIGITS_AND_LENGTHS));

    /// Mistakes that leave a message sound but for its card number.
    private static final List<Inside> MISREAD =
            List.of(
                    new Inside(Mistake.EQUALS_FOR_D, Habit.EQUALS_COUNTED),
                    new Inside(Mistake.EQUALS_FOR_D, Habit.EQUALS_UNCOUNTED),
                    new Inside(Mistake.WRONG_PADDING_SIDE, Habit.PADDING_OF_CARDS));

    private final byte[] input;
    private final byte[] body;
    private final List<Profile> profiles;

    private record Inside(Mistake mistake, Habit habit) {}

    /// Bytes without a length in front, some mistakes undone.
    ///
    /// @param mistakes what was undone
    /// @param bytes    without these mistakes
    /// @param sent     the same with everything inside the message as it was sent
    /// @param invented which of the bytes nobody sent
    /// @param among    the dialects that they may be in
    @SuppressWarnings("ArrayRecordComponent") // Never compared as a whole.
    private record Step(
            List<Mistake> mistakes,
            byte[] bytes,
            byte[] sent,
            Invented invented,
            List<Profile> among) {

        /// Without a length in front.
        Step behind(byte[] rest, List<Profile> left, Mistake... undone) {
            return new Step(with(undone), rest, rest, invented, left);
        }

        /// With a part put in that was left out.
        Step filled(Mistake mistake, Invented part, List<Profile> left) {
            var whole = part.into(bytes);
            return new Step(with(mistake), whole, whole, part, left);
        }

        Step inside(Mistake mistake, byte[] mended, Profile left) {
            return new Step(with(mistake), mended, sent, invented, List.of(left));
        }

        Step walked(Mistake mistake, PackedWalk.Mended mended, Profile left) {
            var step = inside(mistake, mended.bytes(), left);
            return mended.separator()
                    ? step.inside(Mistake.EQUALS_FOR_D, mended.bytes(), left)
                    : step;
        }

        private List<Mistake> with(Mistake... undone) {
            var more = new ArrayList<>(mistakes);
            for (var mistake : undone) {
                if (!more.contains(mistake)) {
                    more.add(mistake);
                }
            }
            return more;
        }
    }

    /// Mistakes, and the bytes as they are without them, read without a length in front.
    ///
    /// @param mistakes    those about the length in front, then up to two others, then a misread
    ///                    card
    /// @param reading     of the mended bytes
    /// @param sent        what is in front as in the reading, and the message as it was sent; not
    ///                    to be changed
    /// @param lengthBytes of the length that stood in front: 0, 2 or 4
    @SuppressWarnings("ArrayRecordComponent") // Never compared as a whole.
    record Mended(List<Mistake> mistakes, Reading reading, byte[] sent, int lengthBytes) {

        /// Whether the message itself is as it was received.
        boolean messageUntouched() {
            return Arrays.equals(sent, reading.input());
        }

        /// Where a byte of the reading was in the bytes that were received; -1 if it wasn't, or if
        /// mending moved it.
        int received(int index) {
            var invented = reading.invented();
            if (index < 0
                    || invented.has(index)
                    || (index >= reading.messageAt() && sent.length != reading.input().length)) {
                return -1;
            }
            return lengthBytes + index - (index < invented.from() ? 0 : invented.count());
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

    /// The fewest corrections after which every byte can be read where it stands. Else those after
    /// which clearly more can be read, or the length alone: that it is wrong is arithmetic.
    ///
    /// @param best the likeliest reading of the bytes as they are
    Optional<Mended> find(Reading best) {
        if (input.length > MAX_BYTES) {
            return Optional.empty();
        }
        var start = start();
        var lengths = length(start);
        var bases = new ArrayList<>(lengths);
        bases.add(start);
        var singles = new ArrayList<>(countedAndLeftOut(start));
        bases.forEach(it -> singles.addAll(first(it)));
        var tried = new ArrayList<Mended>();
        for (int count = 0; count <= 2; count++) {
            var steps =
                    switch (count) {
                        case 0 -> lengths;
                        case 1 -> singles;
                        default -> singles.stream().flatMap(it -> second(it).stream()).toList();
                    };
            var read = steps.stream().map(this::read).flatMap(Optional::stream).toList();
            var whole =
                    read.stream()
                            .filter(it -> it.reading().wellFormed())
                            .min(Comparator.comparingInt(it -> it.reading().findings()));
            if (whole.isPresent()) {
                return whole.map(this::withMisreadCard);
            }
            tried.addAll(read);
        }
        return tried.stream()
                .filter(it -> clearer(it.reading(), best))
                .min(Comparator.comparingInt(it -> it.reading().brokenness()))
                .or(() -> lengthAlone(lengths, best))
                .map(this::withMisreadCard);
    }

    /// Whether little is left that can't be read, and all fields are where they seem to be.
    private static boolean clearer(Reading mended, Reading best) {
        return mended.brokenness() <= LITTLE_BROKEN && mended.brokenness() < best.brokenness();
    }

    /// Unless the bytes can be read better as they are: an MTI in characters, or a TPDU, may pass
    /// for a length.
    private Optional<Mended> lengthAlone(List<Step> lengths, Reading best) {
        boolean readable = best.kindKnown() || best.brokenness() <= LITTLE_BROKEN;
        return lengths.stream()
                .map(this::read)
                .flatMap(Optional::stream)
                .filter(it -> !readable || it.reading().brokenness() <= best.brokenness())
                .findFirst();
    }

    private Step start() {
        return new Step(List.of(), body, body, Invented.NOTHING, profiles);
    }

    private static List<Step> first(Step step) {
        var steps = new ArrayList<>(leftOut(step));
        steps.addAll(firstBit(step));
        steps.addAll(inside(step));
        return steps;
    }

    /// What is in front is undone before what is inside.
    private static List<Step> second(Step step) {
        var more = new ArrayList<Step>();
        switch (step.mistakes().getLast()) {
            case TPDU_MISSING, TPDU_AND_HEADER_MISSING, HEADER_MISSING ->
                    more.addAll(firstBit(step));
            default -> {}
        }
        more.addAll(inside(step));
        return more;
    }

    private Mended withMisreadCard(Mended mended) {
        var reading = mended.reading();
        var step =
                new Step(
                        mended.mistakes(),
                        reading.input(),
                        mended.sent(),
                        reading.invented(),
                        List.of(reading.profile()));
        return misreadCard(reading, step).orElse(mended);
    }

    /// What can be read as it stands may still have a card number or a track that is written
    /// wrongly.
    Optional<Mended> misreadCard(Reading reading) {
        return misreadCard(reading, start());
    }

    private Optional<Mended> misreadCard(Reading reading, Step step) {
        var suspected =
                reading.profile().terminal()
                        ? reading.message().flatMap(MisreadCard::in)
                        : Optional.<Mistake>empty();
        return suspected.flatMap(
                mistake ->
                        inside(step, MISREAD).stream()
                                .filter(it -> it.mistakes.contains(mistake))
                                .filter(it -> !Arrays.equals(it.bytes, step.bytes))
                                .map(this::read)
                                .flatMap(Optional::stream)
                                .filter(it -> it.reading().brokenness() <= reading.brokenness())
                                .filter(it -> wellRead(it.reading()))
                                .findFirst());
    }

    private static boolean wellRead(Reading reading) {
        return reading.message().flatMap(MisreadCard::in).isEmpty();
    }

    private List<Step> length(Step start) {
        int size = input.length;
        if (size <= 4) {
            return List.of();
        }
        int number = u(0) << 8 | u(1);
        int swapped = u(1) << 8 | u(0);
        int digits = LengthInFront.digits(input);
        if (number == size) {
            return List.of(start.behind(from(2), profiles, Mistake.LENGTH_COUNTS_ITSELF));
        }
        if (swapped == size - 2 && body.length == size) {
            return List.of(start.behind(from(2), profiles, Mistake.LITTLE_ENDIAN_LENGTH));
        }
        if (swapped == size) {
            return List.of(
                    start.behind(
                            from(2),
                            profiles,
                            Mistake.LITTLE_ENDIAN_LENGTH,
                            Mistake.LENGTH_COUNTS_ITSELF));
        }
        if (digits == size - 4) {
            return List.of(start.behind(from(4), profiles, Mistake.ASCII_LENGTH));
        }
        return digits == size ? digitsCountThemselves(start) : lengthInOtherDigits(start);
    }

    /// Four hexadecimal characters, or packed decimal digits.
    private List<Step> lengthInOtherDigits(Step start) {
        int size = input.length;
        int characters = LengthInFront.hexadecimal(input);
        if (characters == size - 4) {
            return List.of(start.behind(from(4), profiles, Mistake.ASCII_LENGTH));
        }
        if (characters == size) {
            return List.of(
                    start.behind(
                            from(4), profiles, Mistake.ASCII_LENGTH, Mistake.LENGTH_COUNTS_ITSELF));
        }
        int packed = LengthInFront.packed(input);
        if (packed == size - 2) {
            return List.of(start.behind(from(2), profiles, Mistake.PACKED_LENGTH));
        }
        return packed == size
                ? List.of(
                        start.behind(
                                from(2),
                                profiles,
                                Mistake.PACKED_LENGTH,
                                Mistake.LENGTH_COUNTS_ITSELF))
                : List.of();
    }

    /// Links of the interchange write four digits in front; nobody else should.
    private List<Step> digitsCountThemselves(Step start) {
        var others = new ArrayList<>(profiles);
        var steps = new ArrayList<Step>();
        if (others.remove(Profile.INTERCHANGE)) {
            var itself = List.of(Profile.INTERCHANGE);
            steps.add(start.behind(from(4), itself, Mistake.LENGTH_COUNTS_ITSELF));
        }
        steps.add(
                start.behind(from(4), others, Mistake.ASCII_LENGTH, Mistake.LENGTH_COUNTS_ITSELF));
        return steps;
    }

    /// A length in front may count what was left out behind it.
    private List<Step> countedAndLeftOut(Step start) {
        if (input.length <= 2) {
            return List.of();
        }
        int more = LengthInFront.binary(input) - (input.length - 2);
        return leftOut(start.behind(from(2), profiles)).stream()
                .filter(it -> it.invented().count() == more)
                .toList();
    }

    private static List<Step> leftOut(Step step) {
        var terminals = step.among.stream().filter(Profile::terminal).toList();
        return List.of(
                step.filled(Mistake.TPDU_MISSING, Invented.TPDU, terminals),
                step.filled(Mistake.TPDU_AND_HEADER_MISSING, Invented.BOTH, terminals),
                step.filled(Mistake.HEADER_MISSING, Invented.HEADER, terminals));
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
        var left = INSIDE.stream().filter(it -> !step.mistakes.contains(it.mistake())).toList();
        return inside(step, left);
    }

    private static List<Step> inside(Step step, List<Inside> habits) {
        var steps = new ArrayList<Step>();
        for (var inside : habits) {
            for (var profile : step.among) {
                if (profile.terminal()) {
                    PackedWalk.mended(profile, inside.habit(), step.bytes)
                            .map(mended -> step.walked(inside.mistake(), mended, profile))
                            .ifPresent(steps::add);
                }
            }
        }
        return steps;
    }

    /// The likeliest of the readings in which the least is broken.
    private Optional<Mended> read(Step step) {
        int lengthBytes = input.length + step.invented.count() - step.sent.length;
        return step.among.stream()
                .map(profile -> Reading.of(profile, step.bytes, step.invented))
                .min(
                        Comparator.comparingInt(Reading::brokenness)
                                .thenComparingInt(it -> -it.confidence()))
                .map(reading -> new Mended(step.mistakes, reading, step.sent, lengthBytes));
    }
}
