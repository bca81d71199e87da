package io.shoudan.transaction;

import static io.shoudan.transaction.Terminal.totals;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.AuthorizationOutcome;
import io.shoudan.contracts.transaction.model.AuthorizationRequest;
import io.shoudan.contracts.transaction.model.BatchCheck;
import io.shoudan.contracts.transaction.model.BatchCheckOutcome;
import io.shoudan.contracts.transaction.model.BatchUpload;
import io.shoudan.contracts.transaction.model.BatchUploadEnd;
import io.shoudan.contracts.transaction.model.BatchUploadOutcome;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.contracts.transaction.model.OriginalReference;
import io.shoudan.contracts.transaction.model.OutcomeResult;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.contracts.transaction.model.UploadLine;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.testing.Eventually;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A terminal batch from sign-on to its close (money rule 14).
class BatchIT {

    private final RunningService service = Stage.service();
    private final ScriptedNetwork network = Stage.network();
    private final Terminal terminal = Stage.newTerminal();

    @AfterEach
    void everyTransitionHasItsStepAndItsEvent() {
        assertThat(service.contradictions()).isEmpty();
    }

    /// Equal figures in another currency are not equal sums.
    @Test
    void totalsInAnotherCurrencyAreNotCompared() {
        terminal.send(terminal.aPurchase(10_00));

        var refused = terminal.settleIn("USD", "000001", totals(10_00, 1, 0, 0), null);

        assertThat(refused.getAccepted()).isFalse();
        assertThat(refused.getCause()).isEqualTo("PRODUCT_NOT_ENABLED");
        assertThat(terminal.settle("000001", totals(10_00, 1, 0, 0), null).getDomesticBalanced())
                .isTrue();
    }

    @Test
    void balancedTotalsCloseTheBatchWithItsMembers() {
        var bought = terminal.send(terminal.aPurchase(10_00));
        var abroad =
                terminal.send(
                        terminal.request(TransactionKind.PURCHASE, 20_00, Terminal.FOREIGN_CARD));
        var toVoid = terminal.aPurchase(30_00);
        var voided = terminal.send(toVoid);
        terminal.send(terminal.aVoidOf(toVoid));
        var toRefund = terminal.aPurchase(40_00);
        terminal.send(toRefund);
        var refund = terminal.send(terminal.aRefundOf(toRefund, 5_00));
        terminal.send(terminal.aPurchase(50_51)); // declined

        var settled = terminal.settle("000001", totals(50_00, 2, 5_00, 1), totals(20_00, 1, 0, 0));

        assertThat(settled.getAccepted()).isTrue();
        assertThat(settled.getDomesticBalanced()).isTrue();
        assertThat(settled.getForeignBalanced()).isTrue();
        assertThat(service.state(bought)).isEqualTo("CAPTURED");
        assertThat(service.state(abroad)).isEqualTo("CAPTURED");
        assertThat(service.state(refund)).isEqualTo("CAPTURED");
        assertThat(service.state(voided)).isEqualTo("VOIDED");
        assertThat(service.events(terminal.terminalId + "/000001")).containsExactly("BatchClosed");
        assertThat(terminal.batches())
                .containsExactly("000001 CLOSED BALANCED 4", "000002 OPEN null null");
    }

    /// Asked about requests that take no identity: it changes nothing, and holds at that moment.
    @Test
    void tellsWhetherABatchIsOpen() {
        assertThat(check("000001").getOpen()).isTrue();
        assertThat(check("000001").getCause()).isNull();
        assertThat(check("000001").getBusinessDate())
                .isEqualTo(terminal.send(terminal.aPurchase(10_00)).getBusinessDate());
        assertThat(check("000002").getOpen()).isFalse();
        assertThat(check("000002").getCause()).isEqualTo("BATCH_CLOSED");

        terminal.settle("000001", totals(11_00, 1, 0, 0), null);
        assertThat(check("000001").getCause()).isEqualTo("BATCH_CLOSING");
        assertThat(terminal.batches()).hasSize(1);
    }

