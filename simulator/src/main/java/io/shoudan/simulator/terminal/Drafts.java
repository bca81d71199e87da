package io.shoudan.simulator.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.ADDITIONAL_DATA;
import static io.shoudan.iso8583.terminal.TerminalDialect.AMOUNT;
import static io.shoudan.iso8583.terminal.TerminalDialect.AUTHORIZATION_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.CARD_SEQUENCE;
import static io.shoudan.iso8583.terminal.TerminalDialect.CHIP_DATA;
import static io.shoudan.iso8583.terminal.TerminalDialect.CONDITION_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.CURRENCY;
import static io.shoudan.iso8583.terminal.TerminalDialect.ENTRY_MODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.EXPIRY;
import static io.shoudan.iso8583.terminal.TerminalDialect.MERCHANT;
import static io.shoudan.iso8583.terminal.TerminalDialect.OPERATOR_OR_SCHEME;
import static io.shoudan.iso8583.terminal.TerminalDialect.ORIGINAL;
import static io.shoudan.iso8583.terminal.TerminalDialect.PAN;
import static io.shoudan.iso8583.terminal.TerminalDialect.PIN_BLOCK;
import static io.shoudan.iso8583.terminal.TerminalDialect.PIN_CAPTURE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.PRIVATE_59;
import static io.shoudan.iso8583.terminal.TerminalDialect.PROCESSING_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.RETRIEVAL_REFERENCE;
import static io.shoudan.iso8583.terminal.TerminalDialect.SECURITY_CONTROL;
import static io.shoudan.iso8583.terminal.TerminalDialect.TERMINAL;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACK_2;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRANSACTION;

import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.terminal.OriginalTransaction;
import io.shoudan.iso8583.terminal.SecurityControl;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TransactionField;
import io.shoudan.iso8583.terminal.TransactionKind;
import java.util.List;
import java.util.Objects;

/// Writes the messages of a terminal, without their MAC. Each takes the terminal's next trace
/// number, but for a reversal, which has its original's.
///
/// A test that needs a faulty message takes one from here and changes it before it is sent.
///
/// Not safe for more than one thread.
public final class Drafts {

    /// Lines in one upload message.
    static final int MAX_UPLOAD_LINES = 8;

    /// Why a terminal reverses: there was no answer.
    public static final String NO_ANSWER = "98";

    /// Why a terminal reverses: the answer's MAC was wrong.
    public static final String WRONG_MAC = "A0";

    private static final String YUAN = "156";
    private static final String ANY_NETWORK = "000";
    private static final String READS_STRIPE_AND_CHIP = "50";

    /// What a reversal repeats of its original, where that has it.
    private static final List<Field<?>> REPEATED =
            List.of(
                    PAN,
                    PROCESSING_CODE,
                    AMOUNT,
                    TRACE_NUMBER,
                    EXPIRY,
                    ENTRY_MODE,
                    CARD_SEQUENCE,
                    CONDITION_CODE,
                    PIN_CAPTURE_CODE,
                    TERMINAL,
                    MERCHANT,
                    CURRENCY,
                    CHIP_DATA,
                    PRIVATE_59,
                    TRANSACTION,
                    ORIGINAL);

    private final TerminalSettings settings;
    private final Memory memory;
    private final PinPad pinPad;

    /// Where a PIN becomes a PIN block.
    interface PinPad {

        /// @throws IllegalStateException if there are no working keys
        PinBlock encipher(String pin, Pan pan);
    }

    Drafts(TerminalSettings settings, Memory memory, PinPad pinPad) {
        this.settings = settings;
        this.memory = memory;
        this.pinPad = pinPad;
    }

    /// @param networkCode which keys are asked for: `001`, `003`, `004`
    public Message signOn(String networkCode) {
        return administrative(TransactionKind.SIGN_ON, networkCode)
                .set(OPERATOR_OR_SCHEME, settings.operator())
                .build();
    }

    public Message signOff() {
        return administrative(TransactionKind.SIGN_OFF, "002").build();
    }

    public Message echo() {
        return administrative(TransactionKind.ECHO, "301").build();
    }

    /// @param amountMinor minor units; 0 is refused by the host, not here
    public Message purchase(long amountMinor, Card card) {
        return withCard(financial(TransactionKind.PURCHASE).set(AMOUNT, amountMinor), card).build();
    }

    public Message balance(Card card) {
        return withCard(financial(TransactionKind.BALANCE), card).build();
    }

    /// Voids what `original` says, as the host knows it.
    ///
    /// @param request the original's request, from its slip
    Message voidOf(Slip original, Message request) {
        return following(TransactionKind.VOID, original, request)
                .set(AMOUNT, original.amountMinor())
                .build();
    }

    /// Gives back all or a part of what `original` took.
    Message refund(Slip original, Message request, long amountMinor) {
        return following(TransactionKind.REFUND, original, request)
                .set(AMOUNT, amountMinor)
                .build();
    }

