package io.shoudan.benchmarks.load;

/// Somebody who buys, one purchase at a time. Not safe for more than one thread.
interface Buyer {

    /// @return field 39 of the answer, `none` where there was none
    String buy();

    /// Does between two purchases what nobody waits for.
    default void rest() {}
}
