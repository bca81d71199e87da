package io.shoudan.benchmarks.acquirer;

import org.jpos.iso.ISOMsg;

/// A message that keeps the bytes it was read from, because its MAC is over those.
final class TerminalMessage extends ISOMsg {

    private static final long serialVersionUID = 1;
    private static final int MAC_BYTES = 8;

    private byte[] image = new byte[0];

    void keep(byte[] bytes) {
        image = bytes.clone();
    }

    /// Everything before field 64, which is last.
    byte[] macInput() {
        return Keys.withoutMac(image);
    }

    boolean authentic() {
        return image.length > MAC_BYTES && Keys.verify(macInput(), getBytes(64));
    }
}
