package io.shoudan.transaction.payment;

/// Makes an answer from what was recorded before as durable as a first one (money rule 5): what
/// was read may have been committed by somebody whose commit a standby has not acknowledged. A
/// commit of our own waits for everything before it. One that locked a row has something to commit
/// anyway.
@FunctionalInterface
public interface Durability {

    /// Has the end of the caller's database transaction wait for all that was committed before.
    void confirm();
}
