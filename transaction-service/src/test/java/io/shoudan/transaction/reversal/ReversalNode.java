package io.shoudan.transaction.reversal;

import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.platform.Ticker;
import io.shoudan.platform.database.Transactions;
import io.shoudan.transaction.calendar.Cell;
import io.shoudan.transaction.network.LateAnswers;
import io.shoudan.transaction.payment.PaymentTables;
import io.shoudan.transaction.route.Router;
import io.shoudan.transaction.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BiConsumer;

/// What one node of a simulation does about reversals: the classes that ship, wired by hand.
public final class ReversalNode {

    /// As they ship.
    private static final ReversalProperties PROPERTIES =
            new ReversalProperties(
                    Duration.ofSeconds(1),
                    32,
                    Duration.ofSeconds(45),
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(2),
                    10,
                    100,
                    Duration.ofDays(180));

    private final ReversalStore reversals;
    private final LateApprovals lateApprovals;
    private final LateAnswers lateAnswers;
    private final TerminalReversals terminalReversals;
    private final ReversalRun run;

    /// @param signalled called when a reversal became due
    /// @param threads   starts a thread of this node
    public ReversalNode(
            ReversalTables tables,
            PaymentTables payments,
            Transactions transactions,
            Router router,
            Vault vault,
            Cell cell,
            Clock clock,
            Ticker ticker,
            MeterRegistry registry,
            Runnable signalled,
            BiConsumer<String, Runnable> threads) {
        var signal = new ReversalSignal();
        signal.wakes(signalled);
        var meters = new ReversalMeters(registry);
        reversals = tables.reversals(signal);
        lateApprovals = new LateApprovals(payments.payments(), reversals);
        lateAnswers =
                new LateAnswerDesk(payments.payments(), lateApprovals, transactions, registry);
        terminalReversals =
                new TerminalReversals(
                        tables.terminalReversals(),
                        payments.identities(),
                        payments.payments(),
                        payments.captures(),
                        reversals,
                        payments.durability(),
                        transactions,
                        vault,
                        clock,
                        meters);
        var reverser =
                new Reverser(
                        reversals,
                        payments.payments(),
                        new ReversalEndings(payments.payments(), payments.claims()),
                        new ReversalMessages(vault, cell),
                        router,
                        transactions,
                        PROPERTIES,
                        meters,
                        ticker);
        run =
                new ReversalRun(
                        reversals,
                        reverser,
                        router,
                        transactions,
                        PROPERTIES,
                        signal,
                        meters,
                        threads::accept);
    }

    public Reversals reversals() {
        return reversals;
    }

    public LateApprovals lateApprovals() {
        return lateApprovals;
    }

    public LateAnswers lateAnswers() {
        return lateAnswers;
    }

    public TerminalReversals terminalReversals() {
        return terminalReversals;
    }

    /// One run of the job that sends what is due.
    public void send() {
        run.run();
    }

    /// One run of the job that looks at withheld reversals.
    public void reconsider() {
        terminalReversals.reconsider();
    }
}
