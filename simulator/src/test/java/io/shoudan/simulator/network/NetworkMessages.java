package io.shoudan.simulator.network;

import static io.shoudan.iso8583.network.NetworkDialect.ACQUIRER;
import static io.shoudan.iso8583.network.NetworkDialect.AMOUNT;
import static io.shoudan.iso8583.network.NetworkDialect.CONDITION_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.CURRENCY;
import static io.shoudan.iso8583.network.NetworkDialect.MERCHANT;
import static io.shoudan.iso8583.network.NetworkDialect.MERCHANT_CATEGORY;
import static io.shoudan.iso8583.network.NetworkDialect.NETWORK_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.ORIGINAL;
import static io.shoudan.iso8583.network.NetworkDialect.PAN;
import static io.shoudan.iso8583.network.NetworkDialect.PROCESSING_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.RETRIEVAL_REFERENCE;
import static io.shoudan.iso8583.network.NetworkDialect.TERMINAL;
import static io.shoudan.iso8583.network.NetworkDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.network.NetworkDialect.TRANSMISSION_TIME;

import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.iso8583.network.OriginalDataElements;

/// What an acquirer sends. Each transaction is told from the others by one number, from which its
/// trace number and reference follow.
final class NetworkMessages {

    static final String CARD = "6225000000000014";

    private static final String SENT_AT = "1122013105";
    private static final String ACQUIRER_CODE = "00098310";

    private NetworkMessages() {}

    static String reference(int number) {
        return String.format("6326%08d", number);
    }

    private static String trace(int number) {
        return String.format("%06d", number);
    }

    static Message management(String networkCode) {
        return started("0800", 900).set(NETWORK_CODE, networkCode).unchecked();
    }

    static Message purchase(int number, long amountMinor) {
        return transaction("0200", "000000", number).set(AMOUNT, amountMinor).unchecked();
    }

    static Message authorization(int number, long amountMinor) {
        return transaction("0100", "030000", number).set(AMOUNT, amountMinor).unchecked();
    }

    static Message refund(int number, long amountMinor) {
        return transaction("0220", "200000", number).set(AMOUNT, amountMinor).unchecked();
    }

    static Message balance(int number) {
        return transaction("0200", "310000", number).unchecked();
    }

    /// Undoes the purchase `number`, as the first message (0420) or a repeat of it (0421).
    static Message reversal(String mti, int number, long amountMinor) {
        return transaction(mti, "000000", number)
                .set(AMOUNT, amountMinor)
                .set(TRACE_NUMBER, trace(number + 500))
                .set(RESPONSE_CODE, "98")
                .set(
                        ORIGINAL,
                        OriginalDataElements.of("0200", trace(number), SENT_AT, ACQUIRER_CODE))
                .unchecked();
    }

    private static Message.Builder transaction(String mti, String processingCode, int number) {
        return started(mti, number)
                .set(PAN, Pan.of(CARD))
                .set(PROCESSING_CODE, processingCode)
                .set(CONDITION_CODE, "00")
                .set(MERCHANT_CATEGORY, "5411")
                .set(ACQUIRER, ACQUIRER_CODE)
                .set(RETRIEVAL_REFERENCE, reference(number))
                .set(TERMINAL, "90010001")
                .set(MERCHANT, "898310058120001")
                .set(CURRENCY, "156");
    }

    private static Message.Builder started(String mti, int number) {
        return Message.builder(NetworkDialect.DIALECT, mti)
                .set(TRANSMISSION_TIME, SENT_AT)
                .set(TRACE_NUMBER, trace(number));
    }
}