    /// Undoes a request whose outcome the terminal doesn't know.
    ///
    /// @param request the original's request, from its slip
    /// @param reason  [#NO_ANSWER], [#WRONG_MAC] or `06`
    Message reversal(Message request, String reason) {
        return Message.builder(TerminalDialect.DIALECT, TransactionKind.REVERSAL.mti())
                .copy(request, REPEATED)
                .set(RESPONSE_CODE, reason)
                .build();
    }

    public Message settlement(Totals totals) {
        return administrative(TransactionKind.BATCH_SETTLEMENT, "201")
                .set(ADDITIONAL_DATA, totals.digits())
                .set(CURRENCY, YUAN)
                .set(OPERATOR_OR_SCHEME, settings.operator())
                .build();
    }

    /// One line of an upload.
    ///
    /// @param domestic whether the card counts as domestic
    public record UploadLine(boolean domestic, String traceNumber, Pan pan, long amountMinor) {

        private String digits() {
            var number = "0".repeat(20 - pan.clearText().length()) + pan.clearText();
            return (domestic ? "00" : "01")
                    + traceNumber
                    + number
                    + String.format("%012d", amountMinor);
        }
    }

    /// @param batchNumber of the batch that is compared
    /// @param lines       at most [#MAX_UPLOAD_LINES]
    public Message upload(String batchNumber, List<UploadLine> lines) {
        var digits = new StringBuilder(String.format("%02d", lines.size()));
        lines.forEach(line -> digits.append(line.digits()));
        return administrative(TransactionKind.BATCH_UPLOAD, "201", batchNumber)
                .set(ADDITIONAL_DATA, digits.toString())
                .build();
    }

    /// @param networkCode `207` for a batch that balanced, `202` for one that didn't
    /// @param lineCount   lines sent in all
    public Message uploadEnd(String batchNumber, String networkCode, int lineCount) {
        return administrative(TransactionKind.BATCH_UPLOAD_END, networkCode, batchNumber)
                .set(ADDITIONAL_DATA, String.format("%04d", lineCount))
                .build();
    }

    private Message.Builder administrative(TransactionKind kind, String networkCode) {
        return administrative(kind, networkCode, memory.batchNumber());
    }

    private Message.Builder administrative(
            TransactionKind kind, String networkCode, String batchNumber) {
        return started(kind)
                .set(TRANSACTION, new TransactionField(typeOf(kind), batchNumber, networkCode));
    }

    private Message.Builder financial(TransactionKind kind) {
        return started(kind)
                .set(PROCESSING_CODE, kind.processingCode().orElseThrow())
                .set(CONDITION_CODE, kind.conditionCode().orElseThrow())
                .set(CURRENCY, YUAN)
                .set(
                        TRANSACTION,
                        new TransactionField(
                                typeOf(kind),
                                memory.batchNumber(),
                                ANY_NETWORK,
                                READS_STRIPE_AND_CHIP));
    }

    private static String typeOf(TransactionKind kind) {
        return kind.type().orElseThrow();
    }

    private Message.Builder started(TransactionKind kind) {
        return Message.builder(TerminalDialect.DIALECT, kind.mti())
                .set(TRACE_NUMBER, memory.takeTrace())
                .set(TERMINAL, settings.terminalId())
                .set(MERCHANT, settings.merchantId());
    }

    private Message.Builder following(TransactionKind kind, Slip original, Message request) {
        var draft = financial(kind).copy(request, List.of(PAN, EXPIRY));
        // Whoever voids or refunds enters no PIN.
        var entryMode = request.get(ENTRY_MODE).substring(0, 2) + "2";
        draft.set(ENTRY_MODE, entryMode);
        var answer = original.answer();
        if (answer != null && answer.retrievalReference() != null) {
            draft.set(RETRIEVAL_REFERENCE, answer.retrievalReference());
        }
        if (answer != null && answer.authorizationCode() != null) {
            draft.set(AUTHORIZATION_CODE, answer.authorizationCode());
        }
        var date = answer == null ? null : answer.date();
        return draft.set(
                ORIGINAL,
                new OriginalTransaction(
                        original.batchNumber(),
                        original.traceNumber(),
                        Objects.requireNonNullElse(date, "")));
    }

    private Message.Builder withCard(Message.Builder draft, Card card) {
        draft.set(PAN, card.pan()).set(ENTRY_MODE, card.entryMode());
        card.expiry().ifPresent(expiry -> draft.set(EXPIRY, expiry));
        card.sequence().ifPresent(sequence -> draft.set(CARD_SEQUENCE, sequence));
        card.track().ifPresent(track -> draft.set(TRACK_2, track));
        card.chip().ifPresent(chip -> draft.set(CHIP_DATA, chip));
        card.pin()
                .ifPresent(
                        pin ->
                                draft.set(PIN_CAPTURE_CODE, "12")
                                        .set(PIN_BLOCK, pinPad.encipher(pin, card.pan()))
                                        .set(SECURITY_CONTROL, SecurityControl.USUAL.text()));
        return draft;
    }
}