    @Test
    void knowsNoBatchOfATerminalThatNeverSignedOn() {
        var stranger = new BatchCheck("99999999", terminal.merchantId, "000001");

        assertThat(check(stranger).getCause()).isEqualTo("BATCH_CLOSED");
    }

    private BatchCheckOutcome check(String batchNumber) {
        return check(new BatchCheck(terminal.terminalId, terminal.merchantId, batchNumber));
    }

    private BatchCheckOutcome check(BatchCheck batch) {
        return service.internal("/internal/v1/batches/check", batch).as(BatchCheckOutcome.class);
    }

    /// Members first, then the close, under one key: settlement must not see a close without them.
    @Test
    void theCloseIsToldAfterItsMembers() {
        terminal.send(terminal.aPurchase(10_00));
        terminal.send(terminal.aPurchase(11_00));
        terminal.settle("000001", totals(21_00, 2, 0, 0), null);

        assertThat(
                        service.sql()
                                .sql(
                                        """
                                        select replace(headers ->> 'ce_type',
                                               'io.shoudan.transaction.', '') as type
                                          from outbox where key = :terminal order by id
                                        """)
                                .param("terminal", terminal.terminalId)
                                .query((row, _) -> row.getString("type"))
                                .list())
                .endsWith("TransactionCaptured", "TransactionCaptured", "BatchClosed");
    }

    /// A terminal can't say more than 999, and we may have more: that is a difference, no fault.
    @Test
    void aCountThatTheWireCannotShowIsADifference() {
        terminal.send(terminal.aPurchase(10_00));

        var settled = terminal.settle("000001", totals(10_00, 1_001, 0, 0), null);

        assertThat(settled.getAccepted()).isTrue();
        assertThat(settled.getDomesticBalanced()).isFalse();
    }

    @Test
    void aSettledBatchRepeatsItsAnswerWhateverTheTrace() {
        terminal.send(terminal.aPurchase(10_00));
        var first = terminal.settle("000001", totals(10_00, 1, 0, 0), null);
        var again = terminal.settle("000001", totals(0, 0, 0, 0), null);

        assertThat(again.getRepeated()).isTrue();
        assertThat(again.repeated(false)).isEqualTo(first);
    }

    @Test
    void afterTheCloseTheOldNumberIsRefusedAndSignOnTellsTheNewOne() {
        terminal.settle("000001", totals(0, 0, 0, 0), null);
        var refused = terminal.send(terminal.aPurchase(10_00));
        terminal.signOn();

        assertThat(refused.getCause()).isEqualTo("BATCH_CLOSED");
        assertThat(terminal.batch).isEqualTo("000002");
        assertThat(terminal.send(terminal.aPurchase(10_00)).getResult())
                .isEqualTo(OutcomeResult.APPROVED);
    }

    @Test
    void totalsThatDifferWaitForTheUpload() {
        var bought = terminal.send(terminal.aPurchase(10_00));
        var settled = terminal.settle("000001", totals(9_00, 1, 0, 0), null);

        assertThat(settled.getDomesticBalanced()).isFalse();
        assertThat(settled.getForeignBalanced()).isTrue();
        assertThat(settled.getDomestic()).isEqualTo(totals(10_00, 1, 0, 0));
        assertThat(terminal.send(terminal.aPurchase(11_00)).getCause()).isEqualTo("BATCH_CLOSING");
        assertThat(service.state(bought)).isEqualTo("APPROVED");

        var upload = upload("000900");
        assertThat(uploaded("upload", upload).getAccepted()).isTrue();
        assertThat(uploaded("upload", upload).getAccepted()).isTrue();
        assertThat(uploaded("upload-end", uploadEnd(1)).getAccepted()).isTrue();

        assertThat(service.state(bought)).isEqualTo("CAPTURED");
        assertThat(terminal.batches())
                .containsExactly("000001 CLOSED UPLOADED 1", "000002 OPEN null null");
        assertThat(service.events(terminal.terminalId + "/000001"))
                .containsExactly("BatchUploadReceived", "BatchUploadEnded", "BatchClosed");
        // What the 0510 said stays what it said.
        assertThat(terminal.settle("000001", totals(1, 1, 0, 0), null).getDomesticBalanced())
                .isFalse();
    }

