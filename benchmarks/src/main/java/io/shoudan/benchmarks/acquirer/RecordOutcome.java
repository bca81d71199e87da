package io.shoudan.benchmarks.acquirer;

import java.io.Serializable;
import java.sql.SQLException;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.transaction.Context;
import org.jpos.transaction.ContextConstants;
import org.jpos.transaction.TransactionParticipant;

/// Records what the network answered and commits, and makes the terminal's answer with its MAC.
public final class RecordOutcome implements TransactionParticipant {

    static final String HEARD = "HEARD";

    @Override
    public int prepare(long id, Serializable given) {
        var context = (Context) given;
        ISOMsg request = context.get(ContextConstants.REQUEST.toString());
        ISOMsg heard = context.get(HEARD);
        Long row = context.get(OpenIntent.ROW);
        try {
            TransactionLog.registered().close(row, heard);
            context.put(ContextConstants.RESPONSE.toString(), answer(request, heard));
            return PREPARED | NO_JOIN;
        } catch (ISOException | SQLException e) {
            context.log(e);
            return ABORTED | NO_JOIN;
        }
    }

    private static ISOMsg answer(ISOMsg request, ISOMsg heard) throws ISOException {
        var answer = Answers.to(request, 2, 3, 4, 11, 14, 25, 41, 42, 49, 60);
        answer.set(32, "00000000");
        answer.set(37, heard.getString(37));
        if (heard.hasField(38)) {
            answer.set(38, heard.getString(38));
        }
        answer.set(39, heard.getString(39));
        answer.set(63, "CUP");
        Answers.authenticate(answer);
        return answer;
    }
}
