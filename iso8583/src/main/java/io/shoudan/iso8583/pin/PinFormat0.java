package io.shoudan.iso8583.pin;

import io.shoudan.iso8583.Pan;
import java.util.Arrays;

/// PIN blocks of ISO 9564-1 format 0 (ANSI X9.8) in the clear.
///
/// PINs are arrays, so that the caller can erase them.
public final class PinFormat0 {

    /// Bytes in a block.
    public static final int BYTES = 8;

    private static final int MIN_PIN_DIGITS = 4;
    private static final int MAX_PIN_DIGITS = 12;
    private static final int ACCOUNT_DIGITS = 12;
    private static final int FIRST_PIN_NIBBLE = 2;
    private static final int FIRST_ACCOUNT_NIBBLE = 4;
    private static final int FILL = 0xF;

    private PinFormat0() {}

    /// The clear block of a PIN, 8 bytes.
    ///
    /// @param pin 4 to 12 characters `0` to `9`
    /// @throws IllegalArgumentException if `pin` is anything else; the text hasn't the PIN
    public static byte[] encode(char[] pin, Pan pan) {
        if (pin.length < MIN_PIN_DIGITS || pin.length > MAX_PIN_DIGITS || !digits(pin)) {
            throw new IllegalArgumentException("must be 4..12 digits: PIN");
        }
        var block = new byte[BYTES];
        setNibble(block, 1, pin.length);
        for (int i = FIRST_PIN_NIBBLE; i < 2 * BYTES; i++) {
            int index = i - FIRST_PIN_NIBBLE;
            setNibble(block, i, index < pin.length ? pin[index] - '0' : FILL);
        }
        return xorAccount(block, pan);
    }

    /// The PIN in a clear block; the caller erases it.
    ///
    /// @param block 8 bytes, or 16 of which the last 8 are zero, as under SM4
    /// @throws UnreadablePinBlock if the block is not one of format 0 for this card
    public static char[] decode(byte[] block, Pan pan) {
        var field = xorAccount(first8(block), pan);
        try {
            return pinIn(field);
        } finally {
            Arrays.fill(field, (byte) 0);
        }
    }

    private static char[] pinIn(byte[] field) {
        int length = nibble(field, 1);
        boolean sound =
                nibble(field, 0) == 0 && length >= MIN_PIN_DIGITS && length <= MAX_PIN_DIGITS;
        for (int i = FIRST_PIN_NIBBLE; i < 2 * BYTES; i++) {
            boolean inPin = i - FIRST_PIN_NIBBLE < length;
            sound &= inPin ? nibble(field, i) <= 9 : nibble(field, i) == FILL;
        }
        if (!sound) {
            throw new UnreadablePinBlock();
        }
        var pin = new char[length];
        for (int i = 0; i < length; i++) {
            pin[i] = (char) ('0' + nibble(field, i + FIRST_PIN_NIBBLE));
        }
        return pin;
    }

    /// A block of 8 bytes as SM4 enciphers it: 8 zero bytes behind it.
    ///
    /// @throws IllegalArgumentException if the block isn't 8 bytes
    public static byte[] widened(byte[] block) {
        if (block.length != BYTES) {
            throw new IllegalArgumentException("must be 8 bytes: PIN block");
        }
        return Arrays.copyOf(block, 2 * BYTES);
    }

    private static byte[] first8(byte[] block) {
        boolean wide = block.length == 2 * BYTES;
        for (int i = BYTES; wide && i < block.length; i++) {
            wide = block[i] == 0;
        }
        if (block.length != BYTES && !wide) {
            throw new UnreadablePinBlock();
        }
        return Arrays.copyOf(block, BYTES);
    }

    private static byte[] xorAccount(byte[] block, Pan pan) {
        var digits = pan.clearText();
        int checkDigit = digits.length() - 1;
        for (int i = 0; i < ACCOUNT_DIGITS; i++) {
            int index = checkDigit - ACCOUNT_DIGITS + i;
            // Short card numbers are filled with zeros on the left.
            int digit = index < 0 ? 0 : digits.charAt(index) - '0';
            int position = FIRST_ACCOUNT_NIBBLE + i;
            block[position / 2] ^= (byte) (position % 2 == 0 ? digit << 4 : digit);
        }
        return block;
    }

    private static void setNibble(byte[] block, int index, int value) {
        block[index / 2] |= (byte) (index % 2 == 0 ? value << 4 : value);
    }

    private static int nibble(byte[] block, int index) {
        return index % 2 == 0 ? block[index / 2] >> 4 & 0xF : block[index / 2] & 0xF;
    }

    private static boolean digits(char[] text) {
        for (char character : text) {
            if (character < '0' || character > '9') {
                return false;
            }
        }
        return true;
    }
}