    /// An end that came early must not be taken for the real one.
    @Test
    void nothingIsUploadedWhileTheBatchIsOpen() {
        var bought = terminal.send(terminal.aPurchase(10_00));

        assertThat(uploaded("upload", upload("000900")).getCause()).isEqualTo("BATCH_OPEN");
        assertThat(uploaded("upload-end", uploadEnd(7)).getCause()).isEqualTo("BATCH_OPEN");
        assertThat(service.events(terminal.terminalId + "/000001")).isEmpty();

        terminal.settle("000001", totals(9_00, 1, 0, 0), null);
        assertThat(uploaded("upload", upload("000900")).getAccepted()).isTrue();
        assertThat(uploaded("upload-end", uploadEnd(1)).getAccepted()).isTrue();
        assertThat(service.state(bought)).isEqualTo("CAPTURED");
        assertThat(terminal.batches())
                .containsExactly("000001 CLOSED UPLOADED 1", "000002 OPEN null null");
        assertThat(announcedLines()).isEqualTo(1);
    }

    /// The cashier would be told that lines arrived which nobody kept.
    @Test
    void otherLinesUnderAnUploadsTraceAreAConflict() {
        terminal.send(terminal.aPurchase(10_00));
        terminal.settle("000001", totals(9_00, 1, 0, 0), null);
        var first = upload("000900");
        assertThat(uploaded("upload", first).getAccepted()).isTrue();

        var others = upload("000900");
        others.getLines().getFirst().setAmountMinor(9_01L);
        var more = upload("000900");
        more.setLines(List.of(first.getLines().getFirst(), first.getLines().getFirst()));

        assertThat(uploaded("upload", others).getCause()).isEqualTo("IDENTITY_CONFLICT");
        assertThat(uploaded("upload", more).getCause()).isEqualTo("IDENTITY_CONFLICT");
        assertThat(uploaded("upload", first).getAccepted()).isTrue();
        assertThat(service.events(terminal.terminalId + "/000001"))
                .containsExactly("BatchUploadReceived");
        assertThat(
                        service.sql()
                                .sql(
                                        """
                                        select amount_minor from batch_upload_line
                                          join terminal_batch on id = batch_id
                                         where terminal_id = :terminal
                                        """)
                                .param("terminal", terminal.terminalId)
                                .query(Long.class)
                                .list())
                .containsExactly(9_00L);
    }

    /// A terminal that was asked to upload again counts anew.
    @Test
    void theLastEndOfAnUploadCounts() {
        terminal.send(terminal.aPurchase(10_00));
        terminal.settle("000001", totals(9_00, 1, 0, 0), null);
        uploaded("upload-end", uploadEnd(3));
        uploaded("upload-end", uploadEnd(3));
        uploaded("upload", upload("000900"));

        assertThat(uploaded("upload-end", uploadEnd(1)).getAccepted()).isTrue();
        assertThat(announcedLines()).isEqualTo(1);
        assertThat(service.events(terminal.terminalId + "/000001"))
                .containsExactly(
                        "BatchUploadEnded",
                        "BatchClosed",
                        "BatchUploadReceived",
                        "BatchUploadEnded");
    }

