package io.shoudan.transaction;

import static io.shoudan.transaction.Terminal.totals;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.contracts.transaction.model.BatchUpload;
import io.shoudan.contracts.transaction.model.BatchUploadOutcome;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.contracts.transaction.model.OutcomeResult;
import io.shoudan.contracts.transaction.model.UploadLine;
import io.shoudan.platform.testing.Eventually;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Merchants are paid for what no terminal is going to settle.
class LeftBatchIT {

    private static final String OTHER_MERCHANT = "898310058120087";

    private final RunningService service = Stage.service();
    private final ScriptedNetwork network = Stage.network();
    private final Terminal terminal = Stage.newTerminal();

    @AfterEach
    void everyTransitionHasItsStepAndItsEvent() {
        assertThat(service.contradictions()).isEmpty();
    }

    @Test
    void theBatchOfARetiredTerminalClosesFromOurRecords() {
        var bought = terminal.send(terminal.aPurchase(10_00));
        binding("status = 'RETIRED'");

        service.wake("leftBatchJob");

        service.reaches(bought, "CAPTURED");
        assertThat(terminal.batches())
                .containsExactly("000001 CLOSED TIMED_OUT 1", "000002 OPEN null null");
        assertThat(service.events(terminal.terminalId + "/000001")).containsExactly("BatchClosed");
    }

    /// It is told that its batch is gone, adopts the next one, and may still say what it has.
    @Test
    void aTerminalThatComesBackGetsTheNextBatch() {
        var bought = terminal.send(terminal.aPurchase(10_00));
        binding("status = 'RETIRED'");
        service.wake("leftBatchJob");
        service.reaches(bought, "CAPTURED");
        binding("status = 'ACTIVE'");

        assertThat(terminal.send(terminal.aPurchase(11_00)).getCause()).isEqualTo("BATCH_CLOSED");
        assertThat(upload().getAccepted()).isTrue();
        assertThat(terminal.settle("000001", totals(10_00, 1, 0, 0), null).getDomesticBalanced())
                .isTrue();
        assertThat(terminal.signOn().batch).isEqualTo("000002");
        assertThat(terminal.send(terminal.aPurchase(12_00)).getResult())
                .isEqualTo(OutcomeResult.APPROVED);
    }

    /// The closed batch stays as it is, and settlement hears what the terminal claims, once.
    @Test
    void otherTotalsAfterTheCloseAreTold() {
        var bought = terminal.send(terminal.aPurchase(10_00));
        binding("status = 'RETIRED'");
        service.wake("leftBatchJob");
        service.reaches(bought, "CAPTURED");

        var settled = terminal.settle("000001", totals(9_00, 2, 0, 0), null);
        var again = terminal.settle("000001", totals(10_00, 1, 0, 0), null);

        assertThat(settled.getDomesticBalanced()).isFalse();
        assertThat(again.getDomesticBalanced()).isFalse();
        assertThat(service.events(terminal.terminalId + "/000001"))
                .containsExactly("BatchClosed", "BatchTotalsReceived");
        assertThat(claimed()).isEqualTo("900 2");
    }

