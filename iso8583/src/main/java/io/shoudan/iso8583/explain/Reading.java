package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Finding;
import io.shoudan.iso8583.Inspection;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.interchange.InterchangeHeader;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TerminalHeader;
import io.shoudan.iso8583.terminal.TerminalProfile.Padding;
import io.shoudan.iso8583.terminal.Tpdu;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The bytes taken as one dialect in one framing, and how well that fits.
final class Reading {

    private static final int LENGTH_BYTES = 2;
    private static final int LENGTH_DIGITS = 4;
    private static final int TPDU_ID = 0x60;

    private final Profile profile;
    private final Framing framing;
    private final byte[] input;
    private final Inspection inspection;
    private final List<Finding.Malformed> headerDefects;

    private Reading(Profile profile, Framing framing, byte[] input, Inspection inspection) {
        this.profile = profile;
        this.framing = framing;
        this.input = input;
        this.inspection = inspection;
        int at = bodyAt();
        headerDefects =
                profile == Profile.INTERCHANGE
                        ? InterchangeHeader.inspect(input, at, input.length - at)
                        : List.of();
    }

    /// What stands in front.
    enum Framing {
        NONE,
        RIGHT,
        WRONG,
        /// A length as links of the interchange write it, right.
        DIGITS
    }

    static Reading of(Profile profile, Framing framing, byte[] input) {
        int at = Math.min(input.length, start(profile, framing));
        var message = Arrays.copyOfRange(input, at, input.length);
        return new Reading(profile, framing, input, profile.dialect().inspect(message));
    }

    /// The best of all readings first.
    static List<Reading> all(byte[] input, Optional<Profile> named) {
        var readings = new ArrayList<Reading>();
        var length = framingOf(input);
        for (var profile : named.map(List::of).orElse(List.of(Profile.values()))) {
            readings.add(of(profile, Framing.NONE, input));
            if (input.length >= LENGTH_BYTES) {
                readings.add(of(profile, length, input));
            }
            if (profile == Profile.INTERCHANGE && digitsInFront(input)) {
                readings.add(of(profile, Framing.DIGITS, input));
            }
        }
        // Stable: of equals the stricter dialect stays first.
        readings.sort((one, other) -> Integer.compare(other.confidence(), one.confidence()));
        return readings;
    }

    private static Framing framingOf(byte[] input) {
        boolean right = input.length >= LENGTH_BYTES && word(input) == input.length - LENGTH_BYTES;
        return right ? Framing.RIGHT : Framing.WRONG;
    }

    private static int word(byte[] bytes) {
        return (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
    }

    /// Whether four ASCII digits in front count what follows them.
    static boolean digitsInFront(byte[] bytes) {
        return bytes.length >= LENGTH_DIGITS && digits(bytes) == bytes.length - LENGTH_DIGITS;
    }

    /// What four ASCII digits in front say; -1 if they are none.
    private static int digits(byte[] bytes) {
        int number = 0;
        for (int i = 0; i < LENGTH_DIGITS; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return -1;
            }
            number = 10 * number + bytes[i] - '0';
        }
        return number;
    }

    private static int lengthBytes(Framing framing) {
        return switch (framing) {
            case NONE -> 0;
            case RIGHT, WRONG -> LENGTH_BYTES;
            case DIGITS -> LENGTH_DIGITS;
        };
    }

    private static int start(Profile profile, Framing framing) {
        return lengthBytes(framing) + profile.messageAt();
    }

    Profile profile() {
        return profile;
    }

    Framing framing() {
        return framing;
    }

    /// All bytes; not to be changed.
    byte[] input() {
        return input;
    }

    /// Of the message in the bytes.
    Inspection inspection() {
        return inspection;
    }

    /// Where the fields are.
    FieldPlaces places() {
        return FieldPlaces.of(profile.dialect(), input, messageAt());
    }

    /// Where the TPDU or the message starts.
    int bodyAt() {
        return lengthBytes(framing);
    }

    /// Where the message starts.
    int messageAt() {
        return start(profile, framing);
    }

    /// What the length in front says.
    int announced() {
        return framing == Framing.DIGITS ? digits(input) : word(input);
    }

    boolean wholeFrame() {
        int bytes = input.length - bodyAt();
        return !profile.terminal()
                || (bytes >= TerminalFrame.MIN_BYTES && bytes <= TerminalFrame.MAX_BYTES);
    }

