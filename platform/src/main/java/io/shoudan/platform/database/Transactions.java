package io.shoudan.platform.database;

import io.shoudan.platform.request.Deadline;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/// Runs work in one short database transaction (read committed), or joins the one that the thread
/// is already in.
///
/// Everything is bounded: 1 s for a connection, 1 s for a lock, 3 s for a statement. A runtime
/// exception rolls back and is passed on. Thread-safe; reusable for any work.
public final class Transactions {

    private static final TransactionDefinition JOIN =
            new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRED);

    private final PlatformTransactionManager manager;

    public Transactions(PlatformTransactionManager manager) {
        this.manager = manager;
    }

    /// Runs work that has no result.
    ///
    /// @throws Busy          if no connection became free; the work did not begin
    /// @throws CommitUnknown if the connection broke while committing
    public void run(Runnable work) {
        in(
                () -> {
                    work.run();
                    return null;
                });
    }

    /// Runs work and returns its result, once it is committed.
    ///
    /// @throws Busy          if no connection became free; the work did not begin
    /// @throws CommitUnknown if the connection broke while committing
    public <T extends @Nullable Object> T in(Supplier<T> work) {
        return finish(begin(), work);
    }

    /// The same, if somebody still waits for it.
    ///
    /// @throws io.shoudan.platform.request.DeadlineExceeded if not; the work did not begin
    public <T extends @Nullable Object> T in(Deadline deadline, Supplier<T> work) {
        deadline.check();
        return in(work);
    }

    /// The transaction manager wraps whatever its connection pool throws.
    private TransactionStatus begin() {
        try {
            return manager.getTransaction(JOIN);
        } catch (CannotCreateTransactionException e) {
            throw e.getCause() instanceof Busy busy ? busy : e;
        }
    }

    private <T extends @Nullable Object> T finish(TransactionStatus status, Supplier<T> work) {
        T result;
        boolean done = false;
        try {
            result = work.get();
            done = true;
        } finally {
            if (!done) {
                rollback(status);
            }
        }
        commit(status);
        return result;
    }

    /// A broken connection rolls back by itself, and the fault that broke it says more.
    private void rollback(TransactionStatus status) {
        try {
            manager.rollback(status);
        } catch (DataAccessException | TransactionException _) {
            // The work's own exception is on its way to the caller.
        }
    }

    private void commit(TransactionStatus status) {
        try {
            manager.commit(status);
        } catch (DataAccessException | TransactionException e) {
            throw unknown(e) ? new CommitUnknown(e) : e;
        }
    }

    /// Only an error that the server itself reported for the commit is a definite no. Class 08 and
    /// 57 (connection, shutdown) and anything without a state leave the result open.
    private static boolean unknown(RuntimeException failure) {
        if (failure instanceof DataAccessResourceFailureException) {
            return true;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                var state = sql.getSQLState();
                return state == null || state.startsWith("08") || state.startsWith("57");
            }
        }
        return false;
    }
}
