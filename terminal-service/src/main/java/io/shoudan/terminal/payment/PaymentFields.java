package io.shoudan.terminal.payment;

import static io.shoudan.iso8583.terminal.TerminalDialect.ACQUIRER;
import static io.shoudan.iso8583.terminal.TerminalDialect.AMOUNT;
import static io.shoudan.iso8583.terminal.TerminalDialect.AUTHORIZATION_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.CARD_SEQUENCE;
import static io.shoudan.iso8583.terminal.TerminalDialect.CHIP_DATA;
import static io.shoudan.iso8583.terminal.TerminalDialect.CURRENCY;
import static io.shoudan.iso8583.terminal.TerminalDialect.ENTRY_MODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.EXPIRY;
import static io.shoudan.iso8583.terminal.TerminalDialect.INSTITUTIONS;
import static io.shoudan.iso8583.terminal.TerminalDialect.OPERATOR_OR_SCHEME;
import static io.shoudan.iso8583.terminal.TerminalDialect.ORIGINAL;
import static io.shoudan.iso8583.terminal.TerminalDialect.PIN_CAPTURE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.RETRIEVAL_REFERENCE;
import static io.shoudan.iso8583.terminal.TerminalDialect.SECURITY_CONTROL;
import static io.shoudan.iso8583.terminal.TerminalDialect.SETTLEMENT_DATE;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.Card;
import io.shoudan.contracts.transaction.model.OriginalReference;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.iso8583.Expiry;
import io.shoudan.iso8583.Message;
import io.shoudan.terminal.check.CheckedRequest;
import io.shoudan.terminal.field.Currencies;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Between fields of a terminal's messages and what transaction-service asks for and tells.
final class PaymentFields {

    /// Entry mode of a request without field 22, as a void, refund or reversal may be: unspecified
    /// (ISO 8583:1987).
    private static final String ENTRY_UNSPECIFIED = "000";

    private static final int INSTITUTION_CHARACTERS = 11;

    private PaymentFields() {}

    /// What transaction-service calls a kind; empty for those that it doesn't know yet.
    static Optional<TransactionKind> kind(io.shoudan.iso8583.terminal.TransactionKind kind) {
        return switch (kind) {
            case PURCHASE -> Optional.of(TransactionKind.PURCHASE);
            case VOID -> Optional.of(TransactionKind.VOID);
            case REFUND -> Optional.of(TransactionKind.REFUND);
            case BALANCE -> Optional.of(TransactionKind.BALANCE_INQUIRY);
            default -> Optional.empty();
        };
    }

    /// Fields 4 and 49; null unless both are there.
    static @Nullable Money amount(Message message) {
        var currency = message.find(CURRENCY).flatMap(Currencies::of);
        var amount = message.find(AMOUNT);
        return amount.isEmpty() || currency.isEmpty()
                ? null
                : Money.of(amount.get(), currency.get());
    }

    static Card card(CheckedRequest request) {
        var message = request.message();
        var read = request.cardRead();
        var track = read.trackTwo();
        var pinBlock = read.pinBlock();
        var chipData = message.find(CHIP_DATA).map(it -> it.bytes().toArray()).orElse(null);
        return new Card(read.pan().clearText(), message.find(ENTRY_MODE).orElse(ENTRY_UNSPECIFIED))
                .expiry(message.find(EXPIRY).map(Expiry::text).orElse(null))
                .sequence(message.find(CARD_SEQUENCE).orElse(null))
                .trackTwo(track == null ? null : track.clearText())
                .chipData(chipData)
                .pinBlock(pinBlock == null ? null : pinBlock.hex())
                .pinCaptureCode(message.find(PIN_CAPTURE_CODE).orElse(null))
                .securityControl(message.find(SECURITY_CONTROL).orElse(null));
    }

    /// Fields 15, 32, 44 and 63 of an answer: where and when a payment counts, as far as that is
    /// known. Without an acquirer the request didn't come past check 9, and has none of them.
    static void place(
            Message.Builder reply,
            @Nullable String acquirer,
            @Nullable LocalDate businessDate,
            @Nullable String scheme,
            @Nullable String issuer) {
        if (acquirer == null) {
            return;
        }
        reply.set(ACQUIRER, acquirer);
        if (businessDate != null) {
            reply.set(SETTLEMENT_DATE, MonthDay.from(businessDate));
        }
        if (scheme != null) {
            reply.set(OPERATOR_OR_SCHEME, scheme);
        }
        if (issuer != null) {
            reply.set(INSTITUTIONS, filled(issuer) + filled(acquirer));
        }
    }

    private static String filled(String code) {
        return code + " ".repeat(INSTITUTION_CHARACTERS - code.length());
    }

    /// Fields 61, 37 and 38; null if none is there.
    static @Nullable OriginalReference original(Message message) {
        var original = message.find(ORIGINAL);
        var reference = message.find(RETRIEVAL_REFERENCE);
        var code = message.find(AUTHORIZATION_CODE);
        if (original.isEmpty() && reference.isEmpty() && code.isEmpty()) {
            return null;
        }
        return new OriginalReference()
                .batchNumber(original.map(it -> it.batchNumber()).orElse(null))
                .traceNumber(original.map(it -> it.traceNumber()).orElse(null))
                .date(original.map(it -> it.date()).filter(it -> !it.isEmpty()).orElse(null))
                .retrievalReference(reference.orElse(null))
                .authorizationCode(code.orElse(null));
    }
}
