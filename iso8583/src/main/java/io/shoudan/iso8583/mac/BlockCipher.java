package io.shoudan.iso8583.mac;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// Block ciphers on clear keys, without padding and without chaining.
///
/// For check values, and for the keys and PIN blocks of simulators and software security modules;
/// hardware modules do the same inside. Safe for any number of threads.
public enum BlockCipher {
    /// DES with a key of 8 bytes (FIPS 46-3). Only as a part of MACs and check values.
    DES("DES", 8),
    /// DES three times with a key of 16 bytes (ISO/IEC 18033-3): encrypt, decrypt, encrypt.
    TRIPLE_DES("DESede", 8),
    /// SM4 with a key of 16 bytes (GB/T 32907).
    SM4("SM4", 16);

    private final String algorithm;
    private final int blockBytes;

    BlockCipher(String algorithm, int blockBytes) {
        this.algorithm = algorithm;
        this.blockBytes = blockBytes;
    }

    /// DES for a key of 8 bytes, triple DES for one of 16.
    ///
    /// @throws IllegalArgumentException if the key has another length
    public static BlockCipher desFor(byte[] key) {
        return switch (key.length) {
            case 8 -> DES;
            case 16 -> TRIPLE_DES;
            default -> throw new IllegalArgumentException("must be 8 or 16 bytes: DES key");
        };
    }

    /// Bytes in a block: 8, or 16 for SM4.
    public int blockBytes() {
        return blockBytes;
    }

    /// Bytes in a key: 8 for DES, else 16.
    public int keyBytes() {
        return this == DES ? 8 : 16;
    }

    /// Enciphers whole blocks, each by itself (ECB).
    ///
    /// @throws IllegalArgumentException if the key's length is wrong or `blocks` is no whole number
    ///                                  of blocks
    /// @throws IllegalStateException    if no installed JCA provider has the cipher
    public byte[] encrypt(byte[] key, byte[] blocks) {
        return apply(Cipher.ENCRYPT_MODE, key, blocks);
    }

    /// Deciphers whole blocks, each by itself (ECB).
    ///
    /// @throws IllegalArgumentException if the key's length is wrong or `blocks` is no whole number
    ///                                  of blocks
    /// @throws IllegalStateException    if no installed JCA provider has the cipher
    public byte[] decrypt(byte[] key, byte[] blocks) {
        return apply(Cipher.DECRYPT_MODE, key, blocks);
    }

    private byte[] apply(int mode, byte[] key, byte[] blocks) {
        return cipher(mode, key).doBlocks(blocks);
    }

    /// A cipher with its key set, for several calls.
    Keyed cipher(int mode, byte[] key) {
        if (key.length != keyBytes()) {
            throw new IllegalArgumentException(
                    "must be " + keyBytes() + " bytes: " + this + " key");
        }
        try {
            var cipher = Cipher.getInstance(algorithm + "/ECB/NoPadding");
            cipher.init(mode, new SecretKeySpec(expanded(key), algorithm));
            return new Keyed(cipher);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("must be offered by a JCA provider: " + algorithm, e);
        }
    }

    private byte[] expanded(byte[] key) {
        if (this != TRIPLE_DES) {
            return key;
        }
        var threeKeys = Arrays.copyOf(key, 24);
        System.arraycopy(key, 0, threeKeys, 16, 8);
        return threeKeys;
    }

    /// Not for more than one thread.
    record Keyed(Cipher cipher) {

        byte[] doBlocks(byte[] blocks) {
            try {
                return cipher.doFinal(blocks);
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("must be whole blocks: " + blocks.length, e);
            }
        }
    }
}
