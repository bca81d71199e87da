package io.shoudan.settlement.batch;

import static io.shoudan.settlement.batch.Difference.Cause.LINE_AMOUNT_DIFFERS;
import static io.shoudan.settlement.batch.Difference.Cause.LINE_CARD_DIFFERS;
import static io.shoudan.settlement.batch.Difference.Cause.LINE_MISSING_AT_HOST;
import static io.shoudan.settlement.batch.Difference.Cause.LINE_MISSING_AT_TERMINAL;
import static io.shoudan.settlement.batch.Difference.Cause.LINE_REGION_DIFFERS;
import static io.shoudan.settlement.batch.Difference.Cause.REFUND_WITHOUT_PURCHASE;
import static io.shoudan.settlement.batch.Difference.Cause.TOTALS_DIFFER;
import static io.shoudan.settlement.batch.Difference.Cause.UPLOAD_INCOMPLETE;
import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.catalogue.FailureCatalogue;
import io.shoudan.contracts.event.BatchClosed;
import io.shoudan.contracts.event.BatchTotals;
import io.shoudan.contracts.event.BatchUploadReceived;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.settlement.batch.Difference.Cause;
import io.shoudan.settlement.batch.Difference.Side;
import io.shoudan.settlement.line.SettlementLine;
import io.shoudan.settlement.testing.Story;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Where terminal and host can disagree about a batch, and what is then said.
class BatchComparisonTest {

    private final Story story = Story.begin();

    @Test
    void findsNothingWhereBothAgree() {
        var purchase = story.purchase(100_00);
        var refund = story.refund(purchase, 40_00);

        assertThat(compare(story.closed(), null)).isEmpty();
        assertThat(compare(story.closed(), 2, story.line(purchase), story.line(refund))).isEmpty();
    }

    @Test
    void namesTheSumThatDiffers() {
        story.purchase(100_00);

        var found = compare(story.closedAgainst(new BatchTotals(120_00, 1, 0, 0)), null);

        assertThat(found).hasSize(1);
        var difference = found.getFirst();
        assertThat(difference.cause()).isEqualTo(TOTALS_DIFFER);
        assertThat(difference.region()).isEqualTo(CardRegion.DOMESTIC);
        assertThat(difference.side()).isEqualTo(Side.DEBIT);
        assertThat(difference.terminalAmountMinor()).isEqualTo(120_00);
        assertThat(difference.hostAmountMinor()).isEqualTo(100_00);
    }

    /// Two errors that cancel out in the sum still show in the count.
    @Test
    void comparesCountsTooAndBothSides() {
        story.purchase(100_00);

        var found = compare(story.closedAgainst(new BatchTotals(100_00, 2, 5, 1)), null);

        assertThat(found).extracting(Difference::cause).containsOnly(TOTALS_DIFFER);
        assertThat(found).extracting(Difference::side).containsExactly(Side.DEBIT, Side.CREDIT);
        assertThat(found.getFirst().terminalCount()).isEqualTo(2);
        assertThat(found.getFirst().hostCount()).isEqualTo(1);
    }

    @Test
    void hasNoTotalsToCompareWhenTheTerminalNeverSettled() {
        story.purchase(100_00);

        assertThat(compare(story.timedOut(), null)).isEmpty();
    }

    /// Terminal and host agree, and still somebody has to look: the money went back twice.
    @Test
    void namesARefundWhosePurchaseNeverCounted() {
        var elsewhere = story.onAnotherTerminal();
        var lost = story.earlyRefund(elsewhere.purchase(100_00), 40_00, true);
        story.earlyRefund(elsewhere.purchase(50_00), 10_00, false);

        var found = compare(story.closed(), null);

        assertThat(causes(found)).containsExactly(REFUND_WITHOUT_PURCHASE);
        var difference = found.getFirst();
        assertThat(difference.transactionId()).isEqualTo(lost.transaction().transactionId());
        assertThat(difference.hostAmountMinor()).isEqualTo(40_00);
    }

    @Test
    void findsALineThatOnlyTheTerminalHas() {
        var purchase = story.purchase(100_00);
        var ghost = line("000077", Story.CARD, 5_00, CardRegion.DOMESTIC);

        var found = compare(story.timedOut(), 2, story.line(purchase), ghost);

        assertThat(causes(found)).containsExactly(LINE_MISSING_AT_HOST);
        assertThat(found.getFirst().traceNumber()).isEqualTo("000077");
        assertThat(found.getFirst().transactionId()).isNull();
        assertThat(found.getFirst().terminalAmountMinor()).isEqualTo(5_00);
    }

