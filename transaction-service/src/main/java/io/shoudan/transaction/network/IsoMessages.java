package io.shoudan.transaction.network;

import static io.shoudan.iso8583.network.NetworkDialect.ACQUIRER;
import static io.shoudan.iso8583.network.NetworkDialect.ADDITIONAL_AMOUNTS;
import static io.shoudan.iso8583.network.NetworkDialect.AMOUNT;
import static io.shoudan.iso8583.network.NetworkDialect.AUTHORIZATION_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.CARD_SEQUENCE;
import static io.shoudan.iso8583.network.NetworkDialect.CHIP_DATA;
import static io.shoudan.iso8583.network.NetworkDialect.CONDITION_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.CURRENCY;
import static io.shoudan.iso8583.network.NetworkDialect.ENTRY_MODE;
import static io.shoudan.iso8583.network.NetworkDialect.EXPIRY;
import static io.shoudan.iso8583.network.NetworkDialect.MERCHANT;
import static io.shoudan.iso8583.network.NetworkDialect.MERCHANT_CATEGORY;
import static io.shoudan.iso8583.network.NetworkDialect.NETWORK_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.ORIGINAL;
import static io.shoudan.iso8583.network.NetworkDialect.PAN;
import static io.shoudan.iso8583.network.NetworkDialect.PIN_BLOCK;
import static io.shoudan.iso8583.network.NetworkDialect.PROCESSING_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.RETRIEVAL_REFERENCE;
import static io.shoudan.iso8583.network.NetworkDialect.SECURITY_CONTROL;
import static io.shoudan.iso8583.network.NetworkDialect.TERMINAL;
import static io.shoudan.iso8583.network.NetworkDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.network.NetworkDialect.TRACK_2;
import static io.shoudan.iso8583.network.NetworkDialect.TRANSMISSION_TIME;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.iso8583.ChipData;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.iso8583.network.OriginalDataElements;
import io.shoudan.transaction.network.NetworkReply.NetworkBalance;
import io.shoudan.transaction.network.NetworkRequest.AcceptorData;
import io.shoudan.transaction.network.NetworkRequest.OriginalData;
import io.shoudan.transaction.network.NetworkReversal.Transmission;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Our requests as messages of the network's dialect, and its answers as replies. Pure.
final class IsoMessages {

    private static final DateTimeFormatter TRANSMITTED =
            DateTimeFormatter.ofPattern("MMddHHmmss").withZone(ZoneOffset.UTC);

    /// Field 39 of a reversal: no answer was used.
    private static final String REVERSAL_REASON = "98";

    private static final String ACKNOWLEDGED = "00";
    private static final String NO_SUCH_ORIGINAL = "25";

    private static final int BALANCE_CHARACTERS = 20;
    private static final Pattern AVAILABLE_BALANCE = Pattern.compile("..02[0-9]{3}[CD][0-9]{12}");

    private IsoMessages() {}

    static Message request(NetworkRequest request) {
        var card = request.card();
        var message = begin(mti(request.kind()), request.kind(), request.reference());
        accept(message, request.acceptor());
        message.set(MERCHANT_CATEGORY, request.acceptor().categoryCode())
                .set(PAN, card.pan())
                .set(ENTRY_MODE, card.entryMode());
        setIfPresent(message, AMOUNT, minorUnits(request.amount()));
        setIfPresent(message, EXPIRY, card.expiry());
        setIfPresent(message, CARD_SEQUENCE, card.sequence());
        setIfPresent(message, TRACK_2, card.trackTwo());
        setIfPresent(message, CHIP_DATA, card.chipData());
        setIfPresent(message, PIN_BLOCK, card.pinBlock());
        setIfPresent(message, SECURITY_CONTROL, card.securityControl());
        var original = request.original();
        if (original != null) {
            message.set(ORIGINAL, originalOf(original, request.acceptor()));
        }
        return message.build();
    }

    static Message reversal(NetworkReversal reversal) {
        var mti = reversal.transmission() == Transmission.FIRST ? "0420" : "0421";
        var message = begin(mti, reversal.kind(), reversal.reference());
        accept(message, reversal.acceptor());
        return message.set(PAN, reversal.pan())
                .set(ENTRY_MODE, reversal.entryMode())
                .set(AMOUNT, reversal.amount().minorUnits())
                .set(RESPONSE_CODE, REVERSAL_REASON)
                .set(ORIGINAL, originalOf(reversal.original(), reversal.acceptor()))
                .build();
    }

