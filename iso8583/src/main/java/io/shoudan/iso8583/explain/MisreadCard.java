package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.TrackThree;
import io.shoudan.iso8583.TrackTwo;
import io.shoudan.iso8583.terminal.TerminalDialect;
import java.util.Optional;
import java.util.regex.Pattern;

/// A card number, its sequence number, a track or a transaction type that can be read, and must
/// have been written otherwise: what was read is none, and what was likely meant is one.
final class MisreadCard {

    /// How long most card numbers are; those of American Express have 15 digits and start with 34
    /// or 37.
    private static final Pattern USUAL =
            Pattern.compile("3[47][0-9]{13}|(?!3[47])[0-9]{16}|[0-9]{19}");

    /// Tag of the sequence number in chip data, two digits (EMV Book 3, annex A).
    private static final String CARD_SEQUENCE_TAG = "5F34";

    /// Digits in front of the card number in track 3, which say how the rest is written (ISO/IEC
    /// 4909).
    private static final int FORMAT_CODE = 2;

    private MisreadCard() {}

    /// What was done wrong; empty if nothing speaks for it.
    static Optional<Mistake> in(Message message) {
        var pan = message.find(TerminalDialect.PAN).map(Pan::clearText).orElse("");
        var two = message.find(TerminalDialect.TRACK_2).map(TrackTwo::clearText).orElse("");
        var three = message.find(TerminalDialect.TRACK_3).map(TrackThree::clearText).orElse("");
        if (separatorAsByte(two, 0, pan) || separatorAsByte(three, FORMAT_CODE, pan)) {
            return Optional.of(Mistake.EQUALS_FOR_D);
        }
        var type = message.find(TerminalDialect.TRANSACTION).map(it -> it.text()).orElse("");
        boolean shifted =
                shiftedNumber(pan, two, three)
                        || shiftedTrack(two, 0, pan)
                        || shiftedTrack(three, FORMAT_CODE, pan)
                        || shiftedSequence(message)
                        || (type.length() % 2 == 1 && shiftedType(type));
        return shifted ? Optional.of(Mistake.WRONG_PADDING_SIDE) : Optional.empty();
    }

    /// Whether what stands in front of the separator is a card number and the 3 of `3D`, the
    /// character `=`. Field 2 settles it. Without, one number in ten passes the check without its
    /// last digit, so that more must speak for it: that what is read is as long as hardly any card
    /// number.
    ///
    /// @param start of the card number
    private static boolean separatorAsByte(String track, int start, String pan) {
        int last = track.indexOf('D') - 1;
        if (last - start < CardPlaces.MIN_DIGITS || track.charAt(last) != '3') {
            return false;
        }
        var whole = track.substring(start, last + 1);
        var number = track.substring(start, last);
        return number.equals(pan)
                || (!USUAL.matcher(whole).matches()
                        && cardNumber(number)
                        && !cardNumber(whole)
                        && !whole.equals(pan));
    }

    /// Whether the sequence number of the card has a 0 behind where one in front belongs, as the
    /// chip's own says: `0010` for 01.
    private static boolean shiftedSequence(Message message) {
        var read = message.find(TerminalDialect.CARD_SEQUENCE).orElse("");
        return message.find(TerminalDialect.CHIP_DATA)
                .flatMap(it -> it.find(CARD_SEQUENCE_TAG))
                .map(Bytes::hex)
                .filter(chip -> read.equals(chip + "0") && !read.equals("0" + chip))
                .isPresent();
    }

    /// Whether an odd count of digits has a 0 in front, and what followed the last digit read was
    /// the last digit meant: a 0, since it passed for the filling.
    private static boolean shiftedNumber(String pan, String two, String three) {
        return pan.length() % 2 == 1
                && pan.startsWith("0")
                && !two.startsWith(pan + "D")
                && !three.startsWith(pan + "D", FORMAT_CODE)
                && cardNumber(pan.substring(1) + "0");
    }

    /// The same of a track, which may be filled with F too. No card's number starts with 0, though
    /// it may pass the check with a 0 in front; a format code may.
    ///
    /// @param start of the card number in the track as it was meant
    private static boolean shiftedTrack(String track, int start, String pan) {
        int separator = track.indexOf('D');
        boolean filled = track.startsWith("0") || track.startsWith("F");
        if (track.length() % 2 == 0 || separator <= start || !filled) {
            return false;
        }
        var read = track.substring(start, separator);
        boolean plausible = start > 0 && cardNumber(read);
        return !plausible && cardNumber(read.substring(1)) && !read.equals(pan);
    }

    /// Whether field 60 starts with a 0 that belongs behind: there is no such type, and without the
    /// 0 there is.
    static boolean shiftedType(String digits) {
        return digits.startsWith("0") && !type(digits, 0) && type(digits, 1);
    }

    private static boolean type(String digits, int from) {
        return Phrases.find("60.1." + digits.substring(from, from + 2)).isPresent();
    }

    private static boolean cardNumber(String digits) {
        return digits.length() >= CardPlaces.MIN_DIGITS
                && digits.length() <= Pan.MAX_DIGITS
                && digits.matches("[0-9]+")
                && Pan.of(digits).luhnValid();
    }
}
