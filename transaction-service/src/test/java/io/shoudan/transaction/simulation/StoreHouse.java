package io.shoudan.transaction.simulation;

import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.testing.Eventually;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// A database for the cases that every store must pass.
public interface StoreHouse {

    Transactions transactions();

    /// Whether a transaction waits for another's row.
    boolean anyoneWaits();

    /// How the first of two transactions ends.
    enum End {
        COMMIT,
        ROLLBACK
    }

    /// What `second` finds, in a transaction that came while `first` was done and not committed.
    /// The first one ends once the second waits for it.
    default <T> T after(Runnable first, End end, Supplier<T> second) {
        var other = new FutureTask<>(() -> transactions().in(second));
        try {
            transactions()
                    .run(
                            () -> {
                                first.run();
                                Thread.ofVirtual().start(other);
                                Eventually.until(
                                        "the second waits, or is done",
                                        () -> anyoneWaits() || other.isDone());
                                if (end == End.ROLLBACK) {
                                    throw new Undone();
                                }
                            });
        } catch (Undone _) {
            // As it shall be.
        }
        return result(other);
    }

    private static <T> T result(FutureTask<T> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /// Rolls back.
    final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
