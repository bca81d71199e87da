package io.shoudan.simulator.terminal;

import java.util.HexFormat;

/// Bytes of tests.
final class HexBytes {

    private HexBytes() {}

    static byte[] of(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    static byte[] joined(byte[] first, byte[] second) {
        var both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
