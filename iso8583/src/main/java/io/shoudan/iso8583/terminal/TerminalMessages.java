package io.shoudan.iso8583.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.ACQUIRER;
import static io.shoudan.iso8583.terminal.TerminalDialect.ADDITIONAL_AMOUNTS;
import static io.shoudan.iso8583.terminal.TerminalDialect.ADDITIONAL_DATA;
import static io.shoudan.iso8583.terminal.TerminalDialect.AMOUNT;
import static io.shoudan.iso8583.terminal.TerminalDialect.AUTHORIZATION_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.CARD_SEQUENCE;
import static io.shoudan.iso8583.terminal.TerminalDialect.CHIP_DATA;
import static io.shoudan.iso8583.terminal.TerminalDialect.CONDITION_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.CURRENCY;
import static io.shoudan.iso8583.terminal.TerminalDialect.ENTRY_MODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.EXPIRY;
import static io.shoudan.iso8583.terminal.TerminalDialect.INSTITUTIONS;
import static io.shoudan.iso8583.terminal.TerminalDialect.KEYS_OR_TEXT;
import static io.shoudan.iso8583.terminal.TerminalDialect.LOCAL_DATE;
import static io.shoudan.iso8583.terminal.TerminalDialect.LOCAL_TIME;
import static io.shoudan.iso8583.terminal.TerminalDialect.MAC;
import static io.shoudan.iso8583.terminal.TerminalDialect.MERCHANT;
import static io.shoudan.iso8583.terminal.TerminalDialect.OPERATOR_OR_SCHEME;
import static io.shoudan.iso8583.terminal.TerminalDialect.ORIGINAL;
import static io.shoudan.iso8583.terminal.TerminalDialect.PAN;
import static io.shoudan.iso8583.terminal.TerminalDialect.PIN_BLOCK;
import static io.shoudan.iso8583.terminal.TerminalDialect.PIN_CAPTURE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.PRIVATE_58;
import static io.shoudan.iso8583.terminal.TerminalDialect.PRIVATE_59;
import static io.shoudan.iso8583.terminal.TerminalDialect.PROCESSING_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.RETRIEVAL_REFERENCE;
import static io.shoudan.iso8583.terminal.TerminalDialect.SECURITY_CONTROL;
import static io.shoudan.iso8583.terminal.TerminalDialect.SETTLEMENT_DATE;
import static io.shoudan.iso8583.terminal.TerminalDialect.TERMINAL;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACK_2;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACK_3;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRANSACTION;

import io.shoudan.iso8583.Condition;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.MessageType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which fields each message of the terminal protocol must and may carry.
///
/// Has no constants: [TerminalDialect] needs this class while it is being initialized.
final class TerminalMessages {

    private TerminalMessages() {}

    /// What every request may carry. Any other field of the dialect is ignored in a request.
    private static Field<?>[] optional() {
        return new Field<?>[] {
            EXPIRY,
            ENTRY_MODE,
            CARD_SEQUENCE,
            PIN_CAPTURE_CODE,
            TRACK_2,
            TRACK_3,
            RETRIEVAL_REFERENCE,
            AUTHORIZATION_CODE,
            PIN_BLOCK,
            SECURITY_CONTROL,
            CHIP_DATA,
            PRIVATE_58,
            PRIVATE_59,
            ORIGINAL,
            KEYS_OR_TEXT,
            OPERATOR_OR_SCHEME,
            MAC
        };
    }

    /// What the answer to a card transaction repeats, where the request has it.
    static Field<?>[] echoed() {
        return new Field<?>[] {
            PAN,
            PROCESSING_CODE,
            AMOUNT,
            TRACE_NUMBER,
            EXPIRY,
            CARD_SEQUENCE,
            CONDITION_CODE,
            TERMINAL,
            MERCHANT,
            CURRENCY,
            TRANSACTION
        };
    }

