package io.shoudan.transaction.simulation;

/// Mistakes that a simulation must find. They exist in its own parts only.
public enum Bug {
    NONE,
    /// An authorization without an answer is sent a second time.
    SENDS_AGAIN,
    /// What nobody waits for is dropped.
    DROPS_LATE_ANSWERS,
    /// Goes on, and tells, before a commit is there.
    TELLS_BEFORE_COMMIT,
    /// Events are there before their changes.
    ANNOUNCES_BEFORE_COMMIT,
    /// A change of state does not look where it starts.
    MOVES_WITHOUT_GUARD,
    /// The same request makes another payment.
    TAKES_IDENTITIES_TWICE
}
