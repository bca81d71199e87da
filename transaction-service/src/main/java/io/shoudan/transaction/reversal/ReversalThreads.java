package io.shoudan.transaction.reversal;

/// What reversals are sent on: a thread each, so that none waits for another's answer.
@FunctionalInterface
interface ReversalThreads {

    /// Never blocks.
    void start(String name, Runnable work);
}
