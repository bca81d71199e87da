package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.terminal.TerminalHeader;
import io.shoudan.iso8583.terminal.Tpdu;
import java.util.Arrays;

/// What stands in front of a terminal's message because a sender who left it out should have sent
/// it: the message can be read behind it, and nobody is told that it was sent.
///
/// @param from  index of its first byte
/// @param count bytes
record Invented(int from, int count) {

    private static final int TPDU_BYTES = Tpdu.BYTES;
    private static final byte USUAL = 0x60;

    static final Invented NOTHING = new Invented(0, 0);
    static final Invented TPDU = new Invented(0, TPDU_BYTES);
    static final Invented HEADER = new Invented(TPDU_BYTES, TerminalHeader.BYTES);
    static final Invented BOTH = new Invented(0, TPDU_BYTES + TerminalHeader.BYTES);

    /// Whether the byte is one of them.
    boolean has(int index) {
        return index >= from && index < from + count;
    }

    /// Whether a TPDU is among them.
    boolean tpdu() {
        return has(0);
    }

    /// Whether a header is among them.
    boolean header() {
        return has(TPDU_BYTES);
    }

    /// The bytes with these among them; as they are, if they end before.
    byte[] into(byte[] bytes) {
        if (bytes.length < from) {
            return bytes;
        }
        var all = Arrays.copyOf(bytes, bytes.length + count);
        System.arraycopy(bytes, from, all, from + count, bytes.length - from);
        Arrays.fill(all, from, from + count, (byte) 0);
        for (int start : new int[] {0, TPDU_BYTES}) {
            if (has(start)) {
                all[start] = USUAL;
            }
        }
        return all;
    }
}
