package io.shoudan.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.transaction.model.OutcomeResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a sign-on does to the terminal's batch: mostly nothing; after a re-flash, the next one.
class BatchSignOnIT {

    private final RunningService service = Stage.service();
    private final Terminal terminal = Stage.newTerminal();

    @AfterEach
    void everyTransitionHasItsStepAndItsEvent() {
        assertThat(service.contradictions()).isEmpty();
    }

    /// A re-flashed terminal starts again at 000001: its old approvals must not answer new
    /// purchases.
    @Test
    void aTraceThatWentBackMovesTheTerminalToTheNextBatch() {
        var before = terminal.aPurchase(10_00).traceNumber("000001");
        var bought = terminal.send(before);

        var outcome = terminal.signOn("000001", "1");
        assertThat(outcome.getRegressed()).isTrue();
        assertThat(outcome.getBatchNumber()).isEqualTo("000002");
        assertThat(service.state(bought)).isEqualTo("CAPTURED");

        terminal.batch = outcome.getBatchNumber();
        var after = terminal.send(terminal.aPurchase(10_00).traceNumber("000001"));
        assertThat(after.getRepeated()).isFalse();
        assertThat(after.getTransactionId()).isNotEqualTo(bought.getTransactionId());
        assertThat(terminal.batches())
                .containsExactly("000001 CLOSED TRACE_REGRESSION 1", "000002 OPEN null null");
    }

    /// A reversal whose original never came has used its trace number, too: a purchase that takes
    /// it again would be refused as reversed.
    @Test
    void aTraceThatOnlyAReversalUsedCounts() {
        terminal.reverse(terminal.aPurchase(10_00).traceNumber("000950"));

        var outcome = terminal.signOn("000902", "2");

        assertThat(outcome.getRegressed()).isTrue();
        terminal.batch = outcome.getBatchNumber();
        var purchase = terminal.aPurchase(20_00).traceNumber("000950");
        assertThat(terminal.send(purchase).getResult()).isEqualTo(OutcomeResult.APPROVED);
    }

    /// The first sign-on after a re-flash can be the same bytes as the last one before it.
    @Test
    void theSameSignOnAfterTransactionsIsNoRepeat() {
        terminal.batch = terminal.signOn("000001", "0").getBatchNumber();
        terminal.send(terminal.aPurchase(10_00).traceNumber("000002"));

        var outcome = terminal.signOn("000001", "0");

        assertThat(outcome.getRegressed()).isTrue();
        assertThat(outcome.getBatchNumber()).isEqualTo("000002");
        assertThat(terminal.batches())
                .containsExactly("000001 CLOSED TRACE_REGRESSION 1", "000002 OPEN null null");
    }

    /// A lost answer: nothing was taken since, however much was taken before.
    @Test
    void theSameSignOnBeforeAnyTransactionIsARepeat() {
        terminal.send(terminal.aPurchase(10_00).traceNumber("000002"));
        var first = terminal.signOn("000003", "3");
        var again = terminal.signOn("000003", "3");

        assertThat(again).isEqualTo(first);
        assertThat(again.getRegressed()).isFalse();
        assertThat(terminal.batches()).containsExactly("000001 OPEN null null");
    }

    /// The next batch is the new merchant's, and takes its purchases.
    @Test
    void aTerminalBoundToAnotherMerchantLeavesItsBatch() {
        terminal.send(terminal.aPurchase(10_00));
        service.terminal("898310058120077", "90099077");
        service.sql()
                .sql("update binding set merchant_id = :merchant where terminal_id = :terminal")
                .param("merchant", "898310058120077")
                .param("terminal", terminal.terminalId)
                .update();
        var moved = new Terminal(service, "898310058120077", terminal.terminalId);
        moved.batch = moved.signOn("000010", "a").getBatchNumber();

        assertThat(moved.batch).isEqualTo("000002");
        var purchase = moved.aPurchase(10_00).traceNumber("000011");
        assertThat(moved.send(purchase).getResult()).isEqualTo(OutcomeResult.APPROVED);
        assertThat(terminal.batches())
                .containsExactly("000001 CLOSED TIMED_OUT 1", "000002 OPEN null null");
    }

    @Test
    void anUnchangedRepeatOfTheSignOnMovesNothing() {
        terminal.send(terminal.aPurchase(10_00));
        var first = terminal.signOn("000001", "1");
        var again = terminal.signOn("000001", "1");

        assertThat(again).isEqualTo(first);
        assertThat(terminal.batches()).hasSize(2);
    }

    @Test
    void aSignOnWithAHigherTraceStaysInItsBatch() {
        terminal.send(terminal.aPurchase(10_00));
        var outcome = terminal.signOn(terminal.nextTrace(), "2");

        assertThat(outcome.getRegressed()).isFalse();
        assertThat(outcome.getBatchNumber()).isEqualTo("000001");
    }
}