    @Test
    void findsALineThatOnlyTheHostHas() {
        var purchase = story.purchase(100_00);
        var forgotten = story.purchase(7_00);

        var found = compare(story.timedOut(), 1, story.line(purchase));

        assertThat(causes(found)).containsExactly(LINE_MISSING_AT_TERMINAL);
        assertThat(found.getFirst().transactionId())
                .isEqualTo(forgotten.transaction().transactionId());
        assertThat(found.getFirst().hostAmountMinor()).isEqualTo(7_00);
    }

    /// The terminal took the purchase back when it had been refunded in part, and that reversal was
    /// withheld: what it dropped is what it misses, in the sum and as a line.
    @Test
    void explainsAPurchaseThatOnlyTheTerminalTookBack() {
        var purchase = story.purchase(23_00);
        var refund = story.refund(purchase, 3_00);

        var found =
                compare(story.closedAgainst(new BatchTotals(0, 0, 3_00, 1)), 1, story.line(refund));

        assertThat(causes(found)).containsExactly(TOTALS_DIFFER, LINE_MISSING_AT_TERMINAL);
        assertThat(found.getFirst().side()).isEqualTo(Side.DEBIT);
        assertThat(found.getLast().transactionId())
                .isEqualTo(purchase.transaction().transactionId());
    }

    @Test
    void findsAnotherAmount() {
        story.purchase(100_00);

        var found =
                compare(
                        story.timedOut(),
                        1,
                        line("000001", Story.CARD, 10_000_00, CardRegion.DOMESTIC));

        assertThat(causes(found)).containsExactly(LINE_AMOUNT_DIFFERS);
        assertThat(found.getFirst().terminalAmountMinor()).isEqualTo(10_000_00);
        assertThat(found.getFirst().hostAmountMinor()).isEqualTo(100_00);
    }

    @Test
    void findsAnotherCardByTheDigitsThatAreShown() {
        story.purchase(100_00);

        var other = line("000001", "622500******0022", 100_00, CardRegion.DOMESTIC);
        var sameWithLongerMask = line("000001", "622500*********0014", 100_00, CardRegion.DOMESTIC);

        assertThat(causes(compare(story.timedOut(), 1, other))).containsExactly(LINE_CARD_DIFFERS);
        assertThat(compare(story.timedOut(), 1, sameWithLongerMask)).isEmpty();
    }

    /// A mask that shows too little proves nothing.
    @Test
    void takesAnUnreadableMaskForAnotherCard() {
        story.purchase(100_00);

        var masked = line("000001", "****", 100_00, CardRegion.DOMESTIC);

        assertThat(causes(compare(story.timedOut(), 1, masked))).containsExactly(LINE_CARD_DIFFERS);
    }

    @Test
    void findsAnotherRegion() {
        story.purchase(100_00);

        var found =
                compare(
                        story.timedOut(),
                        1,
                        line("000001", Story.CARD, 100_00, CardRegion.FOREIGN));

        assertThat(causes(found)).containsExactly(LINE_REGION_DIFFERS);
        assertThat(found.getFirst().region()).isEqualTo(CardRegion.FOREIGN);
    }

    @Test
    void saysEverythingThatDiffersAboutALine() {
        story.purchase(100_00);

        var found =
                compare(
                        story.timedOut(),
                        1,
                        line("000001", "400000******0002", 1, CardRegion.FOREIGN));

        assertThat(causes(found))
                .containsExactly(LINE_AMOUNT_DIFFERS, LINE_CARD_DIFFERS, LINE_REGION_DIFFERS);
    }

    /// The upload was cut off: what is not there yet is not missing.
    @Test
    void callsAnUploadWithoutEndIncomplete() {
        var purchase = story.purchase(100_00);
        story.purchase(7_00);

        var found = compare(story.timedOut(), null, story.line(purchase));

        assertThat(causes(found)).containsExactly(UPLOAD_INCOMPLETE);
        assertThat(found.getFirst().terminalCount()).isNull();
        assertThat(found.getFirst().hostCount()).isEqualTo(1);
    }

    @Test
    void callsAnUploadWithFewerLinesThanAnnouncedIncomplete() {
        var purchase = story.purchase(100_00);
        story.purchase(7_00);

        var found = compare(story.timedOut(), 2, story.line(purchase));

        assertThat(causes(found)).containsExactly(UPLOAD_INCOMPLETE);
        assertThat(found.getFirst().terminalCount()).isEqualTo(2);
    }

