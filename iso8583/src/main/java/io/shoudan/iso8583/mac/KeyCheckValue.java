package io.shoudan.iso8583.mac;

import java.security.MessageDigest;
import java.util.Arrays;

/// Check values: tell whether both sides have the same key without telling the key. The first 4
/// bytes of one enciphered block of zeros.
public final class KeyCheckValue {

    /// Bytes in a check value.
    public static final int BYTES = 4;

    private KeyCheckValue() {}

    /// The check value of a key of `cipher`: 4 bytes.
    ///
    /// @param key in the clear
    /// @throws IllegalArgumentException if the cipher has no keys of this length
    /// @throws IllegalStateException    if no installed JCA provider has the cipher
    public static byte[] of(BlockCipher cipher, byte[] key) {
        return Arrays.copyOf(cipher.encrypt(key, new byte[cipher.blockBytes()]), BYTES);
    }

    /// The check value of a key of 8 (DES) or 16 bytes (triple DES).
    ///
    /// @throws IllegalArgumentException if the key has another length
    public static byte[] ofDes(byte[] key) {
        return of(BlockCipher.desFor(key), key);
    }

    /// The check value of an SM4 key.
    ///
    /// @throws IllegalArgumentException if the key isn't 16 bytes
    /// @throws IllegalStateException    if no installed JCA provider has SM4
    public static byte[] ofSm4(byte[] key) {
        return of(BlockCipher.SM4, key);
    }

    /// Whether `checkValue` belongs to `key`. Takes the same time wherever they differ.
    ///
    /// @throws IllegalArgumentException if the cipher has no keys of this length
    /// @throws IllegalStateException    if no installed JCA provider has the cipher
    public static boolean verify(BlockCipher cipher, byte[] key, byte[] checkValue) {
        return MessageDigest.isEqual(of(cipher, key), checkValue);
    }
}
