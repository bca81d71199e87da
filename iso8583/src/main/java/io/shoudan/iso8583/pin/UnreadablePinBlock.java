package io.shoudan.iso8583.pin;

/// A deciphered block is not a PIN block of this card: wrong key, wrong card number, or corrupted.
/// Never says anything of its content.
public final class UnreadablePinBlock extends RuntimeException {

    UnreadablePinBlock() {
        super("must be a PIN block of ISO 9564 format 0 for this card", null, false, false);
    }
}
