package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.BitmapFormat;
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

/// Tries a fixed number of corrections on bytes that are not sound.
final class Corrections {

    private static final byte[] TPDU = {0x60, 0, 0, 0, 0};
    private static final byte[] TPDU_AND_HEADER = {0x60, 0, 0, 0, 0, 0x60, 0, 0, 0, 0, 0};

    private final byte[] input;
    private final byte[] body;
    private final List<Profile> profiles;
    private final List<Profile> terminals;

    /// A mistake and the bytes as they are without it, read without a length in front.
    record Mended(Mistake mistake, Reading reading) {

        /// Whether the message itself is as it was received.
        boolean messageUntouched() {
            return switch (mistake) {
                case LENGTH_COUNTS_ITSELF, LITTLE_ENDIAN_LENGTH, ASCII_LENGTH, TPDU_MISSING -> true;
                default -> false;
            };
        }
    }

    Corrections(byte[] input, Optional<Profile> named) {
        this.input = input;
        boolean framed = input.length > 2 && (u(0) << 8 | u(1)) == input.length - 2;
        this.body = framed ? from(2) : input;
        this.profiles = named.map(List::of).orElse(List.of(Profile.values()));
        this.terminals = profiles.stream().filter(Profile::terminal).toList();
    }

    private int u(int index) {
        return input[index] & 0xFF;
    }

    private byte[] from(int start) {
        return Arrays.copyOfRange(input, start, input.length);
    }

    /// The first correction that makes the bytes sound.
    Optional<Mended> find() {
        return length().or(this::missingTpdu)
                .or(this::firstBit)
                .or(() -> habit(Mistake.WRONG_PADDING_SIDE, Habit.PADDING))
                .or(() -> habit(Mistake.WRONG_PADDING_SIDE, Habit.PADDING_EVERYWHERE))
                .or(this::separator)
                .or(() -> habit(Mistake.ASCII_FOR_BCD, Habit.ASCII_DIGITS))
                .or(() -> habit(Mistake.ASCII_FOR_BCD, Habit.ASCII_DIGITS_AND_LENGTHS));
    }

    /// A separator written as a whole byte can leave a track that is sound but for its card number.
    Optional<Mended> oddSeparator(Reading sound) {
        boolean suspicious =
                sound.profile().terminal() && sound.message().filter(this::misread).isPresent();
        return suspicious ? separator() : Optional.empty();
    }

    private boolean misread(Message message) {
        var read = message.find(TerminalDialect.TRACK_2).flatMap(TrackTwo::pan);
        if (read.isEmpty() || message.find(TerminalDialect.PAN).equals(read)) {
            return false;
        }
        var digits = read.get().clearText();
        return digits.length() > 13
                && digits.endsWith("3")
                && !read.get().luhnValid()
                && Pan.of(digits.substring(0, digits.length() - 1)).luhnValid();
    }

    private Optional<Mended> separator() {
        return habit(Mistake.EQUALS_FOR_D, Habit.EQUALS_COUNTED)
                .or(() -> habit(Mistake.EQUALS_FOR_D, Habit.EQUALS_UNCOUNTED));
    }

    private Optional<Mended> length() {
        int size = input.length;
        if (size > 4) {
            if ((u(0) << 8 | u(1)) == size) {
                return sound(Mistake.LENGTH_COUNTS_ITSELF, profiles, from(2));
            }
            if ((u(1) << 8 | u(0)) == size - 2 && body.length == size) {
                return sound(Mistake.LITTLE_ENDIAN_LENGTH, profiles, from(2));
            }
            if (Reading.digitsInFront(input)) {
                return sound(Mistake.ASCII_LENGTH, profiles, from(4));
            }
        }
        return Optional.empty();
    }

    private Optional<Mended> missingTpdu() {
        return sound(Mistake.TPDU_MISSING, terminals, joined(TPDU, body))
                .or(() -> sound(Mistake.TPDU_MISSING, terminals, joined(TPDU_AND_HEADER, body)));
    }

    private static byte[] joined(byte[] front, byte[] rest) {
        var all = Arrays.copyOf(front, front.length + rest.length);
        System.arraycopy(rest, 0, all, front.length, rest.length);
        return all;
    }

    private Optional<Mended> firstBit() {
        for (var profile : profiles) {
            boolean text = profile.dialect().bitmapFormat() == BitmapFormat.HEX;
            int at = profile.messageAt() + profile.dialect().mtiFormat().byteLength();
            if (body.length <= at) {
                continue;
            }
            var cleared = body.clone();
            int bits = text ? Character.digit(body[at], 16) : (body[at] & 0xFF) >> 4;
            if (bits < 8) {
                continue;
            }
            cleared[at] = (byte) (text ? Character.forDigit(bits - 8, 16) : cleared[at] & 0x7F);
            var found = sound(Mistake.SECOND_BITMAP_MISSING, List.of(profile), cleared);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Mended> habit(Mistake mistake, Habit habit) {
        for (var profile : terminals) {
            var found =
                    PackedWalk.mended(profile, habit, body)
                            .flatMap(mended -> sound(mistake, List.of(profile), mended));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Mended> sound(Mistake mistake, List<Profile> among, byte[] bytes) {
        var readings = new ArrayList<Reading>();
        among.forEach(profile -> readings.add(Reading.of(profile, Framing.NONE, bytes)));
        return readings.stream()
                .filter(Reading::sound)
                .max((one, other) -> Integer.compare(one.confidence(), other.confidence()))
                .map(reading -> new Mended(mistake, reading));
    }
}