    /// New types, one for each kind, in order of the kinds.
    static Map<MessageType, TransactionKind> requests() {
        var requests = new LinkedHashMap<MessageType, TransactionKind>();
        for (var kind : TransactionKind.values()) {
            requests.put(request(kind), kind);
        }
        return Collections.unmodifiableMap(requests);
    }

    private static MessageType request(TransactionKind kind) {
        var type =
                recognised(kind, kind.mti(), kind.title())
                        .requires(TRACE_NUMBER, TERMINAL, MERCHANT, TRANSACTION);
        return switch (kind) {
            case SIGN_ON,
                    SIGN_OFF,
                    ECHO,
                    STATUS_REPORT,
                    PARAMETER_DOWNLOAD,
                    PARAMETER_END,
                    PUBLIC_KEY_LIST,
                    PUBLIC_KEY_FETCH,
                    PUBLIC_KEY_END,
                    CHIP_PARAMETER_LIST,
                    CHIP_PARAMETER_FETCH,
                    CHIP_PARAMETER_END,
                    CHIP_SCRIPT_RESULT ->
                    administrative(type, kind);
            case BATCH_DOWNLOAD -> administrative(type.requires(KEYS_OR_TEXT), kind);
            case BATCH_SETTLEMENT ->
                    administrative(
                            compared(
                                    type.requires(ADDITIONAL_DATA),
                                    Condition.present(ADDITIONAL_DATA),
                                    "0"),
                            kind);
            case BATCH_UPLOAD, BATCH_UPLOAD_END ->
                    administrative(type.requires(ADDITIONAL_DATA), kind);
            case BALANCE -> financial(cardRead(type.requires(CURRENCY)), kind);
            case PURCHASE, PRE_AUTHORIZATION ->
                    financial(cardRead(type.requires(AMOUNT, CURRENCY)), kind);
            case VOID, PRE_AUTHORIZATION_VOID, COMPLETION, COMPLETION_VOID ->
                    financial(type.requires(AMOUNT, CURRENCY, ORIGINAL), kind);
            case REFUND -> financial(namingAnOriginal(type), kind);
            // Money already moved is not held up over a detail: terminals would resend for ever.
            case TIP_ADJUSTMENT ->
                    financial(namingAnOriginal(type), kind).takesBadOptionsAsAbsent();
            case OFFLINE_SALE ->
                    financial(type.requires(AMOUNT, CURRENCY), kind).takesBadOptionsAsAbsent();
            case COMPLETION_ADVICE ->
                    financial(type.requires(AMOUNT, CURRENCY, ORIGINAL), kind)
                            .takesBadOptionsAsAbsent();
            case REVERSAL ->
                    financial(type.requires(PROCESSING_CODE, AMOUNT).expects(RESPONSE_CODE), kind)
                            .expectsIf(
                                    Condition.present(RESPONSE_CODE),
                                    Condition.is(RESPONSE_CODE, "98", "A0", "06"))
                            .allows(CONDITION_CODE, CURRENCY)
                            .takesBadOptionsAsAbsent();
        };
    }

    private static MessageType recognised(TransactionKind kind, String mti, String name) {
        var type = MessageType.message(mti, name);
        if (kind.type().isPresent()) {
            type = type.when(digits(TRANSACTION, "60.1", 0, kind.type().stream().toList()));
            if (!kind.networkCodes().isEmpty()) {
                type = type.when(digits(TRANSACTION, "60.3", 8, kind.networkCodes()));
            }
        }
        if (kind.processingCode().isPresent()) {
            type =
                    type.when(
                            digits(
                                    PROCESSING_CODE,
                                    "3",
                                    0,
                                    kind.processingCode().stream().toList()));
        }
        if (kind.conditionCode().isPresent()) {
            type =
                    type.when(
                            digits(
                                    CONDITION_CODE,
                                    "25",
                                    0,
                                    kind.conditionCode().stream().toList()));
        }
        return type;
    }

    private static Condition.Digits digits(
            Field<?> field, String name, int from, List<String> values) {
        return new Condition.Digits(field, name, from, values);
    }

