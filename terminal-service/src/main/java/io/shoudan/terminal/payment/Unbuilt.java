package io.shoudan.terminal.payment;

import io.shoudan.contracts.transaction.model.BatchCheck;
import io.shoudan.contracts.transaction.model.BatchCheckOutcome;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.terminal.TransactionKind;
import io.shoudan.terminal.answer.Answers;
import io.shoudan.terminal.answer.Reply;
import io.shoudan.terminal.answer.ResponseCodes;
import io.shoudan.terminal.check.CheckedRequest;
import io.shoudan.terminal.transactions.Result;
import io.shoudan.terminal.transactions.TransactionCalls;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/// Kinds that the protocol has and this platform doesn't: refused in the protocol's order, so that
/// a terminal in the wrong batch hears that first (check 9 before check 10).
@Component
public class Unbuilt {

    private final TransactionCalls transactions;
    private final ResponseCodes codes;
    private final Answers answers;

    Unbuilt(TransactionCalls transactions, ResponseCodes codes, Answers answers) {
        this.transactions = transactions;
        this.codes = codes;
        this.answers = answers;
    }

    public Reply refuse(CheckedRequest request) {
        return namesItsBatch(request.kind())
                ? refuseByBatch(request)
                : notBuilt(request, Answers.NOTHING_MORE);
    }

    /// Advices tell what has happened already, and management isn't about money: neither is held
    /// up by a batch.
    private static boolean namesItsBatch(TransactionKind kind) {
        return kind.financial() && kind.unanswered() != TransactionKind.Unanswered.RESENT;
    }

    private Reply refuseByBatch(CheckedRequest request) {
        var check =
                new BatchCheck(request.terminalId(), request.merchantId(), request.batchNumber());
        return switch (transactions.check(check)) {
            case Result.Answered<BatchCheckOutcome>(var outcome) when outcome.getOpen() ->
                    notBuilt(
                            request,
                            it ->
                                    PaymentFields.place(
                                            it,
                                            answers.acquirerCode(),
                                            outcome.getBusinessDate(),
                                            null,
                                            null));
            case Result.Answered<BatchCheckOutcome>(var outcome) ->
                    answers.own(
                                    request.frame(),
                                    codes.declined(outcome.getCause(), null),
                                    request.seal(),
                                    Answers.NOTHING_MORE)
                            .refused(null);
            // No transmission of such a request was ever recorded.
            case Result.NoOutcome<BatchCheckOutcome>() ->
                    answers.refuse(request.frame(), "PLATFORM_BUSY", request.seal());
        };
    }

    private Reply notBuilt(CheckedRequest request, Consumer<Message.Builder> content) {
        return answers.own(
                        request.frame(), codes.of("MESSAGE_UNSUPPORTED"), request.seal(), content)
                .refused("not built: " + request.kind());
    }
}
