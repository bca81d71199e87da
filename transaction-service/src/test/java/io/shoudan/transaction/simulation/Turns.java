package io.shoudan.transaction.simulation;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Who goes next. One thread at a time is in turn; it gives its turn away where it says so, and
/// nowhere else.
public interface Turns {

    /// A point at which others may go first.
    ///
    /// @param what the calling thread is about to do
    void step(String what);

    /// Gives the turn away until `condition` holds.
    ///
    /// @return false if it did not within `patience`
    boolean await(BooleanSupplier condition, Duration patience);
}
