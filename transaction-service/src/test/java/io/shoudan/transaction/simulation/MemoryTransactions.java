package io.shoudan.transaction.simulation;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Spring's transactions on a [MemoryDatabase], for one node.
final class MemoryTransactions extends AbstractPlatformTransactionManager {

    private static final long serialVersionUID = 1;

    private final transient MemoryDatabase database;
    private final transient Object node;
    private final transient Turns turns;
    private final transient Supplier<Storage.Fate> fates;

    /// @param node  whose connections they are
    /// @param fates asked at each commit
    MemoryTransactions(
            MemoryDatabase database, Object node, Turns turns, Supplier<Storage.Fate> fates) {
        this.database = database;
        this.node = node;
        this.turns = turns;
        this.fates = fates;
    }

    private static final class Handle {
        private MemoryDatabase.@Nullable Transaction transaction;
    }

    @Override
    protected Object doGetTransaction() {
        var handle = new Handle();
        handle.transaction =
                (MemoryDatabase.Transaction)
                        TransactionSynchronizationManager.getResource(database);
        return handle;
    }

    @Override
    protected boolean isExistingTransaction(Object transaction) {
        return ((Handle) transaction).transaction != null;
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        turns.step("begin");
        var begun = database.begin(node);
        ((Handle) transaction).transaction = begun;
        TransactionSynchronizationManager.bindResource(database, begun);
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        turns.step("commit");
        var transaction = of(status);
        transaction.check();
        var fate = fates.get();
        transaction.end(fate == Storage.Fate.DONE || fate == Storage.Fate.DONE_UNHEARD);
        if (fate == Storage.Fate.DONE_UNHEARD || fate == Storage.Fate.LOST_UNHEARD) {
            throw new DataAccessResourceFailureException("connection broke while committing");
        }
        turns.step("committed");
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        of(status).end(false);
    }

    @Override
    protected void doSetRollbackOnly(DefaultTransactionStatus status) {
        throw new IllegalStateException("must not join a transaction and fail");
    }

    @Override
    protected void doCleanupAfterCompletion(Object transaction) {
        TransactionSynchronizationManager.unbindResourceIfPossible(database);
    }

    private static MemoryDatabase.Transaction of(DefaultTransactionStatus status) {
        var transaction = ((Handle) status.getTransaction()).transaction;
        if (transaction == null) {
            throw new IllegalStateException("must have begun");
        }
        return transaction;
    }
}