    boolean sound() {
        return framing != Framing.WRONG
                && wholeFrame()
                && headerDefects.isEmpty()
                && inspection.sound();
    }

    Optional<Message> message() {
        return inspection.message();
    }

    Optional<Tpdu> tpdu() {
        return profile.terminal() && input.length >= bodyAt() + Tpdu.BYTES
                ? Optional.of(Tpdu.of(Bytes.of(input, bodyAt(), Tpdu.BYTES).hex()))
                : Optional.empty();
    }

    Optional<TerminalHeader> header() {
        return profile.terminal() && input.length >= messageAt()
                ? Optional.of(
                        new TerminalHeader(
                                Bytes.of(input, bodyAt() + Tpdu.BYTES, TerminalHeader.BYTES).hex()))
                : Optional.empty();
    }

    /// What is wrong with the header of an interchange message; positions are indexes into
    /// [#input].
    List<Finding.Malformed> headerDefects() {
        return headerDefects;
    }

    /// The header of an interchange message, if it is one.
    Optional<InterchangeHeader> interchangeHeader() {
        int at = bodyAt();
        return profile == Profile.INTERCHANGE && headerDefects.isEmpty()
                ? Optional.of(InterchangeHeader.read(input, at, input.length - at))
                : Optional.empty();
    }

    boolean malformed() {
        return inspection.findings().stream().anyMatch(Finding.Malformed.class::isInstance);
    }

    /// Numbers of the fields whose odd count of digits is filled with F, which is read like the
    /// usual 0: those that are malformed where only 0 is accepted.
    Set<String> filledWithF() {
        var terminal = profile.terminalProfile();
        if (terminal == null || malformed()) {
            return Set.of();
        }
        var message = Arrays.copyOfRange(input, Math.min(input.length, messageAt()), input.length);
        var strict = terminal.with(Padding.ZERO_ONLY).dialect();
        return strict.inspect(message).findings().stream()
                .filter(Finding.Malformed.class::isInstance)
                .map(Finding::path)
                .collect(Collectors.toSet());
    }

    boolean kindKnown() {
        return message().flatMap(profile.dialect()::typeOf).isPresent();
    }

    boolean usualEnvelope() {
        return tpdu().filter(t -> t.id() == TPDU_ID).isPresent()
                && header().filter(h -> h.applicationClass().matches("6[0-3]")).isPresent();
    }

    /// Whether it is certain that SM4 is used: the keys asked for or sent are SM4 keys.
    boolean namesSm4() {
        return profile.terminal()
                && message()
                        .flatMap(m -> m.find(TerminalDialect.TRANSACTION))
                        .filter(t -> t.networkCode().equals("006"))
                        .isPresent();
    }

    /// 0 to 100.
    int confidence() {
        int points =
                switch (framing) {
                    case RIGHT, DIGITS -> 15;
                    case NONE -> 10;
                    case WRONG -> 0;
                };
        if (message().isPresent()) {
            points += 5 + Math.min(10, 2 * message().get().fields().size());
            points += malformed() ? 0 : 25;
            points += inspection.sound() && wholeFrame() && headerDefects.isEmpty() ? 20 : 0;
            points += kindKnown() ? 10 : 0;
        }
        if (profile.terminal()) {
            points += usualEnvelope() ? 15 : 0;
            points -= profile.sm4() == namesSm4() ? 0 : 1;
        } else if (profile == Profile.INTERCHANGE) {
            points += headerDefects.isEmpty() ? 15 : 0;
        } else if (!malformed()) {
            points += profile == Profile.NETWORK ? 15 : 10;
        }
        return Math.max(0, points);
    }

    /// Why it is taken for this.
    List<Phrase> reasons() {
        var reasons = new ArrayList<Phrase>();
        reasons.add(
                Phrases.of(sound() ? "why.sound" : malformed() ? "why.partly" : "why.readable"));
        if (kindKnown()) {
            reasons.add(Phrases.of("why.kind"));
        }
        if (framing == Framing.RIGHT || framing == Framing.DIGITS) {
            reasons.add(Phrases.of("why.length"));
        }
        if (usualEnvelope()) {
            reasons.add(Phrases.of("why.tpdu"));
        }
        if (profile.asciiLengths() && !malformed()) {
            reasons.add(Phrases.of("why.ascii-lengths"));
        }
        if (interchangeHeader().isPresent()) {
            reasons.add(Phrases.of("why.header"));
        }
        return reasons;
    }
}