    /// Refers to an earlier transaction, by its batch and trace or by our reference.
    private static MessageType namingAnOriginal(MessageType type) {
        return type.requires(AMOUNT, CURRENCY).requiresOneOf(ORIGINAL, RETRIEVAL_REFERENCE);
    }

    /// A card was there, and perhaps a PIN was entered.
    private static MessageType cardRead(MessageType type) {
        return type.requires(ENTRY_MODE)
                .requiresIf(digits(ENTRY_MODE, "22.1", 0, List.of("05")), CHIP_DATA)
                .requiresIf(
                        Condition.anyOf(
                                Condition.present(PIN_BLOCK),
                                digits(ENTRY_MODE, "22.2", 2, List.of("1"))),
                        PIN_CAPTURE_CODE,
                        PIN_BLOCK,
                        SECURITY_CONTROL);
    }

    /// Fields 38 and 54 are not required of an approval, though the protocol has them there: some
    /// issuers approve without, and an approval that can't be written would be lost.
    private static MessageType financial(MessageType type, TransactionKind kind) {
        var reply =
                answer(kind)
                        .echoes(echoed())
                        .allows(SETTLEMENT_DATE, ACQUIRER, AUTHORIZATION_CODE, INSTITUTIONS)
                        .allows(ADDITIONAL_AMOUNTS, CHIP_DATA, OPERATOR_OR_SCHEME, MAC);
        return type.requiresOneOf(PAN, TRACK_2)
                .allows(optional())
                .expectsIf(
                        Condition.present(PIN_BLOCK),
                        digits(SECURITY_CONTROL, "53.1", 0, List.of("1", "2")))
                .ignoresOthers()
                .answeredBy(reply);
    }

    private static MessageType administrative(MessageType type, TransactionKind kind) {
        var reply =
                answer(kind)
                        .echoes(TRACE_NUMBER, TERMINAL, MERCHANT, TRANSACTION)
                        .allows(ACQUIRER, ADDITIONAL_DATA, KEYS_OR_TEXT, MAC);
        return type.allows(optional()).ignoresOthers().answeredBy(approving(reply, kind));
    }

    /// An answer that says 00 and has something to tell tells it. A refusal has nothing.
    private static MessageType approving(MessageType reply, TransactionKind kind) {
        var approved = Condition.is(RESPONSE_CODE, "00");
        return switch (kind) {
            case SIGN_ON ->
                    reply.requiresIf(approved, ACQUIRER, KEYS_OR_TEXT)
                            .forbidsIf(Condition.isNot(RESPONSE_CODE, "00"), KEYS_OR_TEXT);
            case BATCH_DOWNLOAD -> reply.requiresIf(approved, ADDITIONAL_DATA, KEYS_OR_TEXT);
            case BATCH_SETTLEMENT ->
                    compared(reply.requiresIf(approved, ADDITIONAL_DATA), approved, "1", "2");
            case BATCH_UPLOAD, BATCH_UPLOAD_END -> reply.requiresIf(approved, ADDITIONAL_DATA);
            default -> reply;
        };
    }

    /// How both halves of a settlement's totals compare.
    private static MessageType compared(MessageType type, Condition when, String... flags) {
        return type.expectsIf(when, digits(ADDITIONAL_DATA, "48.5", 30, List.of(flags)))
                .expectsIf(when, digits(ADDITIONAL_DATA, "48.10", 61, List.of(flags)));
    }

    /// Nobody's keys have verified a request that is refused with 30, 97 or A0.
    private static MessageType answer(TransactionKind kind) {
        var mti = kind.mti().substring(0, 2) + (char) (kind.mti().charAt(2) + 1) + "0";
        return recognised(kind, mti, kind.title() + " answer")
                .requires(TRACE_NUMBER, LOCAL_TIME, LOCAL_DATE, RETRIEVAL_REFERENCE)
                .requires(RESPONSE_CODE, TERMINAL, MERCHANT, TRANSACTION)
                .forbidsIf(Condition.is(RESPONSE_CODE, "30", "97", "A0"), MAC);
    }
}
