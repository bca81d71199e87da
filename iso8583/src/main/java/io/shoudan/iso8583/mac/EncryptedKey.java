package io.shoudan.iso8583.mac;

import io.shoudan.iso8583.Bytes;
import java.util.Arrays;

/// A working key as it travels: enciphered under the terminal's main key, with its check value.
///
/// @param cryptogram 8 or 16 bytes
/// @param checkValue of the clear key, 4 bytes
public record EncryptedKey(Bytes cryptogram, Bytes checkValue) {

    /// A key of this cryptogram and check value.
    ///
    /// @throws IllegalArgumentException if either has another length
    public EncryptedKey {
        if (cryptogram.length() != 8 && cryptogram.length() != 16) {
            throw new IllegalArgumentException("must be 8 or 16 bytes: enciphered key");
        }
        if (checkValue.length() != KeyCheckValue.BYTES) {
            throw new IllegalArgumentException("must be 4 bytes: check value");
        }
    }

    /// Enciphers a clear key; for security modules and simulators.
    ///
    /// @param keyCipher  the cipher that `key` is for; it makes the check value
    /// @param mainCipher the cipher of `mainKey`
    /// @throws IllegalArgumentException if a key has a length that its cipher doesn't have
    /// @throws IllegalStateException    if no installed JCA provider has the cipher
    public static EncryptedKey of(
            BlockCipher keyCipher, byte[] key, BlockCipher mainCipher, byte[] mainKey) {
        return new EncryptedKey(
                Bytes.of(mainCipher.encrypt(mainKey, key)),
                Bytes.of(KeyCheckValue.of(keyCipher, key)));
    }

    /// The clear key; for security modules, terminals and simulators. The caller erases it.
    ///
    /// @throws IllegalArgumentException if the deciphered key doesn't fit the check value, or a key
    ///                                  has a length that its cipher doesn't have
    /// @throws IllegalStateException    if no installed JCA provider has the cipher
    public byte[] clearKey(BlockCipher keyCipher, BlockCipher mainCipher, byte[] mainKey) {
        var key = mainCipher.decrypt(mainKey, cryptogram.toArray());
        boolean fits = false;
        try {
            fits = KeyCheckValue.verify(keyCipher, key, checkValue.toArray());
        } finally {
            if (!fits) {
                Arrays.fill(key, (byte) 0);
            }
        }
        if (!fits) {
            throw new IllegalArgumentException("must fit its check value: enciphered key");
        }
        return key;
    }
}
