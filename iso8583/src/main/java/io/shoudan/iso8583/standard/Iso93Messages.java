package io.shoudan.iso8583.standard;

import static io.shoudan.iso8583.standard.Iso93.ACTION_CODE;
import static io.shoudan.iso8583.standard.Iso93.TRACE_NUMBER;

import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.MessageType;
import java.util.ArrayList;
import java.util.List;

/// The messages of ISO 8583:1993. The last digit of their MTI says who starts an exchange: 0 an
/// acquirer, 2 an issuer, 4 anybody; one more says that it is a repeat. Every field is allowed in
/// each: which are needed is agreed between two parties.
///
/// Has no constants but those of the compiler: [Iso93] needs this class while it is being
/// initialized.
final class Iso93Messages {

    private static final int ACQUIRER = 0;
    private static final int ISSUER = 2;
    private static final int OTHER = 4;

    private Iso93Messages() {}

    /// @param all fields of the dialect
    static List<MessageType> requests(Field<?>[] all) {
        var requests = new ArrayList<MessageType>();
        requests.addAll(requests("11", ACQUIRER, "Authorization", all));
        requests.addAll(advices("11", ACQUIRER, "Authorization", all));
        requests.addAll(requests("12", ACQUIRER, "Financial transaction", all));
        requests.addAll(advices("12", ACQUIRER, "Financial transaction", all));
        requests.addAll(requests("13", OTHER, "File action", all));
        requests.addAll(advices("13", OTHER, "File action", all));
        requests.addAll(advices("14", ACQUIRER, "Reversal", all));
        requests.addAll(advices("14", ISSUER, "Chargeback", all));
        requests.addAll(requests("15", ACQUIRER, "Acquirer reconciliation", all));
        requests.addAll(advices("15", ACQUIRER, "Acquirer reconciliation", all));
        requests.addAll(requests("15", ISSUER, "Issuer reconciliation", all));
        requests.addAll(advices("15", ISSUER, "Issuer reconciliation", all));
        requests.addAll(requests("16", OTHER, "Administrative", all));
        requests.addAll(advices("16", OTHER, "Administrative", all));
        requests.addAll(advices("17", ACQUIRER, "Acquirer fee collection", all));
        requests.addAll(advices("17", ISSUER, "Issuer fee collection", all));
        requests.addAll(requests("18", OTHER, "Network management", all));
        requests.addAll(advices("18", OTHER, "Network management", all));
        return List.copyOf(requests);
    }

    /// Request and repeat, with their answer.
    private static List<MessageType> requests(
            String mtiClass, int originator, String name, Field<?>[] all) {
        var answer = answer(mtiClass + "1" + originator, name + " request response", all);
        return List.of(
                request(mtiClass + "0" + originator, name + " request", all).answeredBy(answer),
                request(mtiClass + "0" + (originator + 1), name + " request repeat", all)
                        .answeredBy(answer));
    }

    /// Advice and repeat, with their answer, and the notification, which has none.
    private static List<MessageType> advices(
            String mtiClass, int originator, String name, Field<?>[] all) {
        var answer = answer(mtiClass + "3" + originator, name + " advice response", all);
        return List.of(
                request(mtiClass + "2" + originator, name + " advice", all).answeredBy(answer),
                request(mtiClass + "2" + (originator + 1), name + " advice repeat", all)
                        .answeredBy(answer),
                request(mtiClass + "4" + originator, name + " notification", all));
    }

    private static MessageType request(String mti, String name, Field<?>[] all) {
        return MessageType.message(mti, name).requires(TRACE_NUMBER).allows(all);
    }

    private static MessageType answer(String mti, String name, Field<?>[] all) {
        return MessageType.message(mti, name)
                .requires(ACTION_CODE)
                .echoes(TRACE_NUMBER)
                .allows(all);
    }
}
