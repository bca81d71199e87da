package io.shoudan.platform.database;

import io.shoudan.platform.problem.PassingFaults;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/// A database that is away, slow or busy: worth trying again, nothing to fix.
///
/// Over HTTP that is `unavailable`, which says nothing about what was recorded: an earlier
/// transaction or transmission of the same request may have been committed.
public final class DatabaseFaults implements PassingFaults {

    @Override
    public boolean includes(Exception fault) {
        return passing(fault);
    }

    /// PostgreSQL's word for it, by state or class of states: connection, resources, shutdown and
    /// time-outs, serialization and deadlocks, a lock that was not available, a server that became
    /// a standby.
    private static final List<String> PASSING =
            List.of("08", "53", "57", "40", "55P03", "25006", "25P02", "25P03");

    /// Whether `fault` or something that caused it passes by itself.
    public static boolean passing(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && passing(sql.getSQLState())) {
                return true;
            }
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

    private static boolean passing(@Nullable String state) {
        return state != null && PASSING.stream().anyMatch(state::startsWith);
    }
}
