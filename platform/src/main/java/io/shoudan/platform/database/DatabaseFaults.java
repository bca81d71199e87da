package io.shoudan.platform.database;

import io.shoudan.platform.problem.PassingFaults;
import java.sql.SQLTransientException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/// A database that is away, slow or busy: worth trying again, nothing to fix.
///
/// Over HTTP that is `unavailable` and never `not-accepted`: an earlier transaction of the same
/// request may have been committed, and only the code that runs the first one knows
/// ([Transactions#first]).
public final class DatabaseFaults implements PassingFaults {

    @Override
    public boolean includes(Exception fault) {
        return passing(fault);
    }

    /// Whether `fault` or something that caused it passes by itself.
    public static boolean passing(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof Busy
                    || cause instanceof CommitUnknown
                    || cause instanceof TransientDataAccessException
                    || cause instanceof RecoverableDataAccessException
                    || cause instanceof DataAccessResourceFailureException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof SQLTransientException) {
                return true;
            }
        }
        return false;
    }
}
