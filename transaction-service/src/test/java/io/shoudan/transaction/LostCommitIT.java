package io.shoudan.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.transaction.model.OutcomeResult;
import io.shoudan.platform.testing.TestServers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/// A connection that breaks while it commits leaves open whether it committed. It is read back
/// before anything is sent or told (money rule 8).
class LostCommitIT {

    private static final FragileCommits COMMITS = new FragileCommits();
    private static ScriptedNetwork network;
    private static RunningService service;
    private static Terminal terminal;

    @BeforeAll
    static void start() {
        network = ScriptedNetwork.start();
        service =
                RunningService.start(
                                TestServers.freshDatabase(), network, Map.of(), COMMITS::install)
                        .signedOn();
        terminal = service.terminal(Stage.MERCHANT, "90040001");
    }

    @AfterAll
    static void stop() {
        service.close();
        network.close();
    }

    @Test
    void anIntentThatWasCommittedAfterAllIsSentOnce() {
        COMMITS.breakAt(1, Break.AFTER_COMMIT);
        var outcome = terminal.send(terminal.aPurchase(10_00));

        assertThat(outcome.getResult()).isEqualTo(OutcomeResult.APPROVED);
        assertThat(outcome.getRepeated()).isFalse();
        assertThat(network.heard(outcome.getRetrievalReference())).containsExactly("0200");
        assertThat(service.contradictions()).isEmpty();
    }

    @Test
    void anIntentThatWasNotCommittedIsRecordedAgainAndSentOnce() {
        COMMITS.breakAt(1, Break.BEFORE_COMMIT);
        var outcome = terminal.send(terminal.aPurchase(11_00));

        assertThat(outcome.getResult()).isEqualTo(OutcomeResult.APPROVED);
        assertThat(network.heard(outcome.getRetrievalReference())).containsExactly("0200");
        assertThat(service.contradictions()).isEmpty();
    }

    @Test
    void anOutcomeThatWasCommittedAfterAllIsTold() {
        COMMITS.breakAt(2, Break.AFTER_COMMIT);
        var outcome = terminal.send(terminal.aPurchase(12_00));

        assertThat(outcome.getResult()).isEqualTo(OutcomeResult.APPROVED);
        assertThat(service.events(outcome))
                .containsExactly("TransactionSent", "TransactionApproved");
        assertThat(service.contradictions()).isEmpty();
    }

    @Test
    void anOutcomeThatWasNotCommittedIsRecordedAgain() {
        COMMITS.breakAt(2, Break.BEFORE_COMMIT);
        var outcome = terminal.send(terminal.aPurchase(13_00));

        assertThat(outcome.getResult()).isEqualTo(OutcomeResult.APPROVED);
        assertThat(service.state(outcome)).isEqualTo("APPROVED");
        assertThat(network.heard(outcome.getRetrievalReference())).containsExactly("0200");
        assertThat(service.contradictions()).isEmpty();
    }

    /// A void's outcome changes two rows; found committed, neither changes again.
    @Test
    void aVoidWhoseOutcomeWasLostTakesItsPurchaseBackOnce() {
        var purchase = terminal.aPurchase(14_00);
        var bought = terminal.send(purchase);
        COMMITS.breakAt(2, Break.AFTER_COMMIT);
        var voided = terminal.send(terminal.aVoidOf(purchase));

        assertThat(voided.getResult()).isEqualTo(OutcomeResult.APPROVED);
        assertThat(service.events(bought)).containsOnlyOnce("TransactionVoided");
        assertThat(service.state(bought)).isEqualTo("VOIDED");
    }

    /// What is told again was read, and may have been committed by somebody whose commit a standby
    /// has not acknowledged: the telling waits for a commit of its own (money rule 5).
    @Test
    void whateverIsToldAgainWaitsForACommitOfItsOwn() {
        var own = service.terminal(Stage.MERCHANT, "90040002");
        var purchase = own.aPurchase(15_00);
        own.send(purchase);
        assertThat(commitsOf(() -> own.send(purchase))).endsWith(true);
        own.reverse(purchase);
        assertThat(commitsOf(() -> own.reverse(purchase))).endsWith(true);

        own.settle(own.batch, Terminal.totals(0, 0, 0, 0), null);
        assertThat(commitsOf(() -> own.settle(own.batch, Terminal.totals(0, 0, 0, 0), null)))
                .endsWith(true);
        var trace = own.nextTrace();
        own.signOn(trace, "1");
        assertThat(commitsOf(() -> own.signOn(trace, "1"))).endsWith(true);
    }

    @Test
    void whatIsFoundCommittedAfterAllWaitsForACommitOfItsOwn() {
        var purchase = terminal.aPurchase(16_00);
        COMMITS.breakAt(1, Break.AFTER_COMMIT);
        assertThat(commitsOf(() -> terminal.send(purchase))).containsExactly(true, true, true);
        COMMITS.breakAt(1, Break.AFTER_COMMIT);
        assertThat(commitsOf(() -> terminal.reverse(purchase))).containsExactly(true, true);
    }

    /// Whether each commit of the requests that `work` makes had something to wait for.
    private static List<Boolean> commitsOf(Runnable work) {
        COMMITS.waiting.clear();
        work.run();
        return List.copyOf(COMMITS.waiting);
    }

    private enum Break {
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    /// Breaks one commit of the calling test's requests: jobs commit under threads of their own.
    private static final class FragileCommits {

        private final AtomicInteger remaining = new AtomicInteger();
        private final Queue<Boolean> waiting = new ConcurrentLinkedQueue<>();
        private volatile Break how = Break.AFTER_COMMIT;

        void breakAt(int commit, Break where) {
            how = where;
            remaining.set(commit);
        }

        void install(ConfigurableApplicationContext context) {
            context.addBeanFactoryPostProcessor(
                    factory -> factory.addBeanPostProcessor(new Wrapping(this)));
        }

        /// A database transaction without an id wrote nothing, and waits for nothing.
        void note(PlatformTransactionManager manager) {
            if (!inJob()) {
                var source = ((DataSourceTransactionManager) manager).getDataSource();
                waiting.add(
                        JdbcClient.create(Objects.requireNonNull(source))
                                .sql("select pg_current_xact_id_if_assigned() is not null")
                                .query(Boolean.class)
                                .single());
            }
        }

        boolean breaksNow() {
            return !inJob() && remaining.get() > 0 && remaining.decrementAndGet() == 0;
        }

        private static boolean inJob() {
            return !Thread.currentThread().getName().startsWith("tomcat");
        }
    }

    private record Wrapping(FragileCommits commits) implements BeanPostProcessor {
        @Override
        public @Nullable Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof PlatformTransactionManager manager
                    ? new Fragile(manager, commits)
                    : bean;
        }
    }

    private record Fragile(PlatformTransactionManager manager, FragileCommits commits)
            implements PlatformTransactionManager {
        @Override
        public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
            return manager.getTransaction(definition);
        }

        @Override
        public void commit(TransactionStatus status) {
            if (status.isNewTransaction()) {
                commits.note(manager);
            }
            if (!status.isNewTransaction() || !commits.breaksNow()) {
                manager.commit(status);
                return;
            }
            if (commits.how == Break.AFTER_COMMIT) {
                manager.commit(status);
            } else {
                manager.rollback(status);
            }
            throw new DataAccessResourceFailureException("the connection broke");
        }

        @Override
        public void rollback(TransactionStatus status) {
            manager.rollback(status);
        }
    }
}
