package io.shoudan.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.transaction.model.AuthorizationOutcome;
import io.shoudan.contracts.transaction.model.AuthorizationRequest;
import io.shoudan.contracts.transaction.model.OutcomeResult;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.testing.Eventually;
import io.shoudan.platform.testing.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Two instances on one database: what one leaves behind the other resolves, and nothing happens
/// twice.
class RecoveryIT {

    private static final TestServers.Database DATABASE = TestServers.freshDatabase();
    private static ScriptedNetwork network;
    private static RunningService first;
    private static RunningService second;
    private static Terminal terminal;

    @BeforeAll
    static void start() {
        network = ScriptedNetwork.start();
        // Leases end soon, so that both instances work on the same reversals. What is held at the
        // network is found open before it is given up.
        Map<String, Object> restless =
                Map.of("shoudan.reversal.lease", "300ms", "shoudan.network.reply-timeout", "5s");
        first = RunningService.start(DATABASE, network, restless).signedOn();
        second = RunningService.start(DATABASE, network, restless).signedOn();
        terminal = first.terminal(Stage.MERCHANT, "90020001");
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        network.close();
    }

    /// The instance that sent it is gone, as far as the database can tell.
    @Test
    void whatWasSentAndNeverDecidedIsReversedOnce() throws Exception {
        network.plays(_ -> ScriptedNetwork.Play.HOLD);
        var purchase = terminal.aPurchase(10_00);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = callers.submit(() -> terminal.send(purchase));
            Eventually.until("the network was asked", () -> network.holding() == 1);
            var id = idOf(purchase);
            overdue(id);
            first.reaches(id, "REVERSED");

            assertThat(waiting.get().getResult()).isEqualTo(OutcomeResult.UNKNOWN);
            assertThat(first.steps(id)).containsOnlyOnce("FOUND_OPEN", "REVERSAL_ACKNOWLEDGED");
            assertThat(terminal.at(second).send(purchase).getCause()).isEqualTo("HOST_INTERRUPTED");
        }
        network.release();
        network.plays(ScriptedNetwork::byAmount);
    }

    @Test
    void whatWasNeverSentIsDeclined() {
        var declined = terminal.send(terminal.aPurchase(10_51));
        reopen(declined);
        overdue(declined);

        first.reaches(declined, "DECLINED");
        assertThat(first.steps(declined)).endsWith("FOUND_OPEN");
    }

    /// One that can't be resolved, here because the database refuses it, holds up none of the rest.
    @Test
    void whatCannotBeResolvedHoldsUpNobody() {
        var poisoned = terminal.send(terminal.aPurchase(10_51));
        var next = terminal.send(terminal.aPurchase(10_51));
        reopen(poisoned);
        reopen(next);
        first.sql()
                .sql(
                        """
                        create function refuse() returns trigger as $$
                        begin raise exception 'must not change'; end $$ language plpgsql
                        """)
                .update();
        first.sql()
                .sql(
                        "create trigger refusal before update of state on transaction for each row"
                                + " when (old.id = '"
                                + poisoned.getTransactionId()
                                + "') execute function refuse()")
                .update();
        overdue(poisoned);
        overdue(next);

        first.reaches(next, "DECLINED");
        assertThat(first.state(poisoned)).isEqualTo("RECEIVED");
        first.sql().sql("drop trigger refusal on transaction").update();
        first.reaches(poisoned, "DECLINED");
    }

    /// As a decision that needs a second look would leave it.
    private static void reopen(AuthorizationOutcome outcome) {
        first.sql()
                .sql(
                        """
                        update transaction
                           set state = 'RECEIVED', answer_result = null, answer_cause = null,
                               decided_at = null, send_deadline_at = now() + interval '1 hour'
                         where id = :id
                        """)
                .param("id", outcome.getTransactionId())
                .update();
    }

    private static void overdue(AuthorizationOutcome outcome) {
        overdue(Objects.requireNonNull(outcome.getTransactionId()));
    }

    @Test
    void reversalsTakeEffectOnceHoweverManyInstancesSendThem() throws Exception {
        network.ignoresReversals(true);
        var outcomes = new ArrayList<AuthorizationOutcome>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<AuthorizationOutcome>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                var purchase = terminal.aPurchase(20_98);
                var at = i % 2 == 0 ? terminal : terminal.at(second);
                calls.add(callers.submit(() -> at.send(purchase)));
            }
            for (var call : calls) {
                outcomes.add(call.get());
            }
        }
        network.ignoresReversals(false);

        for (var outcome : outcomes) {
            first.reaches(outcome, "REVERSED");
            assertThat(first.steps(outcome)).containsOnlyOnce("REVERSAL_ACKNOWLEDGED");
            assertThat(first.events(outcome)).containsOnlyOnce("TransactionReversed");
        }
    }

    /// The terminal's repeat reaches the other instance while the first still waits.
    @Test
    void aRepeatAtAnotherInstanceWaitsForTheOutcome() throws Exception {
        network.plays(_ -> ScriptedNetwork.Play.HOLD);
        var purchase = terminal.aPurchase(30_00);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var here = callers.submit(() -> terminal.send(purchase));
            Eventually.until("the network was asked", () -> network.holding() == 1);
            var there = callers.submit(() -> terminal.at(second).send(purchase));
            network.release();

            assertThat(there.get().repeated(false)).isEqualTo(here.get());
            assertThat(network.heard(here.get().getRetrievalReference())).containsExactly("0200");
        }
        network.plays(ScriptedNetwork::byAmount);
    }

    private static UUID idOf(AuthorizationRequest purchase) {
        return first.sql()
                .sql(
                        """
                        select id from transaction
                         where terminal_id = :terminal and trace_number = :trace
                        """)
                .param("terminal", purchase.getTerminalId())
                .param("trace", purchase.getTraceNumber())
                .query((row, _) -> row.getObject("id", UUID.class))
                .single();
    }

    /// The first transmission holds the identity for longer than the repeat may wait for a lock, so
    /// the repeat can't know: it hears that the service is unavailable, and the outcome later.
    @Test
    void aRepeatThatCannotSeeTheFirstIsNotDeclined() throws Exception {
        var purchase = terminal.aPurchase(11_00);
        Map<String, Object> hasty =
                Map.of(
                        "spring.datasource.hikari.data-source-properties.options",
                        "-c lock_timeout=200ms");
        try (var third = RunningService.start(DATABASE, network, hasty).signedOn();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Future<AuthorizationOutcome>>();
            // The first can't write its first step before this ends.
            first.bean(Transactions.class)
                    .run(
                            () -> {
                                first.sql().sql("lock table transaction_step").update();
                                calls.add(callers.submit(() -> terminal.send(purchase)));
                                Eventually.until("the first is recording", this::waiting);

                                var repeat = terminal.at(third).post(purchase);

                                assertThat(repeat.status()).isEqualTo(503);
                                assertThat(repeat.body()).contains("problems/unavailable");
                            });

            var outcome = calls.getFirst().get();
            assertThat(outcome.getResult()).isEqualTo(OutcomeResult.APPROVED);
            assertThat(terminal.at(third).send(purchase).getTransactionId())
                    .isEqualTo(outcome.getTransactionId());
        }
    }

    private boolean waiting() {
        return first.sql()
                .sql(
                        """
                        select exists (
                            select from pg_locks
                             where relation = 'transaction_step'::regclass and not granted)
                        """)
                .query(Boolean.class)
                .single();
    }

    /// A service without room has not looked, and the purchase is approved.
    @Test
    void aRepeatThatFindsNoRoomIsNotDeclined() throws Exception {
        var purchase = terminal.aPurchase(12_00);
        var approved = terminal.send(purchase);
        Map<String, Object> narrow =
                Map.of(
                        "shoudan.authorization.max-concurrent",
                        1,
                        "shoudan.network.reply-timeout",
                        "20s");
        try (var third = RunningService.start(DATABASE, network, narrow).signedOn();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            network.plays(_ -> ScriptedNetwork.Play.HOLD);
            var other = terminal.aPurchase(13_00);
            var held = callers.submit(() -> terminal.at(third).send(other));
            Eventually.until("the network was asked", () -> network.holding() == 1);

            var repeat = terminal.at(third).post(purchase);

            assertThat(repeat.status()).isEqualTo(503);
            assertThat(repeat.body()).contains("problems/unavailable");
            network.release();
            held.get();
            assertThat(terminal.at(third).send(purchase).getTransactionId())
                    .isEqualTo(approved.getTransactionId());
        } finally {
            network.plays(ScriptedNetwork::byAmount);
        }
    }

    private static void overdue(UUID id) {
        first.sql()
                .sql("update transaction set send_deadline_at = now() where id = :id")
                .param("id", id)
                .update();
    }
}
