package io.shoudan.benchmarks.acquirer;

import java.io.Serializable;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.transaction.Context;
import org.jpos.transaction.ContextConstants;
import org.jpos.transaction.TransactionParticipant;

/// Checks the MAC, records the purchase and commits, and says what the network is asked.
public final class OpenIntent implements TransactionParticipant {

    static final String ASKED = "ASKED";
    static final String ROW = "ROW";

    private static final DateTimeFormatter TRANSMITTED =
            DateTimeFormatter.ofPattern("MMddHHmmss").withZone(ZoneOffset.UTC);
    private static final int TRACES = 999_999;

    private final AtomicInteger numbers = new AtomicInteger();

    @Override
    public int prepare(long id, Serializable given) {
        var context = (Context) given;
        TerminalMessage request = context.get(ContextConstants.REQUEST.toString());
        if (!request.authentic()) {
            return ABORTED | NO_JOIN;
        }
        try {
            var asked = asked(request);
            context.put(ROW, TransactionLog.registered().open(request, asked));
            context.put(ASKED, asked);
            context.put(ContextConstants.DESTINATION.toString(), "network");
            return PREPARED | NO_JOIN;
        } catch (ISOException | SQLException e) {
            context.log(e);
            return ABORTED | NO_JOIN;
        }
    }

    private ISOMsg asked(ISOMsg request) throws ISOException {
        int number = numbers.getAndIncrement();
        var asked = new ISOMsg("0200");
        for (int echoed : new int[] {2, 3, 4, 14, 22, 25, 41, 42, 49}) {
            if (request.hasField(echoed)) {
                asked.set(echoed, request.getString(echoed));
            }
        }
        asked.set(7, TRANSMITTED.format(Clock.systemUTC().instant()));
        asked.set(11, "%06d".formatted(number % TRACES + 1));
        asked.set(18, "5814");
        asked.set(32, "00000000");
        asked.set(37, "9000%08d".formatted(number));
        return asked;
    }
}
