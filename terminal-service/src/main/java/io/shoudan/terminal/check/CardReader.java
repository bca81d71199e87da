package io.shoudan.terminal.check;

import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.TrackTwo;
import io.shoudan.iso8583.terminal.SecurityControl;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TransactionKind;
import io.shoudan.terminal.hsm.HsmPort;
import io.shoudan.terminal.session.KeyGeneration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Check 6a and what comes with it: deciphers the track, finds the card number, has the PIN
/// translated.
@Component
class CardReader {

    private final HsmPort hsm;

    CardReader(HsmPort hsm) {
        this.hsm = hsm;
    }

    sealed interface Result {

        record Card(CardRead card) implements Result {}

        /// @param detail field path and what was expected
        record Malformed(String detail) implements Result {}

        record PinUnreadable() implements Result {}
    }

    Result read(Message message, TransactionKind kind, @Nullable KeyGeneration keys) {
        var track = message.find(TerminalDialect.TRACK_2).orElse(null);
        if (track != null && enciphered(message)) {
            // Field 2 names its card already, and no missing key may keep the money where it is.
            boolean needless = kind == TransactionKind.REVERSAL && message.has(TerminalDialect.PAN);
            track = needless ? null : deciphered(track, keys);
            if (track == null && !needless) {
                return new Result.Malformed("field 35: must be enciphered under the track key");
            }
        }
        var pan = pan(message, track);
        if (pan.isEmpty()) {
            return new Result.Malformed("field 35: must begin with a card number and D");
        }
        var pinBlock = message.find(TerminalDialect.PIN_BLOCK);
        // A reversal moves no money out, and its PIN, if any, has done its work.
        if (pinBlock.isEmpty() || kind == TransactionKind.REVERSAL || keys == null) {
            return new Result.Card(new CardRead(pan.get(), track, null));
        }
        try {
            var translated = hsm.translatePin(keys.pinKey(), pinBlock.get(), pan.get());
            return new Result.Card(new CardRead(pan.get(), track, translated));
        } catch (HsmPort.PinBlockUnreadable _) {
            return new Result.PinUnreadable();
        }
    }

    private static boolean enciphered(Message message) {
        return message.find(TerminalDialect.SECURITY_CONTROL)
                .map(SecurityControl::of)
                .filter(SecurityControl::tracksEnciphered)
                .isPresent();
    }

    private @Nullable TrackTwo deciphered(TrackTwo track, @Nullable KeyGeneration keys) {
        var key = keys == null ? null : keys.trackKey();
        if (key == null) {
            return null;
        }
        try {
            return track.withProtectedPart(part -> hsm.decipherTrack(key, part));
        } catch (IllegalArgumentException _) {
            // Too short to have a protected part.
            return null;
        }
    }

    private static Optional<Pan> pan(Message message, @Nullable TrackTwo track) {
        var manual = message.find(TerminalDialect.PAN);
        return manual.isPresent() || track == null ? manual : track.pan();
    }
}
