package io.shoudan.iso8583.standard;

import static io.shoudan.iso8583.standard.Iso87.RESPONSE_CODE;
import static io.shoudan.iso8583.standard.Iso87.TRACE_NUMBER;

import io.shoudan.iso8583.MessageType;
import java.util.ArrayList;
import java.util.List;

/// The messages of ISO 8583:1987, 4.1.
///
/// Has no constants: [Iso87] needs this class while it is being initialized.
final class Iso87Messages {

    private Iso87Messages() {}

    static List<MessageType> requests() {
        var requests = new ArrayList<MessageType>();
        requests.addAll(ofClass("01", "Authorization"));
        requests.addAll(ofClass("02", "Financial transaction"));
        requests.addAll(ofClass("03", "File update"));
        requests.addAll(ofClass("04", "Reversal"));
        requests.addAll(ofClass("05", "Reconciliation"));
        requests.addAll(ofClass("06", "Administrative"));
        requests.addAll(ofClass("08", "Network management"));
        return List.copyOf(requests);
    }

    /// Request, advice, and the repeats of both, each with its answer.
    private static List<MessageType> ofClass(String mtiClass, String name) {
        var answer = answer(mtiClass + "10", name + " request response");
        var confirmed = answer(mtiClass + "30", name + " advice response");
        return List.of(
                request(mtiClass + "00", name + " request").answeredBy(answer),
                request(mtiClass + "01", name + " request repeat").answeredBy(answer),
                request(mtiClass + "20", name + " advice").answeredBy(confirmed),
                request(mtiClass + "21", name + " advice repeat").answeredBy(confirmed));
    }

    private static MessageType request(String mti, String name) {
        return MessageType.message(mti, name).requires(TRACE_NUMBER).ignoresOthers();
    }

    private static MessageType answer(String mti, String name) {
        return MessageType.message(mti, name)
                .requires(RESPONSE_CODE)
                .echoes(TRACE_NUMBER)
                .ignoresOthers();
    }
}