    /// The terminal ends an upload of nothing: it lost its journal.
    @Test
    void takesAnEmptyUploadOfAnUnbalancedBatchAtItsWord() {
        story.purchase(100_00);

        assertThat(causes(compare(story.timedOut(), 0))).containsExactly(LINE_MISSING_AT_TERMINAL);
        assertThat(compare(story.closed(), 0)).isEmpty();
    }

    /// A purchase and a refund may share a trace number within a batch: those that agree belong
    /// together, whatever order they came in.
    @Test
    void pairsLinesOfOneTraceNumberThatAgree() {
        var members =
                List.of(
                        SettlementLine.of(story.purchase(100_00)),
                        SettlementLine.of(story.onTrace("000001").purchase(7_00)));
        var first = line("000001", Story.CARD, 7_00, CardRegion.DOMESTIC);
        var second = line("000001", Story.CARD, 99_00, CardRegion.DOMESTIC);

        var found = compare(story.timedOut(), 2, members, List.of(first, second));

        assertThat(causes(found)).containsExactly(LINE_AMOUNT_DIFFERS);
        assertThat(found.getFirst().hostAmountMinor()).isEqualTo(100_00);
        assertThat(found.getFirst().terminalAmountMinor()).isEqualTo(99_00);
    }

    @Test
    void findsTheSameInWhateverOrderLinesCome() {
        var lines = new ArrayList<BatchUploadReceived.Line>();
        for (int i = 0; i < 20; i++) {
            var member = story.purchase(100 + i);
            lines.add(
                    i % 3 == 0
                            ? line("%06d".formatted(i + 1), Story.CARD, i, CardRegion.FOREIGN)
                            : story.line(member));
        }
        var expected =
                compare(story.timedOut(), 21, lines.toArray(BatchUploadReceived.Line[]::new));

        long seed = 7;
        Collections.shuffle(lines, new Random(seed));

        assertThat(compare(story.timedOut(), 21, lines.toArray(BatchUploadReceived.Line[]::new)))
                .as("seed=%d", seed)
                .isEqualTo(expected)
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyCauseIsInTheCatalogue(Cause cause) {
        assertThat(FailureCatalogue.load().find(cause.name())).isPresent();
    }

    @Test
    void membersAreCompleteOnlyWhenTheyAgreeWithTheHostsTotals() {
        var first = SettlementLine.of(story.purchase(100_00));
        var second = SettlementLine.of(story.foreignPurchase(5_00));
        var closing = closing(story.closed());

        assertThat(Members.of(closing, List.of(first))).isEqualTo(new Members.Missing(1));
        assertThat(Members.of(closing, List.of(first, second))).isEqualTo(new Members.Complete());
        assertThat(Members.of(closing, List.of(first, first)))
                .isEqualTo(new Members.Contradictory());
        assertThat(Members.of(closing, List.of(first, second, second)))
                .isEqualTo(new Members.Contradictory());
    }

    private List<Difference> compare(
            BatchClosed closed, @Nullable Integer announced, BatchUploadReceived.Line... uploaded) {
        var members = story.members().stream().map(SettlementLine::of).toList();
        return compare(closed, announced, members, List.of(uploaded));
    }

    private static List<Difference> compare(
            BatchClosed closed,
            @Nullable Integer announced,
            List<SettlementLine> members,
            List<BatchUploadReceived.Line> uploaded) {
        var closing = closing(closed);
        var batch =
                new Batch(
                        closed.batchId(),
                        closed.terminalId(),
                        closed.merchantId(),
                        closed.batchNumber(),
                        closing,
                        announced,
                        Batch.Progress.INCOMPLETE);
        var early = closed.earlyRefunds();
        return BatchComparison.compare(
                batch,
                closing,
                members,
                early == null
                        ? List.of()
                        : early.stream()
                                .map(
                                        it ->
                                                new EarlyRefund(
                                                        it.transactionId(),
                                                        it.purchaseMinor(),
                                                        it.purchaseEnded()))
                                .toList(),
                uploaded);
    }

    private static Batch.Closing closing(BatchClosed closed) {
        return new Batch.Closing(
                closed.closing(),
                closed.balanced(),
                closed.memberCount(),
                closed.currency(),
                closed.hostDomestic(),
                closed.hostForeign(),
                closed.terminalDomestic(),
                closed.terminalForeign(),
                closed.closedAt());
    }

    private static List<Cause> causes(List<Difference> found) {
        return found.stream().map(Difference::cause).toList();
    }

    private static BatchUploadReceived.Line line(
            String traceNumber, String maskedPan, long amountMinor, CardRegion region) {
        return new BatchUploadReceived.Line(region, traceNumber, maskedPan, amountMinor);
    }
}
