package io.shoudan.benchmarks.acquirer;

import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.channel.NACChannel;

/// Two bytes of length, TPDU and header, message.
public final class TerminalChannel extends NACChannel {

    private static final int HEADER_BYTES = 11;

    public TerminalChannel() {
        setHeader(new byte[HEADER_BYTES]);
    }

    @Override
    protected ISOMsg createISOMsg() {
        return new TerminalMessage();
    }

    @Override
    protected void unpack(ISOMsg message, byte[] bytes) throws ISOException {
        super.unpack(message, bytes);
        ((TerminalMessage) message).keep(bytes);
    }
}
