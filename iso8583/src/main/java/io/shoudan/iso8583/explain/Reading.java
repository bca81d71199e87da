package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.FieldOffsets;
import io.shoudan.iso8583.Finding;
import io.shoudan.iso8583.Inspection;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.interchange.InterchangeHeader;
import io.shoudan.iso8583.mac.WorkingKeysField.Layout;
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

    /// Of fields that are anywhere, more can be wrong than shows.
    private static final int NO_END = 5;

    private static final int NO_MESSAGE = 20;

    private final Profile profile;
    private final Framing framing;
    private final byte[] input;
    private final Invented invented;
    private final Inspection inspection;
    private final FieldOffsets places;
    private final List<Finding.Malformed> headerDefects;

    private Reading(Profile profile, Framing framing, byte[] input, Invented invented) {
        this.profile = profile;
        this.framing = framing;
        this.input = input;
        this.invented = invented;
        int messageAt = Math.min(input.length, messageAt());
        var message = Arrays.copyOfRange(input, messageAt, input.length);
        inspection = profile.dialect().inspect(message);
        places =
                new FieldOffsets(profile.dialect())
                        .readAsFarAsPossible(input, messageAt, input.length - messageAt);
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
        return new Reading(profile, framing, input, Invented.NOTHING);
    }

    /// Of bytes without a length in front, some of which nobody sent.
    static Reading of(Profile profile, byte[] input, Invented invented) {
        return new Reading(profile, Framing.NONE, input, invented);
    }

    /// The same in another dialect that writes alike.
    Reading as(Profile other) {
        return new Reading(other, framing, input, invented);
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
            if (profile == Profile.INTERCHANGE
                    && input.length > LENGTH_DIGITS
                    && LengthInFront.digits(input) == input.length - LENGTH_DIGITS) {
                readings.add(of(profile, Framing.DIGITS, input));
            }
        }
        // Stable: of equals the stricter dialect stays first.
        readings.sort((one, other) -> Integer.compare(other.confidence(), one.confidence()));
        return readings;
    }

    /// The first frame with its length in front if something is behind it; empty if nothing is, or
    /// if that can't be told: neither the frame nor the lengths of all that follow speak for it.
    static Optional<byte[]> firstOfSeveral(byte[] input, Optional<Profile> named) {
        if (input.length < LENGTH_BYTES) {
            return Optional.empty();
        }
        int end = LENGTH_BYTES + LengthInFront.binary(input);
        if (end < input.length && framesFrom(input, 0)) {
            return Optional.of(Arrays.copyOf(input, end));
        }
        for (int other : new int[] {end, LENGTH_DIGITS + LengthInFront.digits(input)}) {
            if (other < TerminalFrame.MIN_BYTES || other >= input.length) {
                continue;
            }
            var first = Arrays.copyOf(input, other);
            if (all(first, named).getFirst().framed()) {
                return Optional.of(first);
            }
        }
        return Optional.empty();
    }

    /// Whether a frame starts here that is whole as far as its length tells.
    static boolean frameAt(byte[] input, int at) {
        int digits = LengthInFront.digits(Arrays.copyOfRange(input, at, input.length));
        boolean inDigits =
                digits >= TerminalFrame.MIN_BYTES && at + LENGTH_DIGITS + digits <= input.length;
        return inDigits || wholeAt(input, at);
    }

    private static boolean wholeAt(byte[] input, int at) {
        int end = behindFrame(input, at);
        return end > 0 && end <= input.length;
    }

    /// Whether there are frames from here to the end and nothing else.
    private static boolean framesFrom(byte[] input, int from) {
        int at = from;
        while (wholeAt(input, at)) {
            at = behindFrame(input, at);
        }
        return at == input.length;
    }

    /// Where the frame that starts here ends by its length; 0 if it is no frame.
    private static int behindFrame(byte[] input, int at) {
        if (at + LENGTH_BYTES > input.length) {
            return 0;
        }
        int bytes = LengthInFront.binary(Arrays.copyOfRange(input, at, at + LENGTH_BYTES));
        return bytes < TerminalFrame.MIN_BYTES ? 0 : at + LENGTH_BYTES + bytes;
    }

    /// Whether it is all there, with a length in front.
    private boolean framed() {
        return framing != Framing.NONE && wellFormed();
    }

    private static Framing framingOf(byte[] input) {
        boolean right =
                input.length >= LENGTH_BYTES
                        && LengthInFront.binary(input) == input.length - LENGTH_BYTES;
        return right ? Framing.RIGHT : Framing.WRONG;
    }

    private static int lengthBytes(Framing framing) {
        return switch (framing) {
            case NONE -> 0;
            case RIGHT, WRONG -> LENGTH_BYTES;
            case DIGITS -> LENGTH_DIGITS;
        };
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
    FieldOffsets places() {
        return places;
    }

    /// What of the bytes nobody sent.
    Invented invented() {
        return invented;
    }

    /// Where the TPDU or the message starts.
    int bodyAt() {
        return lengthBytes(framing);
    }

    /// Where the message starts.
    int messageAt() {
        return bodyAt() + profile.messageAt();
    }

    /// What the length in front says.
    int announced() {
        return framing == Framing.DIGITS
                ? LengthInFront.digits(input)
                : LengthInFront.binary(input);
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

    /// Whether every byte can be read where it stands, though fields may be missing.
    boolean wellFormed() {
        return brokenness() == 0;
    }

    /// How much can't be read. Missing fields don't count: nobody writes them wrongly.
    int brokenness() {
        int broken = headerDefects.size();
        for (var finding : inspection.findings()) {
            boolean written =
                    finding instanceof Finding.Malformed || finding instanceof Finding.UnknownType;
            broken += written ? 1 : 0;
        }
        broken += framing == Framing.WRONG ? 1 : 0;
        broken += wholeFrame() ? 0 : 1;
        broken += message().isPresent() ? 0 : NO_MESSAGE;
        return broken + (places.readToTheEnd() ? 0 : NO_END);
    }

    /// How many things are wrong with the message.
    int findings() {
        return inspection.findings().size();
    }

    Optional<Message> message() {
        return inspection.message();
    }

    /// As it was sent.
    Optional<Tpdu> tpdu() {
        return profile.terminal() && !invented.tpdu() && input.length >= bodyAt() + Tpdu.BYTES
                ? Optional.of(Tpdu.of(Bytes.of(input, bodyAt(), Tpdu.BYTES).hex()))
                : Optional.empty();
    }

    /// As it was sent.
    Optional<TerminalHeader> header() {
        return profile.terminal() && !invented.header() && input.length >= messageAt()
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
        return tpdu().filter(t -> t.id() == Tpdu.FINANCIAL).isPresent()
                && header().filter(h -> h.applicationClass().matches("6[0-3]")).isPresent();
    }

    /// Whether it is certain that SM4 is used: the keys asked for or sent are SM4 keys.
    boolean namesSm4() {
        return profile.terminal()
                && message()
                        .flatMap(m -> m.find(TerminalDialect.TRANSACTION))
                        .filter(t -> t.networkCode().equals(Layout.SM4_SIGN_ON))
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
    ///
    /// @param mended whether it isn't of the bytes as they were sent
    List<Phrase> reasons(boolean mended) {
        var reasons = new ArrayList<Phrase>();
        var whole = mended ? "why.mended" : "why.sound";
        reasons.add(Phrases.of(sound() ? whole : malformed() ? "why.partly" : "why.readable"));
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