    /// @param networkCode field 70
    static Message management(String networkCode, String traceNumber, Instant now) {
        return Message.builder(NetworkDialect.DIALECT, "0800")
                .set(TRANSMISSION_TIME, TRANSMITTED.format(now))
                .set(TRACE_NUMBER, traceNumber)
                .set(NETWORK_CODE, networkCode)
                .build();
    }

    /// The reply that an answer means, once its echo was found right.
    static NetworkReply reply(Message answer, Currency currency) {
        var code = answer.get(RESPONSE_CODE);
        var chipData = answer.find(CHIP_DATA).map(ChipData::bytes).orElse(null);
        return switch (ResponseCodes.meaningOf(code)) {
            case APPROVED ->
                    new NetworkReply.Approved(
                            code,
                            answer.find(AUTHORIZATION_CODE).orElse(null),
                            chipData,
                            answer.find(ADDITIONAL_AMOUNTS)
                                    .map(it -> balance(it, currency))
                                    .orElse(null));
            case DECLINED -> new NetworkReply.Declined(code, chipData);
            case UNCLEAR -> new NetworkReply.Unclear(code);
        };
    }

    static ReversalReply reversalReply(Message answer) {
        return switch (answer.get(RESPONSE_CODE)) {
            case ACKNOWLEDGED -> new ReversalReply.Acknowledged();
            case NO_SUCH_ORIGINAL -> new ReversalReply.NoSuchOriginal();
            case String code -> new ReversalReply.Refused(code);
        };
    }

    static LateAnswers.LateAnswer late(Message answer) {
        return new LateAnswers.LateAnswer(
                answer.mti(),
                answer.get(TRACE_NUMBER),
                answer.get(RETRIEVAL_REFERENCE),
                answer.find(TRANSMISSION_TIME).orElse(""),
                answer.find(AMOUNT).orElse(null),
                answer.find(TERMINAL).orElse(null),
                answer.get(RESPONSE_CODE),
                answer.find(AUTHORIZATION_CODE).orElse(null));
    }

    /// Field 7, in UTC.
    static String transmission(Instant instant) {
        return TRANSMITTED.format(instant);
    }

    private static Message.Builder begin(
            String mti, TransactionKind kind, NetworkReference reference) {
        return Message.builder(NetworkDialect.DIALECT, mti)
                .set(PROCESSING_CODE, processingCode(kind))
                .set(TRANSMISSION_TIME, TRANSMITTED.format(reference.transmittedAt()))
                .set(TRACE_NUMBER, reference.traceNumber())
                .set(RETRIEVAL_REFERENCE, reference.retrievalReference());
    }

    private static void accept(Message.Builder message, AcceptorData acceptor) {
        message.set(CONDITION_CODE, acceptor.conditionCode())
                .set(ACQUIRER, acceptor.acquirerCode())
                .set(TERMINAL, acceptor.terminalId())
                .set(MERCHANT, acceptor.merchantId())
                .set(CURRENCY, acceptor.currency().getNumericCodeAsString());
    }

    private static OriginalDataElements originalOf(OriginalData original, AcceptorData acceptor) {
        return OriginalDataElements.of(
                mti(original.kind()),
                original.reference().traceNumber(),
                TRANSMITTED.format(original.reference().transmittedAt()),
                acceptor.acquirerCode());
    }

    private static String mti(TransactionKind kind) {
        return switch (kind) {
            case PURCHASE, VOID, BALANCE_INQUIRY -> "0200";
            case REFUND -> "0220";
        };
    }

    private static String processingCode(TransactionKind kind) {
        return switch (kind) {
            case PURCHASE -> "000000";
            case VOID, REFUND -> "200000";
            case BALANCE_INQUIRY -> "310000";
        };
    }

    private static @Nullable Long minorUnits(@Nullable Money amount) {
        return amount == null ? null : amount.minorUnits();
    }

    private static <T> void setIfPresent(
            Message.Builder message, Field<T> field, @Nullable T value) {
        if (value != null) {
            message.set(field, value);
        }
    }

    /// Field 54 holds several amounts: account 2, amount type 2, currency 3, C or D, amount 12.
    private static @Nullable NetworkBalance balance(String amounts, Currency currency) {
        for (int i = 0; i + BALANCE_CHARACTERS <= amounts.length(); i += BALANCE_CHARACTERS) {
            var each = amounts.substring(i, i + BALANCE_CHARACTERS);
            if (AVAILABLE_BALANCE.matcher(each).matches()
                    && each.startsWith(currency.getNumericCodeAsString(), 4)) {
                return new NetworkBalance(
                        Money.of(Long.parseLong(each.substring(8)), currency),
                        each.charAt(7) == 'D');
            }
        }
        return null;
    }
}