    @Test
    void theCloseWaitsForOpenPurchases() throws Exception {
        var before = terminal.send(terminal.aPurchase(9_00));
        network.plays(_ -> ScriptedNetwork.Play.HOLD);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = callers.submit(() -> terminal.send(terminal.aPurchase(10_00)));
            Eventually.until("the network was asked", () -> network.holding() == 1);
            binding("status = 'RETIRED'");
            service.wake("leftBatchJob");
            Eventually.until("closing", () -> terminal.batches().getFirst().contains("CLOSING"));
            assertThat(service.state(before)).isEqualTo("APPROVED");
            network.release();

            service.reaches(asked.get(), "CAPTURED");
        }
        assertThat(terminal.batches()).first().isEqualTo("000001 CLOSED TIMED_OUT 2");
    }

    /// Broken, lost or forgotten. A terminal that sold something since is none of these, and a
    /// batch with nothing in it can wait.
    @Test
    void theBatchOfASilentTerminalClosesFromOurRecords() {
        var bought = terminal.send(terminal.aPurchase(10_00));
        var empty = Stage.newTerminal();
        var busy = Stage.newTerminal();
        var old = busy.send(busy.aPurchase(10_00));
        for (var each : List.of(terminal, empty, busy)) {
            aged(each, "8 days");
        }
        busy.send(busy.aPurchase(50_51)); // Declined, but asked for.

        service.wake("leftBatchJob");

        service.reaches(bought, "CAPTURED");
        assertThat(service.state(old)).isEqualTo("APPROVED");
        assertThat(empty.batches()).containsExactly("000001 OPEN null null");
        assertThat(busy.batches()).containsExactly("000001 OPEN null null");
        busy.settle("000001", totals(10_00, 1, 0, 0), null);
    }

    @Test
    void theBatchOfATerminalThatWorksForAnotherMerchantCloses() {
        var bought = terminal.send(terminal.aPurchase(10_00));
        binding("merchant_id = '" + OTHER_MERCHANT + "'");

        service.wake("leftBatchJob");

        service.reaches(bought, "CAPTURED");
    }

    /// Money of one merchant must never reach another: what is restored after the terminal has
    /// moved gets a batch of the host's own, which the terminal never hears of.
    @Test
    void aPurchaseRestoredAfterItsTerminalMovedStaysItsMerchants() {
        var purchase = terminal.aPurchase(10_00);
        var bought = terminal.send(purchase);
        var voiding = terminal.aVoidOf(purchase);
        terminal.send(voiding);
        terminal.settle("000001", totals(0, 0, 0, 0), null);
        var moved = movedTerminal();
        terminal.reverse(voiding);
        service.reaches(bought, "APPROVED");
        var theirs = moved.send(moved.aPurchase(20_00).traceNumber("000051"));

        var settled = moved.settle(moved.batch, totals(20_00, 1, 0, 0), null);

        assertThat(settled.getDomesticBalanced()).isTrue();
        assertThat(service.state(theirs)).isEqualTo("CAPTURED");
        assertThat(service.state(bought)).isEqualTo("APPROVED");

        service.wake("leftBatchJob");

        service.reaches(bought, "CAPTURED");
        assertThat(terminal.batches())
                .containsExactly(
                        "000001 CLOSED BALANCED 0",
                        "000002 CLOSED TIMED_OUT 0",
                        "000003 CLOSED BALANCED 1",
                        "000004 OPEN null null",
                        "000000 CLOSED TIMED_OUT 1");
        assertThat(closedFor("000000")).isEqualTo(Stage.MERCHANT);
        assertThat(moved.signOn("000060", "f").getBatchNumber()).isEqualTo("000004");
        moved.batch = "000004";
        assertThat(moved.send(moved.aPurchase(21_00).traceNumber("000061")).getResult())
                .isEqualTo(OutcomeResult.APPROVED);
    }

    /// What the next settlement captures needs no batch of the host's own.
    @Test
    void aPurchaseRestoredAtItsMerchantsTerminalWaitsForTheNextSettlement() {
        var purchase = terminal.aPurchase(10_00);
        var bought = terminal.send(purchase);
        var voiding = terminal.aVoidOf(purchase);
        terminal.send(voiding);
        terminal.settle("000001", totals(0, 0, 0, 0), null);
        terminal.reverse(voiding);
        service.reaches(bought, "APPROVED");
        var retired = Stage.newTerminal();
        var elsewhere = retired.send(retired.aPurchase(10_00));
        binding(retired, "status = 'RETIRED'");

        service.wake("leftBatchJob");

        service.reaches(elsewhere, "CAPTURED");
        assertThat(terminal.batches())
                .containsExactly("000001 CLOSED BALANCED 0", "000002 OPEN null null");
    }

    @Test
    void theOldestUncapturedPaymentIsAnAlarm() {
        var bought = terminal.send(terminal.aPurchase(10_00));
        aged(terminal, "3 days");

        service.wake("leftBatchJob");

        Eventually.until("the alarm", () -> oldestSeconds() >= 3 * 86_400);
        terminal.settle("000001", totals(10_00, 1, 0, 0), null);
        assertThat(service.state(bought)).isEqualTo("CAPTURED");
        service.wake("leftBatchJob");
        Eventually.until("no alarm", () -> oldestSeconds() < 86_400);
    }

    private double oldestSeconds() {
        return service.bean(MeterRegistry.class)
                .get("shoudan.batch.uncaptured.oldest.seconds")
                .gauge()
                .value();
    }

    /// The same terminal, signed on for another merchant.
    private Terminal movedTerminal() {
        service.merchant(OTHER_MERCHANT);
        binding("merchant_id = '" + OTHER_MERCHANT + "'");
        var moved = new Terminal(service, OTHER_MERCHANT, terminal.terminalId);
        moved.batch = moved.signOn("000050", "e").getBatchNumber();
        return moved;
    }

    private void binding(String change) {
        binding(terminal, change);
    }

    private void binding(Terminal of, String change) {
        service.sql()
                .sql("update binding set " + change + " where terminal_id = :terminal")
                .param("terminal", of.terminalId)
                .update();
    }

    /// Everything happened that much earlier.
    private void aged(Terminal of, String by) {
        service.sql()
                .sql(
                        """
                        update terminal_batch set opened_at = opened_at - :by::interval
                         where terminal_id = :terminal
                        """)
                .param("by", by)
                .param("terminal", of.terminalId)
                .update();
        service.sql()
                .sql(
                        """
                        update transaction set received_at = received_at - :by::interval
                         where terminal_id = :terminal
                        """)
                .param("by", by)
                .param("terminal", of.terminalId)
                .update();
    }

    private BatchUploadOutcome upload() {
        var line = new UploadLine(CardRegion.DOMESTIC, "000002", "0000" + Terminal.CARD, 10_00L);
        var body =
                new BatchUpload(
                        terminal.terminalId,
                        terminal.merchantId,
                        "000001",
                        "000900",
                        List.of(line));
        return service.internal("/internal/v1/batches/upload", body).as(BatchUploadOutcome.class);
    }

    private String claimed() {
        return service.sql()
                .sql(
                        """
                        select claim ->> 'debitMinor' || ' ' || (claim ->> 'debitCount')
                          from outbox,
                               jsonb_path_query(convert_from(payload, 'UTF8')::jsonb,
                                                '$.terminalDomestic') claim
                         where headers ->> 'ce_subject' = :subject
                           and headers ->> 'ce_type' like '%BatchTotalsReceived'
                        """)
                .param("subject", terminal.terminalId + "/000001")
                .query(String.class)
                .single();
    }

    private String closedFor(String number) {
        return service.sql()
                .sql(
                        """
                        select convert_from(payload, 'UTF8')::jsonb ->> 'merchantId'
                          from outbox
                         where headers ->> 'ce_subject' = :subject
                        """)
                .param("subject", terminal.terminalId + "/" + number)
                .query(String.class)
                .single();
    }
}
