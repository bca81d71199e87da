package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.explain.Explanation.Defect;
import io.shoudan.iso8583.terminal.ProcessingRequirement;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalHeader;
import io.shoudan.iso8583.terminal.Tpdu;
import java.util.ArrayList;
import java.util.List;

/// What stands in front of a terminal's message, TPDU and header, and what is wrong there: the host
/// takes it as it comes and echoes it, so nobody else would say.
final class Envelope {

    private static final int REQUIREMENT_BYTE = 2;

    private final Reading reading;
    private final int headerAt;
    private final List<Defect> defects = new ArrayList<>();

    private Envelope(Reading reading) {
        this.reading = reading;
        headerAt = reading.bodyAt() + Tpdu.BYTES;
    }

    /// What is wrong, in order of the bytes; positions are indexes into the reading's. Nothing if
    /// this may be no TPDU and no header.
    static List<Defect> defects(Reading reading) {
        var envelope = new Envelope(reading);
        if (!reading.malformed() || reading.usualEnvelope()) {
            reading.tpdu().ifPresent(envelope::tpdu);
            reading.header().ifPresent(envelope::header);
        }
        return envelope.defects;
    }

    private void tpdu(Tpdu tpdu) {
        if (tpdu.id() != Tpdu.FINANCIAL) {
            var must = Phrases.of("finding.expected").and("60");
            defects.add(new Defect("tpdu.1", reading.bodyAt(), must));
        }
    }

    private void header(TerminalHeader header) {
        var text = header.text();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '9') {
                var must = Phrases.of("finding.expected").with(Expected.of("12 digits"));
                defects.add(new Defect("header", headerAt + i / 2, must));
                break;
            }
        }
        boolean asks =
                header.processingRequirement()
                        .filter(ProcessingRequirement.SIGN_ON::equals)
                        .isPresent();
        if (asks && reading.message().filter(Envelope::asksForNoSignOn).isPresent()) {
            var only = Phrases.of("finding.sign-on-again");
            defects.add(new Defect("header.4", headerAt + REQUIREMENT_BYTE, only));
        }
    }

    private static boolean asksForNoSignOn(Message message) {
        return !message.isAnswer()
                || message.find(TerminalDialect.RESPONSE_CODE)
                        .filter(code -> !ProcessingRequirement.SIGN_ON.comesWith(code))
                        .isPresent();
    }
}
