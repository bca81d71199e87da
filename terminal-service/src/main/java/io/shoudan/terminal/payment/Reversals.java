package io.shoudan.terminal.payment;

import static io.shoudan.iso8583.terminal.TerminalDialect.ACQUIRER;
import static io.shoudan.iso8583.terminal.TerminalDialect.AMOUNT;
import static io.shoudan.iso8583.terminal.TerminalDialect.CURRENCY;
import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.ReversalOutcome;
import io.shoudan.contracts.transaction.model.ReversalReason;
import io.shoudan.contracts.transaction.model.ReversalRequest;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.terminal.ProcessingRequirement;
import io.shoudan.terminal.answer.Answers;
import io.shoudan.terminal.answer.Cell;
import io.shoudan.terminal.answer.Reply;
import io.shoudan.terminal.answer.ResponseCodes;
import io.shoudan.terminal.answer.Told;
import io.shoudan.terminal.check.CheckedRequest;
import io.shoudan.terminal.field.Currencies;
import io.shoudan.terminal.transactions.Result;
import io.shoudan.terminal.transactions.TransactionCalls;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// 0400 ⇄ `ReversalRequest` and `ReversalOutcome`.
@Component
public class Reversals {

    private final TransactionCalls transactions;
    private final ResponseCodes codes;
    private final Answers answers;
    private final Cell cell;

    Reversals(TransactionCalls transactions, ResponseCodes codes, Answers answers, Cell cell) {
        this.transactions = transactions;
        this.codes = codes;
        this.answers = answers;
        this.cell = cell;
    }

    /// Has a reversal recorded, once or again; 00 as soon as it is.
    public Reply reverse(CheckedRequest request) {
        var kind =
                io.shoudan.iso8583.terminal.TransactionKind.reversedBy(request.message())
                        .flatMap(PaymentFields::kind);
        if (kind.isEmpty()) {
            return ofNothing(request);
        }
        return switch (transactions.reverse(toRequest(request, kind.get()))) {
            case Result.Answered<ReversalOutcome>(var outcome) -> answer(request, outcome);
            case Result.NoOutcome<ReversalOutcome>() ->
                    new Reply.Unanswered("no outcome within the deadline");
        };
    }

    /// A reversal of a kind that isn't built: none was ever approved, so nothing is to be taken
    /// back, and a terminal that hears anything but 00 would go on reversing for ever.
    private Reply ofNothing(CheckedRequest request) {
        var told = new Told("00", ProcessingRequirement.NONE, "MESSAGE_UNSUPPORTED");
        return answers.own(
                        request.frame(),
                        told,
                        request.seal(),
                        reply -> reply.set(ACQUIRER, answers.acquirerCode()))
                .refused("fields 3 and 60.1: no original that there could be");
    }

    private ReversalRequest toRequest(CheckedRequest request, TransactionKind kind) {
        return new ReversalRequest(
                        kind,
                        request.terminalId(),
                        request.merchantId(),
                        request.batchNumber(),
                        request.traceNumber(),
                        PaymentFields.card(request),
                        reason(request.message().find(RESPONSE_CODE).orElse("")))
                .amount(amount(request.message()));
    }

    /// A reversal need not name the currency again; no currency at all means the cell's, too.
    private @Nullable Money amount(Message message) {
        var currency = message.find(CURRENCY).flatMap(Currencies::of).orElse(cell.currency());
        return message.find(AMOUNT).map(it -> Money.of(it, currency)).orElse(null);
    }

    /// Field 39 of a reversal says why.
    private static ReversalReason reason(String responseCode) {
        return switch (responseCode) {
            case "98" -> ReversalReason.NO_ANSWER;
            case "A0" -> ReversalReason.ANSWER_MAC_WRONG;
            default -> ReversalReason.OTHER;
        };
    }

    private Reply answer(CheckedRequest request, ReversalOutcome outcome) {
        var told = outcome.getRecorded() ? Told.APPROVED : codes.declined(outcome.getCause(), null);
        var reply =
                answers.decided(
                        request.frame(),
                        told,
                        outcome.getRetrievalReference(),
                        outcome.getHostTime(),
                        request.seal(),
                        it ->
                                PaymentFields.place(
                                        it,
                                        outcome.getAcquirerCode(),
                                        outcome.getBusinessDate(),
                                        outcome.getScheme(),
                                        outcome.getIssuerCode()));
        return outcome.getRecorded() ? reply : reply.refused(null);
    }
}
