package io.shoudan.benchmarks.acquirer;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;

/// Messages back to a terminal.
final class Answers {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MMdd");

    private Answers() {}

    /// The fields of `request` that are echoed, with addresses swapped, and the host's time.
    static ISOMsg to(ISOMsg request, int... echoed) throws ISOException {
        var answer = new ISOMsg(request.getMTI());
        answer.setResponseMTI();
        answer.setPackager(request.getPackager());
        var header = request.getHeader().clone();
        header[1] = request.getHeader()[3];
        header[2] = request.getHeader()[4];
        header[3] = request.getHeader()[1];
        header[4] = request.getHeader()[2];
        answer.setHeader(header);
        for (int number : echoed) {
            if (request.hasField(number)) {
                answer.set(number, request.getString(number));
            }
        }
        var now = LocalDateTime.now(Clock.system(ZoneId.systemDefault()));
        answer.set(12, TIME.format(now));
        answer.set(13, DATE.format(now));
        return answer;
    }

    static void authenticate(ISOMsg answer) throws ISOException {
        answer.set(64, new byte[8]);
        answer.set(64, Keys.mac(Keys.withoutMac(answer.pack())));
    }
}
