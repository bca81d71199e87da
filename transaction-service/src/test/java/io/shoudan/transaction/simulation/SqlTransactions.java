package io.shoudan.transaction.simulation;

import java.util.function.Supplier;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;

/// Spring's transactions on PostgreSQL, for one node.
final class SqlTransactions extends JdbcTransactionManager {

    private static final long serialVersionUID = 1;

    private final transient SqlConnections connections;
    private final transient Node node;
    private final transient Turns turns;
    private final transient Supplier<Storage.Fate> fates;

    SqlTransactions(
            SqlConnections connections, Node node, Turns turns, Supplier<Storage.Fate> fates) {
        super(connections);
        this.connections = connections;
        this.node = node;
        this.turns = turns;
        this.fates = fates;
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        turns.step("begin");
        connections.ownedBy(node);
        super.doBegin(transaction, definition);
        connections.ownedBy(null);
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        turns.step("commit");
        var fate = fates.get();
        if (fate == Storage.Fate.DONE || fate == Storage.Fate.DONE_UNHEARD) {
            super.doCommit(status);
        } else {
            doRollback(status);
        }
        if (fate == Storage.Fate.DONE_UNHEARD || fate == Storage.Fate.LOST_UNHEARD) {
            throw new DataAccessResourceFailureException("connection broke while committing");
        }
        turns.step("committed");
    }
}
