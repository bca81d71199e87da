package io.shoudan.iso8583.standard;

import static io.shoudan.iso8583.standard.Iso87.RESPONSE_CODE;
import static io.shoudan.iso8583.standard.Iso87.TRACE_NUMBER;

import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.MessageType;
import java.util.ArrayList;
import java.util.List;

/// The messages of ISO 8583:1987, 4.1. Every field is allowed in each: which are needed is agreed
/// between two parties.
///
/// Has no constants: [Iso87] needs this class while it is being initialized.
final class Iso87Messages {

    private Iso87Messages() {}

    /// @param all fields of the dialect
    static List<MessageType> requests(Field<?>[] all) {
        var requests = new ArrayList<MessageType>();
        requests.addAll(ofClass("01", "Authorization", all));
        requests.addAll(ofClass("02", "Financial transaction", all));
        requests.addAll(ofClass("03", "File update", all));
        requests.addAll(ofClass("04", "Reversal", all));
        requests.addAll(ofClass("05", "Reconciliation", all));
        requests.addAll(ofClass("06", "Administrative", all));
        requests.addAll(ofClass("08", "Network management", all));
        return List.copyOf(requests);
    }

    /// Request, advice, and the repeats of both, each with its answer.
    private static List<MessageType> ofClass(String mtiClass, String name, Field<?>[] all) {
        var answer = answer(mtiClass + "10", name + " request response", all);
        var confirmed = answer(mtiClass + "30", name + " advice response", all);
        return List.of(
                request(mtiClass + "00", name + " request", all).answeredBy(answer),
                request(mtiClass + "01", name + " request repeat", all).answeredBy(answer),
                request(mtiClass + "20", name + " advice", all).answeredBy(confirmed),
                request(mtiClass + "21", name + " advice repeat", all).answeredBy(confirmed));
    }

    private static MessageType request(String mti, String name, Field<?>[] all) {
        return MessageType.message(mti, name).requires(TRACE_NUMBER).allows(all);
    }

    private static MessageType answer(String mti, String name, Field<?>[] all) {
        return MessageType.message(mti, name)
                .requires(RESPONSE_CODE)
                .echoes(TRACE_NUMBER)
                .allows(all);
    }
}
