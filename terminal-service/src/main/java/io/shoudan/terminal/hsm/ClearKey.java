package io.shoudan.terminal.hsm;

import io.shoudan.iso8583.mac.BlockCipher;
import io.shoudan.iso8583.mac.KeyCheckValue;
import java.security.SecureRandom;
import java.util.Arrays;

/// A clear DES or two-key triple DES key (ISO/IEC 18033-3) for the length of one operation.
///
/// Closing wipes it.
final class ClearKey implements AutoCloseable {

    static final int SINGLE_BYTES = 8;
    static final int DOUBLE_BYTES = 16;

    private final byte[] key;
    private final BlockCipher cipher;

    private ClearKey(byte[] key) {
        this.key = key;
        this.cipher = BlockCipher.desFor(key);
    }

    /// Takes over `key`, 8 or 16 bytes; don't use the array any more.
    static ClearKey owning(byte[] key) {
        return new ClearKey(key);
    }

    /// A new key with odd parity in every byte (FIPS 46-3), its halves different.
    static ClearKey generate(int bytes, SecureRandom random) {
        var key = new byte[bytes];
        do {
            random.nextBytes(key);
            for (int i = 0; i < key.length; i++) {
                int sevenBits = key[i] & 0xFE;
                boolean odd = Integer.bitCount(sevenBits) % 2 == 1;
                key[i] = (byte) (odd ? sevenBits : sevenBits + 1);
            }
        } while (degenerate(key));
        return owning(key);
    }

    /// A double-length key with equal halves is a single-length one in disguise.
    private static boolean degenerate(byte[] key) {
        return key.length == DOUBLE_BYTES
                && Arrays.equals(key, 0, SINGLE_BYTES, key, SINGLE_BYTES, DOUBLE_BYTES);
    }

    byte[] encrypt(byte[] blocks) {
        return cipher.encrypt(key, blocks);
    }

    byte[] decrypt(byte[] blocks) {
        return cipher.decrypt(key, blocks);
    }

    boolean fits(byte[] checkValue) {
        return KeyCheckValue.verify(cipher, key, checkValue);
    }

    BlockCipher cipher() {
        return cipher;
    }

    /// The key itself, not a copy: wiped on closing.
    byte[] bytes() {
        return key;
    }

    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public String toString() {
        return "****";
    }
}
