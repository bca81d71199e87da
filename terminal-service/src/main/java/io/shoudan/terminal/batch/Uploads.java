package io.shoudan.terminal.batch;

import static io.shoudan.iso8583.terminal.TerminalDialect.ADDITIONAL_DATA;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRANSACTION;

import io.shoudan.contracts.transaction.model.BatchUpload;
import io.shoudan.contracts.transaction.model.BatchUploadEnd;
import io.shoudan.contracts.transaction.model.BatchUploadOutcome;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.contracts.transaction.model.UploadLine;
import io.shoudan.iso8583.terminal.BatchLine;
import io.shoudan.terminal.answer.Answers;
import io.shoudan.terminal.answer.Reply;
import io.shoudan.terminal.answer.ResponseCodes;
import io.shoudan.terminal.answer.Told;
import io.shoudan.terminal.check.CheckedRequest;
import io.shoudan.terminal.transactions.Result;
import io.shoudan.terminal.transactions.TransactionCalls;
import org.springframework.stereotype.Component;

/// 0320 ⇄ `BatchUpload`, `BatchUploadEnd` and `BatchUploadOutcome`.
@Component
public class Uploads {

    /// 60.3 of the end of an upload whose batch had balanced.
    private static final String BALANCED = "207";

    /// Of the count in front of the lines, which is all that the answer repeats.
    private static final int COUNT_DIGITS = 2;

    private final TransactionCalls transactions;
    private final ResponseCodes codes;
    private final Answers answers;

    Uploads(TransactionCalls transactions, ResponseCodes codes, Answers answers) {
        this.transactions = transactions;
        this.codes = codes;
        this.answers = answers;
    }

    /// Takes in some lines of a batch as the terminal has them.
    public Reply upload(CheckedRequest request) {
        var field = request.message().get(ADDITIONAL_DATA);
        var upload =
                new BatchUpload(
                        request.terminalId(),
                        request.merchantId(),
                        request.batchNumber(),
                        request.traceNumber(),
                        BatchLine.parse(field).stream().map(Uploads::toLine).toList());
        return answer(request, transactions.upload(upload), field.substring(0, COUNT_DIGITS));
    }

    /// The terminal has sent all lines.
    public Reply end(CheckedRequest request) {
        var message = request.message();
        var count = message.get(ADDITIONAL_DATA);
        var end =
                new BatchUploadEnd(
                        request.terminalId(),
                        request.merchantId(),
                        request.batchNumber(),
                        request.traceNumber(),
                        message.get(TRANSACTION).networkCode().equals(BALANCED),
                        BatchLine.parseTotal(count));
        return answer(request, transactions.endUpload(end), count);
    }

    private static UploadLine toLine(BatchLine line) {
        return new UploadLine(
                switch (line.origin()) {
                    case DOMESTIC -> CardRegion.DOMESTIC;
                    case FOREIGN -> CardRegion.FOREIGN;
                },
                line.traceNumber(),
                line.pan().clearText(),
                line.amountMinor());
    }

    private Reply answer(CheckedRequest request, Result<BatchUploadOutcome> result, String count) {
        return switch (result) {
            case Result.Answered<BatchUploadOutcome>(var outcome) -> {
                var told =
                        outcome.getAccepted()
                                ? Told.APPROVED
                                : codes.declined(outcome.getCause(), null);
                var reply =
                        answers.decided(
                                request.frame(),
                                told,
                                outcome.getRetrievalReference(),
                                outcome.getHostTime(),
                                request.seal(),
                                it -> it.set(ADDITIONAL_DATA, count));
                yield outcome.getAccepted() ? reply : reply.refused(null);
            }
            case Result.NoOutcome<BatchUploadOutcome>() ->
                    new Reply.Unanswered("no outcome within the deadline");
        };
    }
}
