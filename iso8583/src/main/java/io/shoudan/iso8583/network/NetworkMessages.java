package io.shoudan.iso8583.network;

import static io.shoudan.iso8583.network.NetworkDialect.ACQUIRER;
import static io.shoudan.iso8583.network.NetworkDialect.ADDITIONAL_AMOUNTS;
import static io.shoudan.iso8583.network.NetworkDialect.ADDITIONAL_DATA;
import static io.shoudan.iso8583.network.NetworkDialect.AMOUNT;
import static io.shoudan.iso8583.network.NetworkDialect.AUTHORIZATION_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.CARD_SEQUENCE;
import static io.shoudan.iso8583.network.NetworkDialect.CHIP_DATA;
import static io.shoudan.iso8583.network.NetworkDialect.CONDITION_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.CURRENCY;
import static io.shoudan.iso8583.network.NetworkDialect.ENTRY_MODE;
import static io.shoudan.iso8583.network.NetworkDialect.EXPIRY;
import static io.shoudan.iso8583.network.NetworkDialect.LOCAL_DATE;
import static io.shoudan.iso8583.network.NetworkDialect.LOCAL_TIME;
import static io.shoudan.iso8583.network.NetworkDialect.MERCHANT;
import static io.shoudan.iso8583.network.NetworkDialect.MERCHANT_CATEGORY;
import static io.shoudan.iso8583.network.NetworkDialect.MERCHANT_NAME;
import static io.shoudan.iso8583.network.NetworkDialect.NETWORK_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.ORIGINAL;
import static io.shoudan.iso8583.network.NetworkDialect.PAN;
import static io.shoudan.iso8583.network.NetworkDialect.PIN_BLOCK;
import static io.shoudan.iso8583.network.NetworkDialect.PROCESSING_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.RETRIEVAL_REFERENCE;
import static io.shoudan.iso8583.network.NetworkDialect.SECURITY_CONTROL;
import static io.shoudan.iso8583.network.NetworkDialect.SETTLEMENT_DATE;
import static io.shoudan.iso8583.network.NetworkDialect.TERMINAL;
import static io.shoudan.iso8583.network.NetworkDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.network.NetworkDialect.TRACK_2;
import static io.shoudan.iso8583.network.NetworkDialect.TRANSMISSION_TIME;

import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.MessageType;
import java.util.List;

/// Which fields each message on the link to a card network must and may carry.
///
/// Has no constants: [NetworkDialect] needs this class while it is being initialized.
final class NetworkMessages {

    private NetworkMessages() {}

    /// What the answer to a card transaction repeats, where the request has it.
    private static Field<?>[] echoed() {
        return new Field<?>[] {
            PAN,
            PROCESSING_CODE,
            AMOUNT,
            TRANSMISSION_TIME,
            TRACE_NUMBER,
            LOCAL_TIME,
            LOCAL_DATE,
            CONDITION_CODE,
            ACQUIRER,
            RETRIEVAL_REFERENCE,
            TERMINAL,
            MERCHANT,
            CURRENCY
        };
    }

    static List<MessageType> requests() {
        var authorization = card("0100", "Authorization", "0110");
        var purchase = card("0200", "Financial request", "0210");
        var advice = card("0220", "Financial advice", "0230").allows(AUTHORIZATION_CODE, ORIGINAL);
        var undone = answer("0430", "Reversal").echoes(ORIGINAL);
        return List.of(
                authorization,
                purchase,
                advice,
                reversal("0420", "Reversal").answeredBy(undone),
                reversal("0421", "Reversal repeat").answeredBy(undone),
                management());
    }

    private static MessageType card(String mti, String name, String answerMti) {
        return transaction(mti, name)
                .requiresOneOf(PAN, TRACK_2)
                .requires(MERCHANT_CATEGORY)
                .allows(LOCAL_TIME, LOCAL_DATE, EXPIRY, ENTRY_MODE, CARD_SEQUENCE, MERCHANT_NAME)
                .allows(ADDITIONAL_DATA, PIN_BLOCK, SECURITY_CONTROL, CHIP_DATA, ORIGINAL)
                .allows(AUTHORIZATION_CODE)
                .answeredBy(answer(answerMti, name));
    }

    private static MessageType reversal(String mti, String name) {
        return transaction(mti, name)
                .requiresOneOf(PAN, TRACK_2)
                .requires(ORIGINAL, RESPONSE_CODE)
                .allows(LOCAL_TIME, LOCAL_DATE, EXPIRY, ENTRY_MODE, CARD_SEQUENCE, MERCHANT_NAME)
                .allows(MERCHANT_CATEGORY, ADDITIONAL_DATA, CHIP_DATA, AUTHORIZATION_CODE);
    }

    private static MessageType transaction(String mti, String name) {
        return MessageType.message(mti, name)
                .requires(PROCESSING_CODE, TRANSMISSION_TIME, TRACE_NUMBER, CONDITION_CODE)
                .requires(ACQUIRER, RETRIEVAL_REFERENCE, TERMINAL, MERCHANT, CURRENCY)
                // Absent in a balance inquiry only; the network judges.
                .allows(AMOUNT);
    }

    private static MessageType answer(String mti, String name) {
        return MessageType.message(mti, name + " answer")
                .requires(TRANSMISSION_TIME, TRACE_NUMBER, RETRIEVAL_REFERENCE, RESPONSE_CODE)
                .echoes(echoed())
                .allows(SETTLEMENT_DATE, AUTHORIZATION_CODE, ADDITIONAL_DATA, ADDITIONAL_AMOUNTS)
                .allows(CHIP_DATA);
    }

    private static MessageType management() {
        return MessageType.message("0800", "Network management")
                .requires(TRANSMISSION_TIME, TRACE_NUMBER, NETWORK_CODE)
                .allows(ACQUIRER)
                .answeredBy(
                        MessageType.message("0810", "Network management answer")
                                .requires(RESPONSE_CODE)
                                .echoes(TRANSMISSION_TIME, TRACE_NUMBER, ACQUIRER, NETWORK_CODE));
    }
}