    /// A row that can't be read, say: whatever goes wrong with one batch, the others close.
    @Test
    void aBatchThatCannotBeClosedHoldsUpNoOther() {
        var broken = terminal.send(terminal.aPurchase(10_00));
        terminal.settle("000001", totals(0, 0, 0, 0), null);
        var other = Stage.newTerminal();
        var bought = other.send(other.aPurchase(10_00));
        other.settle("000001", totals(0, 0, 0, 0), null);
        amount(broken, Money.MAX_MINOR_UNITS + 1);

        due(terminal, "1 hour");
        due(other, "0 hours");

        service.reaches(bought, "CAPTURED");
        Eventually.until(
                "the alarm",
                () ->
                        service.bean(MeterRegistry.class)
                                        .counter("shoudan.batch.close.failures")
                                        .count()
                                > 0);
        assertThat(terminal.batches()).containsExactly("000001 CLOSING TIMED_OUT null");

        amount(broken, 10_00);
        due(terminal, "0 hours");
        service.reaches(broken, "CAPTURED");
    }

    @Test
    void aBatchWithoutItsUploadClosesFromOurRecords() {
        var bought = terminal.send(terminal.aPurchase(10_00));
        terminal.settle("000001", totals(0, 0, 0, 0), null);
        due(terminal, "0 hours");

        service.reaches(bought, "CAPTURED");
        assertThat(terminal.batches())
                .containsExactly("000001 CLOSED TIMED_OUT 1", "000002 OPEN null null");
    }

