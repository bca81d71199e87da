package io.shoudan.terminal.batch;

import static io.shoudan.iso8583.terminal.TerminalDialect.ADDITIONAL_DATA;
import static io.shoudan.iso8583.terminal.TerminalDialect.CURRENCY;

import io.shoudan.contracts.transaction.model.BatchSettlement;
import io.shoudan.contracts.transaction.model.BatchSettlementOutcome;
import io.shoudan.contracts.transaction.model.Totals;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.terminal.SettlementTotals;
import io.shoudan.iso8583.terminal.SettlementTotals.Comparison;
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

/// 0500 ⇄ `BatchSettlement` and `BatchSettlementOutcome`.
@Component
public class Settlements {

    /// What 12 digits can say.
    private static final long MAX_MINOR = 999_999_999_999L;

    /// What 3 digits can say.
    private static final int MAX_COUNT = 999;

    private final TransactionCalls transactions;
    private final ResponseCodes codes;
    private final Answers answers;
    private final Cell cell;

    Settlements(TransactionCalls transactions, ResponseCodes codes, Answers answers, Cell cell) {
        this.transactions = transactions;
        this.codes = codes;
        this.answers = answers;
        this.cell = cell;
    }

    /// Compares the terminal's totals with ours, and tells ours.
    public Reply settle(CheckedRequest request) {
        return switch (transactions.settle(toRequest(request))) {
            case Result.Answered<BatchSettlementOutcome>(var outcome) -> answer(request, outcome);
            case Result.NoOutcome<BatchSettlementOutcome>() ->
                    new Reply.Unanswered("no outcome within the deadline");
        };
    }

    private BatchSettlement toRequest(CheckedRequest request) {
        var message = request.message();
        var totals = SettlementTotals.of(message.get(ADDITIONAL_DATA));
        var currency = message.find(CURRENCY).flatMap(Currencies::of).orElse(cell.currency());
        return new BatchSettlement(
                request.terminalId(),
                request.merchantId(),
                request.batchNumber(),
                currency.getCurrencyCode(),
                toTotals(totals.domestic()),
                toTotals(totals.foreign()));
    }

    private static Totals toTotals(SettlementTotals.Half half) {
        return new Totals(
                half.debitMinor(), half.debitCount(), half.creditMinor(), half.creditCount());
    }

    private Reply answer(CheckedRequest request, BatchSettlementOutcome outcome) {
        var told = outcome.getAccepted() ? Told.APPROVED : codes.declined(outcome.getCause(), null);
        var reply =
                answers.decided(
                        request.frame(),
                        told,
                        outcome.getRetrievalReference(),
                        outcome.getHostTime(),
                        request.seal(),
                        it -> fill(it, outcome));
        return outcome.getAccepted() ? reply : reply.refused(null);
    }

    private static void fill(Message.Builder reply, BatchSettlementOutcome outcome) {
        var domestic = outcome.getDomestic();
        var foreign = outcome.getForeign();
        if (domestic != null && foreign != null) {
            var ours =
                    new SettlementTotals(
                            half(domestic, outcome.getDomesticBalanced()),
                            half(foreign, outcome.getForeignBalanced()));
            reply.set(ADDITIONAL_DATA, ours.text());
        }
    }

    /// More than field 48 can tell is told as the most that it can, and never as balanced.
    private static SettlementTotals.Half half(Totals totals, @Nullable Boolean balanced) {
        var told =
                SettlementTotals.Half.of(
                        Math.min(totals.getDebitMinor(), MAX_MINOR),
                        Math.min(totals.getDebitCount(), MAX_COUNT),
                        Math.min(totals.getCreditMinor(), MAX_MINOR),
                        Math.min(totals.getCreditCount(), MAX_COUNT));
        boolean whole =
                told.debitMinor() == totals.getDebitMinor()
                        && told.debitCount() == totals.getDebitCount()
                        && told.creditMinor() == totals.getCreditMinor()
                        && told.creditCount() == totals.getCreditCount();
        return new SettlementTotals.Half(
                told.debitMinor(),
                told.debitCount(),
                told.creditMinor(),
                told.creditCount(),
                whole && Boolean.TRUE.equals(balanced)
                        ? Comparison.BALANCED
                        : Comparison.UNBALANCED);
    }
}
