package io.shoudan.benchmarks.acquirer;

import java.io.IOException;
import java.util.HexFormat;
import org.jpos.core.Configurable;
import org.jpos.core.Configuration;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISORequestListener;
import org.jpos.iso.ISOSource;

/// Gives every terminal that signs on the same keys under the same main key.
public final class SignOns implements ISORequestListener, Configurable {

    private byte[] keys = new byte[0];

    @Override
    public void setConfiguration(Configuration configuration) {
        keys = Keys.enciphered(HexFormat.of().parseHex(configuration.get("main-key")));
    }

    @Override
    public boolean process(ISOSource source, ISOMsg request) {
        try {
            if (!request.getMTI().equals("0800")) {
                return false;
            }
            var answer = Answers.to(request, 11, 41, 42, 60);
            answer.set(32, "00000000");
            answer.set(37, "000000000000");
            answer.set(39, "00");
            answer.set(62, keys);
            source.send(answer);
            return true;
        } catch (ISOException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
