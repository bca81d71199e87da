package io.shoudan.iso8583.mac;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;

/// How terminals authenticate messages (field 64). Which one is used is bound to the terminal's
/// profile and never guessed.
///
/// All pad the input with zero bytes to whole blocks, none if it is whole already, and give 8
/// bytes. Safe for any number of threads.
public enum MacAlgorithm {
    /// The default of the UnionPay direct-link profile, for MAKs of 8 or 16 bytes: XOR of all
    /// blocks, written as 16 hexadecimal characters; the first 8 enciphered, XORed with the last 8,
    /// enciphered again, written as hexadecimal characters, of which the first 8 are the MAC.
    ECB {
        @Override
        byte[] compute(byte[] key, byte[] padded) {
            return overHexOfXor(BlockCipher.desFor(key), key, padded);
        }
    },
    /// CBC-MAC with a zero start value: DES for a MAK of 8 bytes (ANSI X9.9; ISO/IEC 9797-1
    /// algorithm 1), triple DES throughout for one of 16.
    X99 {
        @Override
        byte[] compute(byte[] key, byte[] padded) {
            return chained(BlockCipher.desFor(key), key, padded);
        }
    },
    /// The retail MAC, for MAKs of 16 bytes: CBC under DES with the left half of the key, the last
    /// block deciphered with the right half and enciphered with the left (ANSI X9.19; ISO/IEC
    /// 9797-1 algorithm 3).
    X919 {
        @Override
        byte[] compute(byte[] key, byte[] padded) {
            if (!takesKeysOf(key.length)) {
                throw new IllegalArgumentException("must be 16 bytes: MAK");
            }
            var left = Arrays.copyOf(key, 8);
            var right = Arrays.copyOfRange(key, 8, 16);
            var last = chained(BlockCipher.DES, left, padded);
            return BlockCipher.DES.encrypt(left, BlockCipher.DES.decrypt(right, last));
        }

        @Override
        public boolean takesKeysOf(int bytes) {
            return bytes == 16;
        }
    },
    /// The scheme of [#ECB] in blocks of 16 bytes under SM4, for MAKs of 16 bytes.
    SM4 {
        @Override
        byte[] compute(byte[] key, byte[] padded) {
            return overHexOfXor(BlockCipher.SM4, key, padded);
        }

        @Override
        int blockBytes() {
            return BlockCipher.SM4.blockBytes();
        }

        @Override
        public boolean takesKeysOf(int bytes) {
            return bytes == 16;
        }
    };

    /// Bytes in a MAC.
    public static final int MAC_BYTES = 8;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    abstract byte[] compute(byte[] key, byte[] padded);

    int blockBytes() {
        return BlockCipher.DES.blockBytes();
    }

    /// Whether there are MAKs of this length for the algorithm.
    public boolean takesKeysOf(int bytes) {
        return bytes == 8 || bytes == 16;
    }

    /// The MAC of `input`: 8 bytes.
    ///
    /// @param key   the MAK in the clear, 8 or 16 bytes as the algorithm has it
    /// @param input from the MTI to the last field before 64
    /// @throws IllegalArgumentException if the algorithm has no keys of this length
    /// @throws IllegalStateException    if no installed JCA provider has the cipher
    public byte[] mac(byte[] key, byte[] input) {
        int blocks = Math.max(1, (input.length + blockBytes() - 1) / blockBytes());
        return compute(key, Arrays.copyOf(input, blocks * blockBytes()));
    }

    /// Whether `mac` is the MAC of `input`. Takes the same time wherever they differ.
    ///
    /// @param mac of any length; none but 8 bytes can be right
    /// @throws IllegalArgumentException if the algorithm has no keys of this length
    /// @throws IllegalStateException    if no installed JCA provider has the cipher
    public boolean verify(byte[] key, byte[] input, byte[] mac) {
        return MessageDigest.isEqual(mac(key, input), mac);
    }

    private static byte[] overHexOfXor(BlockCipher algorithm, byte[] key, byte[] padded) {
        int size = algorithm.blockBytes();
        var sum = new byte[size];
        for (int i = 0; i < padded.length; i++) {
            sum[i % size] ^= padded[i];
        }
        var text = hexText(sum);
        var cipher = algorithm.cipher(Cipher.ENCRYPT_MODE, key);
        var block = cipher.doBlocks(Arrays.copyOf(text, size));
        for (int i = 0; i < size; i++) {
            block[i] ^= text[size + i];
        }
        return Arrays.copyOf(hexText(cipher.doBlocks(block)), MAC_BYTES);
    }

    private static byte[] hexText(byte[] bytes) {
        return HEX.formatHex(bytes).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] chained(BlockCipher algorithm, byte[] key, byte[] padded) {
        var cipher = algorithm.cipher(Cipher.ENCRYPT_MODE, key);
        var block = new byte[algorithm.blockBytes()];
        for (int start = 0; start < padded.length; start += block.length) {
            for (int i = 0; i < block.length; i++) {
                block[i] ^= padded[start + i];
            }
            block = cipher.doBlocks(block);
        }
        return block;
    }
}
