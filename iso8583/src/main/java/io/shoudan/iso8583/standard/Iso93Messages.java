package io.shoudan.iso8583.standard;

import static io.shoudan.iso8583.standard.Iso93.ACTION_CODE;
import static io.shoudan.iso8583.standard.Iso93.TRACE_NUMBER;

import io.shoudan.iso8583.MessageType;
import java.util.ArrayList;
import java.util.List;

/// The messages of ISO 8583:1993. The last digit of their MTI says who starts an exchange: 0 an
/// acquirer, 2 an issuer, 4 anybody; one more says that it is a repeat.
///
/// Has no constants but those of the compiler: [Iso93] needs this class while it is being
/// initialized.
final class Iso93Messages {

    private static final int ACQUIRER = 0;
    private static final int ISSUER = 2;
    private static final int OTHER = 4;

    private Iso93Messages() {}

    static List<MessageType> requests() {
        var all = new ArrayList<MessageType>();
        all.addAll(requests("11", ACQUIRER, "Authorization"));
        all.addAll(advices("11", ACQUIRER, "Authorization"));
        all.addAll(requests("12", ACQUIRER, "Financial transaction"));
        all.addAll(advices("12", ACQUIRER, "Financial transaction"));
        all.addAll(requests("13", OTHER, "File action"));
        all.addAll(advices("13", OTHER, "File action"));
        all.addAll(advices("14", ACQUIRER, "Reversal"));
        all.addAll(advices("14", ISSUER, "Chargeback"));
        all.addAll(requests("15", ACQUIRER, "Acquirer reconciliation"));
        all.addAll(advices("15", ACQUIRER, "Acquirer reconciliation"));
        all.addAll(requests("15", ISSUER, "Issuer reconciliation"));
        all.addAll(advices("15", ISSUER, "Issuer reconciliation"));
        all.addAll(requests("16", OTHER, "Administrative"));
        all.addAll(advices("16", OTHER, "Administrative"));
        all.addAll(advices("17", ACQUIRER, "Acquirer fee collection"));
        all.addAll(advices("17", ISSUER, "Issuer fee collection"));
        all.addAll(requests("18", OTHER, "Network management"));
        all.addAll(advices("18", OTHER, "Network management"));
        return List.copyOf(all);
    }

    /// Request and repeat, with their answer.
    private static List<MessageType> requests(String mtiClass, int originator, String name) {
        var answer = answer(mtiClass + "1" + originator, name + " request response");
        return List.of(
                request(mtiClass + "0" + originator, name + " request").answeredBy(answer),
                request(mtiClass + "0" + (originator + 1), name + " request repeat")
                        .answeredBy(answer));
    }

    /// Advice and repeat, with their answer, and the notification, which has none.
    private static List<MessageType> advices(String mtiClass, int originator, String name) {
        var answer = answer(mtiClass + "3" + originator, name + " advice response");
        return List.of(
                request(mtiClass + "2" + originator, name + " advice").answeredBy(answer),
                request(mtiClass + "2" + (originator + 1), name + " advice repeat")
                        .answeredBy(answer),
                request(mtiClass + "4" + originator, name + " notification"));
    }

    private static MessageType request(String mti, String name) {
        return MessageType.message(mti, name).requires(TRACE_NUMBER).ignoresOthers();
    }

    private static MessageType answer(String mti, String name) {
        return MessageType.message(mti, name)
                .requires(ACTION_CODE)
                .echoes(TRACE_NUMBER)
                .ignoresOthers();
    }
}
