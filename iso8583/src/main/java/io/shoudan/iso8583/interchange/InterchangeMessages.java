package io.shoudan.iso8583.interchange;

import static io.shoudan.iso8583.interchange.InterchangeDialect.ACQUIRER;
import static io.shoudan.iso8583.interchange.InterchangeDialect.AMOUNT;
import static io.shoudan.iso8583.interchange.InterchangeDialect.CONDITION_CODE;
import static io.shoudan.iso8583.interchange.InterchangeDialect.CURRENCY;
import static io.shoudan.iso8583.interchange.InterchangeDialect.ENTRY_MODE;
import static io.shoudan.iso8583.interchange.InterchangeDialect.FORWARDER;
import static io.shoudan.iso8583.interchange.InterchangeDialect.LOCAL_DATE;
import static io.shoudan.iso8583.interchange.InterchangeDialect.LOCAL_TIME;
import static io.shoudan.iso8583.interchange.InterchangeDialect.MERCHANT;
import static io.shoudan.iso8583.interchange.InterchangeDialect.MERCHANT_TYPE;
import static io.shoudan.iso8583.interchange.InterchangeDialect.NETWORK_CODE;
import static io.shoudan.iso8583.interchange.InterchangeDialect.ORIGINAL;
import static io.shoudan.iso8583.interchange.InterchangeDialect.PAN;
import static io.shoudan.iso8583.interchange.InterchangeDialect.PROCESSING_CODE;
import static io.shoudan.iso8583.interchange.InterchangeDialect.RECEIVER;
import static io.shoudan.iso8583.interchange.InterchangeDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.interchange.InterchangeDialect.RETRIEVAL_REFERENCE;
import static io.shoudan.iso8583.interchange.InterchangeDialect.SECURITY_CONTROL;
import static io.shoudan.iso8583.interchange.InterchangeDialect.TERMINAL;
import static io.shoudan.iso8583.interchange.InterchangeDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.interchange.InterchangeDialect.TRACK_2;
import static io.shoudan.iso8583.interchange.InterchangeDialect.TRANSMISSION_TIME;

import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.MessageType;
import java.util.List;

/// Which fields each message of the interchange must carry. Every other field is allowed: when it
/// is needed is agreed with the network.
///
/// Has no constants: [InterchangeDialect] needs this class while it is being initialized.
final class InterchangeMessages {

    private InterchangeMessages() {}

    /// What an answer repeats, where the request has it.
    static Field<?>[] echoed() {
        return new Field<?>[] {
            PAN,
            PROCESSING_CODE,
            AMOUNT,
            TRANSMISSION_TIME,
            TRACE_NUMBER,
            LOCAL_TIME,
            LOCAL_DATE,
            MERCHANT_TYPE,
            CONDITION_CODE,
            ACQUIRER,
            FORWARDER,
            RETRIEVAL_REFERENCE,
            TERMINAL,
            MERCHANT,
            CURRENCY
        };
    }

    /// @param all fields of the dialect
    static List<MessageType> requests(Field<?>[] all) {
        var undone = answer("0430", "Reversal", all);
        var reversal = transaction("0420", "Reversal", all).requires(ORIGINAL);
        var repeat = transaction("0421", "Reversal repeat", all).requires(ORIGINAL);
        return List.of(
                card("0100", "Authorization", "0110", all),
                card("0200", "Financial request", "0210", all),
                card("0220", "Financial advice", "0230", all),
                reversal.answeredBy(undone),
                repeat.answeredBy(undone),
                management("0800", "Network management", "0810", all),
                management("0820", "Network management advice", "0830", all));
    }

    private static MessageType card(String mti, String name, String answerMti, Field<?>[] all) {
        return transaction(mti, name, all)
                .requires(LOCAL_TIME, LOCAL_DATE, MERCHANT_TYPE, ENTRY_MODE)
                .answeredBy(answer(answerMti, name, all));
    }

    private static MessageType transaction(String mti, String name, Field<?>[] all) {
        return MessageType.message(mti, name)
                .requiresOneOf(PAN, TRACK_2)
                .requires(PROCESSING_CODE, TRANSMISSION_TIME, TRACE_NUMBER, CONDITION_CODE)
                .requires(ACQUIRER, FORWARDER, RETRIEVAL_REFERENCE, TERMINAL, MERCHANT, CURRENCY)
                .allows(all);
    }

    private static MessageType answer(String mti, String name, Field<?>[] all) {
        return MessageType.message(mti, name + " answer")
                .requires(TRANSMISSION_TIME, TRACE_NUMBER, ACQUIRER, FORWARDER, RESPONSE_CODE)
                .echoes(echoed())
                .allows(all);
    }

    private static MessageType management(
            String mti, String name, String answerMti, Field<?>[] all) {
        return MessageType.message(mti, name)
                .requires(TRANSMISSION_TIME, TRACE_NUMBER, NETWORK_CODE)
                .allows(all)
                .answeredBy(
                        MessageType.message(answerMti, name + " answer")
                                .requires(RESPONSE_CODE, TRANSMISSION_TIME, TRACE_NUMBER)
                                .requires(NETWORK_CODE)
                                .echoes(TRANSMISSION_TIME, TRACE_NUMBER, FORWARDER)
                                .echoes(SECURITY_CONTROL, NETWORK_CODE, RECEIVER)
                                .allows(all));
    }
}
