package io.shoudan.simulator.terminal;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.mac.BlockCipher;
import io.shoudan.iso8583.mac.EncryptedKey;
import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.mac.WorkingKeysField;
import io.shoudan.iso8583.pin.PinFormat0;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import java.util.Optional;

/// The keys of one sign-on, in the clear: in a real terminal they never leave its security module.
///
/// Safe for any number of threads.
final class WorkingKeys {

    private static final MacAlgorithm MAC = MacAlgorithm.ECB;

    private final byte[] pinKey;
    private final byte[] macKey;

    private WorkingKeys(byte[] pinKey, byte[] macKey) {
        this.pinKey = pinKey;
        this.macKey = macKey;
    }

    /// Deciphers the keys that a sign-on brought. A MAK may have 8 bytes or 16; the check values
    /// tell which.
    ///
    /// @return empty if the keys don't fit their check values
    static Optional<WorkingKeys> open(Memory.SealedKeys enciphered, Bytes mainKey) {
        return open(enciphered, mainKey, 8).or(() -> open(enciphered, mainKey, 16));
    }

    private static Optional<WorkingKeys> open(
            Memory.SealedKeys enciphered, Bytes mainKey, int macKeyBytes) {
        try {
            var layout = WorkingKeysField.Layout.of(enciphered.networkCode(), macKeyBytes);
            var field = WorkingKeysField.parse(Bytes.ofHex(enciphered.field62()), layout);
            var keys =
                    new WorkingKeys(clear(field.pinKey(), mainKey), clear(field.macKey(), mainKey));
            field.findTrackKey().ifPresent(key -> clear(key, mainKey));
            return Optional.of(keys);
        } catch (MalformedMessage | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static byte[] clear(EncryptedKey key, Bytes mainKey) {
        var cipher = key.cryptogram().length() == 8 ? BlockCipher.DES : BlockCipher.TRIPLE_DES;
        return key.clearKey(cipher, BlockCipher.TRIPLE_DES, mainKey.toArray());
    }

    /// Field 64 for what stands before it.
    byte[] mac(byte[] input) {
        return MAC.mac(macKey, input);
    }

    /// Whether the frame's field 64 is right.
    boolean verifies(TerminalFrame frame) {
        var mac = frame.message().get(TerminalDialect.MAC).toArray();
        return MAC.verify(macKey, frame.macInput(), mac);
    }

    /// Field 52 for what the cardholder typed.
    PinBlock pinBlock(String pin, Pan pan) {
        var cipher = BlockCipher.desFor(pinKey);
        var clear = PinFormat0.encode(pin.toCharArray(), pan);
        return PinBlock.of(cipher.encrypt(pinKey, clear));
    }
}
