package io.shoudan.terminal.payment;

import static io.shoudan.iso8583.terminal.TerminalDialect.ACQUIRER;
import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.SETTLEMENT_DATE;

import io.shoudan.contracts.transaction.model.ReversalOutcome;
import io.shoudan.contracts.transaction.model.ReversalReason;
import io.shoudan.contracts.transaction.model.ReversalRequest;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.iso8583.Message;
import io.shoudan.terminal.answer.Answers;
import io.shoudan.terminal.answer.Reply;
import io.shoudan.terminal.answer.ResponseCodes;
import io.shoudan.terminal.answer.Told;
import io.shoudan.terminal.attempt.Attempts;
import io.shoudan.terminal.check.CheckedRequest;
import io.shoudan.terminal.transactions.Result;
import io.shoudan.terminal.transactions.TransactionCalls;
import java.time.MonthDay;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// 0400 ⇄ `ReversalRequest` and `ReversalOutcome`.
@Component
public class Reversals {

    private final TransactionCalls transactions;
    private final ResponseCodes codes;
    private final Answers answers;
    private final Attempts attempts;

    Reversals(
            TransactionCalls transactions,
            ResponseCodes codes,
            Answers answers,
            Attempts attempts) {
        this.transactions = transactions;
        this.codes = codes;
        this.answers = answers;
        this.attempts = attempts;
    }

    /// Has a reversal recorded, once or again; 00 as soon as it is.
    public Reply reverse(CheckedRequest request) {
        var kind = reversedKind(request.message());
        if (kind.isEmpty()) {
            var reply = answers.refuse(request.frame(), "MESSAGE_UNSUPPORTED", request.seal());
            attempts.record(request.frame(), reply, "fields 3, 25 and 60.1: no known original");
            return reply;
        }
        return switch (transactions.reverse(toRequest(request, kind.get()))) {
            case Result.Answered<ReversalOutcome>(var outcome) -> answer(request, outcome);
            case Result.NotAccepted<ReversalOutcome>(var cause) ->
                    answers.refuse(request.frame(), cause, request.seal());
            case Result.NoOutcome<ReversalOutcome>() ->
                    new Reply.Unanswered("no outcome within the deadline");
        };
    }

    private static Optional<TransactionKind> reversedKind(Message message) {
        return io.shoudan.iso8583.terminal.TransactionKind.reversedBy(message)
                .flatMap(PaymentFields::kind);
    }

    private static ReversalRequest toRequest(CheckedRequest request, TransactionKind kind) {
        return new ReversalRequest(
                        kind,
                        request.terminalId(),
                        request.merchantId(),
                        request.batchNumber(),
                        request.traceNumber(),
                        PaymentFields.card(request),
                        reason(request.message().find(RESPONSE_CODE).orElse("")))
                .amount(PaymentFields.amount(request.message()));
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
        return answers.decided(
                request.frame(),
                told,
                outcome.getRetrievalReference(),
                outcome.getHostTime(),
                request.seal(),
                it -> fill(it, outcome));
    }

    private static void fill(Message.Builder reply, ReversalOutcome outcome) {
        var acquirer = outcome.getAcquirerCode();
        var date = outcome.getBusinessDate();
        if (acquirer != null) {
            reply.set(ACQUIRER, acquirer);
        }
        if (date != null) {
            reply.set(SETTLEMENT_DATE, MonthDay.from(date));
        }
    }
}
