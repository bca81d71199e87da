package io.shoudan.benchmarks.acquirer;

import io.shoudan.iso8583.mac.BlockCipher;
import io.shoudan.iso8583.mac.EncryptedKey;
import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.mac.WorkingKeysField;
import java.util.Arrays;
import java.util.HexFormat;

/// One set of working keys for all terminals, in the clear in memory. MACs are made by the same
/// code as in terminal-service.
final class Keys {

    private static final int MAC_BYTES = MacAlgorithm.MAC_BYTES;
    private static final byte[] MAC_KEY = HexFormat.of().parseHex("79AB3E5D1C4F6802");
    private static final byte[] PIN_KEY =
            HexFormat.of().parseHex("4A8C2E6F1B3D5A7C9E0F2B4D6A8C1E3F");

    private Keys() {}

    /// Field 62 of the answer to a sign-on that asks for 003.
    static byte[] enciphered(byte[] mainKey) {
        var pinKey =
                EncryptedKey.of(BlockCipher.TRIPLE_DES, PIN_KEY, BlockCipher.TRIPLE_DES, mainKey);
        var macKey = EncryptedKey.of(BlockCipher.DES, MAC_KEY, BlockCipher.TRIPLE_DES, mainKey);
        return new WorkingKeysField(pinKey, macKey, null)
                .pack(WorkingKeysField.Layout.of("003", MAC_KEY.length))
                .toArray();
    }

    static byte[] mac(byte[] input) {
        return MacAlgorithm.ECB.mac(MAC_KEY, input);
    }

    static boolean verify(byte[] input, byte[] mac) {
        return MacAlgorithm.ECB.verify(MAC_KEY, input, mac);
    }

    /// A packed message up to its last field, which is the MAC.
    static byte[] withoutMac(byte[] packed) {
        return Arrays.copyOf(packed, packed.length - MAC_BYTES);
    }
}