    /// Totals can't be told while a purchase may still become one.
    @Test
    void settlementWaitsForOpenPurchases() throws Exception {
        network.plays(_ -> ScriptedNetwork.Play.HOLD);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var purchase = callers.submit(() -> terminal.send(terminal.aPurchase(10_00)));
            Eventually.until("the network was asked", () -> network.holding() == 1);
            var settling =
                    callers.submit(() -> terminal.settle("000001", totals(10_00, 1, 0, 0), null));
            network.release();

            assertThat(purchase.get().getResult()).isEqualTo(OutcomeResult.APPROVED);
            assertThat(settling.get().getDomesticBalanced()).isTrue();
        }
        assertThat(terminal.batches()).first().isEqualTo("000001 CLOSED BALANCED 1");
    }

    /// A void that is reversed after the close restores a purchase whose batch is gone: it must
    /// not be lost, so the next close takes it along.
    @Test
    void aPurchaseRestoredAfterItsBatchClosedJoinsTheNext() {
        var purchase = terminal.aPurchase(10_00);
        var bought = terminal.send(purchase);
        var voiding = terminal.aVoidOf(purchase);
        terminal.send(voiding);
        terminal.settle("000001", totals(0, 0, 0, 0), null);
        terminal.reverse(voiding);
        service.reaches(bought, "APPROVED");

        terminal.settle("000002", totals(10_00, 1, 0, 0), null);

        assertThat(service.state(bought)).isEqualTo("CAPTURED");
        assertThat(terminal.batches()).contains("000002 CLOSED BALANCED 1");
    }

    /// Settlement waits for no purchase of which nobody knows whether it is ever captured.
    @Test
    void theCloseNamesRefundsWhosePurchasesAreNotCaptured() {
        var elsewhere = Stage.newTerminal();
        var open = elsewhere.send(elsewhere.aPurchase(40_00));
        var reversed = elsewhere.send(elsewhere.aPurchase(30_00));
        var here = terminal.aPurchase(20_00);
        terminal.send(here);
        terminal.send(terminal.aRefundOf(here, 1_00));
        var early = terminal.send(refundOf(open, 4_00));
        var orphan = terminal.send(refundOf(reversed, 3_00));
        // A refund withholds its purchase's reversal, so nothing leads here but an error of ours.
        state(reversed, "REVERSED");

        terminal.settle("000001", totals(20_00, 1, 8_00, 3), null);
        state(reversed, "APPROVED");

        assertThat(earlyRefunds())
                .containsExactly(
                        early.getTransactionId() + " 4000 false",
                        orphan.getTransactionId() + " 3000 true");
    }

    /// Of two callers that want a terminal's newest batch, the second may find that the first has
    /// opened another one.
    @Test
    void aSignOnThatWaitedForASettlementIsToldTheNewBatch() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcome =
                    service.bean(Transactions.class)
                            .in(
                                    () -> {
                                        var settling = lockBatch();
                                        var asked =
                                                callers.submit(
                                                        () -> terminal.signOn("000050", "5"));
                                        Eventually.until("it waits", this::somebodyWaits);
                                        moveOn(settling);
                                        return asked;
                                    });

            assertThat(outcome.get().getBatchNumber()).isEqualTo("000002");
        }
    }

    private long lockBatch() {
        return service.sql()
                .sql("select id from terminal_batch where terminal_id = :terminal for update")
                .param("terminal", terminal.terminalId)
                .query(Long.class)
                .single();
    }

    private boolean somebodyWaits() {
        return service.sql()
                .sql("select exists (select from pg_locks where not granted)")
                .query(Boolean.class)
                .single();
    }

    private void moveOn(long batchId) {
        service.sql()
                .sql(
                        """
                        update terminal_batch
                           set state = 'CLOSED', closing = 'TIMED_OUT', close_due_at = now(),
                               closed_at = now(), member_count = 0,
                               captured_domestic = '{0,0,0,0}', captured_foreign = '{0,0,0,0}'
                         where id = :id
                        """)
                .param("id", batchId)
                .update();
        service.sql()
                .sql(
                        """
                        insert into terminal_batch (terminal_id, merchant_id, batch_number, state,
                               currency)
                        select terminal_id, merchant_id, '000002', 'OPEN', currency
                          from terminal_batch where id = :id
                        """)
                .param("id", batchId)
                .update();
    }

    private AuthorizationRequest refundOf(AuthorizationOutcome purchase, long minorUnits) {
        return terminal.request(TransactionKind.REFUND, minorUnits, Terminal.CARD)
                .original(
                        new OriginalReference()
                                .retrievalReference(purchase.getRetrievalReference()));
    }

    private List<String> earlyRefunds() {
        return service.sql()
                .sql(
                        """
                        select early ->> 'transactionId' || ' ' || (early ->> 'purchaseMinor')
                               || ' ' || (early ->> 'purchaseEnded')
                          from outbox,
                               jsonb_array_elements(
                                   convert_from(payload, 'UTF8')::jsonb -> 'earlyRefunds') early
                         where key = :terminal
                         order by outbox.id
                        """)
                .param("terminal", terminal.terminalId)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private int announcedLines() {
        return service.sql()
                .sql(
                        """
                        select upload_total_count from terminal_batch
                         where terminal_id = :terminal and batch_number = '000001'
                        """)
                .param("terminal", terminal.terminalId)
                .query(Integer.class)
                .single();
    }

    private void amount(AuthorizationOutcome of, long minorUnits) {
        service.sql()
                .sql("update transaction set amount_minor = :amount where id = :id")
                .param("amount", minorUnits)
                .param("id", of.getTransactionId())
                .update();
    }

    private void state(AuthorizationOutcome of, String state) {
        service.sql()
                .sql("update transaction set state = :state where id = :id")
                .param("state", state)
                .param("id", of.getTransactionId())
                .update();
    }

    private void due(Terminal of, String since) {
        service.sql()
                .sql(
                        """
                        update terminal_batch set close_due_at = now() - :since::interval
                         where terminal_id = :terminal and state = 'CLOSING'
                        """)
                .param("since", since)
                .param("terminal", of.terminalId)
                .update();
    }

    private BatchUploadEnd uploadEnd(int totalCount) {
        return new BatchUploadEnd(
                terminal.terminalId,
                terminal.merchantId,
                "000001",
                terminal.nextTrace(),
                false,
                totalCount);
    }

    private BatchUpload upload(String trace) {
        return new BatchUpload(
                terminal.terminalId,
                terminal.merchantId,
                "000001",
                trace,
                List.of(
                        new UploadLine(
                                CardRegion.DOMESTIC, "000002", "0000" + Terminal.CARD, 9_00L)));
    }

    private BatchUploadOutcome uploaded(String path, Object body) {
        return service.internal("/internal/v1/batches/" + path, body).as(BatchUploadOutcome.class);
    }
}
