package io.shoudan.terminal.hsm;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.mac.WorkingKeysField.Layout;
import org.jspecify.annotations.Nullable;

/// A security module. Clear keys and clear PINs exist inside it only; everybody else holds
/// [KeyHandle]s.
///
/// Safe for any number of threads. Every method throws [KeyRefused] if a handle was altered, is of
/// another terminal, or is a key of another use.
public interface HsmPort {

    /// Takes in a terminal's main key that arrived under the key transport key.
    ///
    /// @param cryptogram 16 bytes: the double-length key, 3DES-ECB
    /// @param checkValue 4 bytes, as on the key sheet
    /// @throws CheckValueDiffers if what was deciphered has another check value
    KeyHandle loadMainKey(String terminalId, Bytes cryptogram, Bytes checkValue);

    /// Whether both are the same key, which wrapped keys don't show.
    boolean sameKey(KeyHandle one, KeyHandle other);

    /// Makes new working keys for a terminal.
    ///
    /// @param mainKey what they are enciphered under for the terminal
    /// @param layout  which keys, how long, and where they stand in field 62; 3DES keys
    WorkingKeys generateWorkingKeys(KeyHandle mainKey, Layout layout);

    /// A message authentication code of 8 bytes.
    byte[] mac(KeyHandle macKey, MacAlgorithm algorithm, byte[] input);

    /// Whether `mac` is the code of `input`. Takes the same time whether it is or not. No code is
    /// one by an algorithm that has no keys of this length.
    boolean verifyMac(KeyHandle macKey, MacAlgorithm algorithm, byte[] input, byte[] mac);

    /// A PIN block under the network's zone key instead of the terminal's PIN key; both have
    /// ISO 9564-1 format 0.
    ///
    /// @throws PinBlockUnreadable if the block doesn't decipher to a PIN of that card
    Bytes translatePin(KeyHandle pinKey, PinBlock block, Pan pan);

    /// The clear form of the 8 bytes of a track that a track key protects.
    byte[] decipherTrack(KeyHandle trackKey, byte[] protectedPart);

    /// New working keys, twice: for us to keep, and as they are sent to the terminal.
    ///
    /// @param pinKey       PIN key
    /// @param macKey       MAC key
    /// @param trackKey     track key; absent unless asked for
    /// @param forTerminal  field 62 of the answer: keys under the main key, with check values
    record WorkingKeys(
            KeyHandle pinKey, KeyHandle macKey, @Nullable KeyHandle trackKey, Bytes forTerminal) {}

    /// A handle that does not open: altered, of another terminal, or for another use. No answer to
    /// a terminal depends on it; it means that somebody tampered with our tables.
    final class KeyRefused extends RuntimeException {

        public KeyRefused(KeyHandle handle, Throwable cause) {
            super("must be a key of this module: " + handle, cause);
        }
    }

    /// A key arrived damaged, or under another transport key.
    final class CheckValueDiffers extends RuntimeException {

        public CheckValueDiffers() {
            super("the key's check value differs", null, false, false);
        }
    }

    /// A PIN block that makes no sense under the terminal's key.
    final class PinBlockUnreadable extends RuntimeException {

        public PinBlockUnreadable() {
            super("the PIN block is unreadable", null, false, false);
        }
    }
}
