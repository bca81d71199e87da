package io.shoudan.transaction.reversal;

import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.NetworkTrace;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Where reversals owed to the network are kept. Results are guarded by the fencing token: of two
/// instances that both sent one, the last to take the lease records it. Each method is one
/// statement or two; all that write need a database transaction and take effect with it.
///
/// Lock order: first the payment, then its reversal.
interface ReversalStore extends Reversals {

    /// Owes the network a reversal of `payment` that the network sees after its approval. One whose
    /// bytes may have left before starts over under another trace: the network may have answered
    /// that it knows no such original, and would say so again to a repeat. What the old attempt is
    /// answered counts no longer.
    ///
    /// The caller holds the payment's lock, or the old attempt might end in between.
    void oweAfterApproval(Payment payment, Cause cause);

    /// A reversal that this instance works on until its lease ends.
    ///
    /// @param route   the way that the payment took
    /// @param fencing must still stand in the row when a result is recorded
    /// @param sent    an earlier attempt may have reached the network
    record Leased(
            long id,
            UUID paymentId,
            Route route,
            NetworkTrace trace,
            int attempts,
            int refusals,
            long fencing,
            boolean sent) {}

    /// Takes reversals that are due and that nobody works on, the longest waiting first.
    List<Leased> lease(int limit, Duration length);

    /// Their way is closed: gives the leases back, in the transaction that took them. Rests the
    /// longer the longer it is owed, up to 30 s, so that a way that stays closed costs little and
    /// one that opens is taken soon. Counts as no attempt.
    void rest(List<Leased> leased);

    /// Recorded before a byte may leave.
    ///
    /// @return false if the lease was lost
    boolean begin(Leased leased);

    /// The network said the last word: acknowledged, or no such original.
    ///
    /// @return false if another instance recorded a result or took over
    boolean finish(Leased leased, Finished as);

    /// How a reversal ends well.
    enum Finished {
        ACKNOWLEDGED,
        NOT_DONE
    }

    /// Not one byte left: it is as if there had been no attempt.
    void postpone(Leased leased, Duration pause);

    /// An attempt without an answer: repeat it after a pause.
    void retry(Leased leased, Duration pause);

    /// The database was away for a while: gives the lease back, so that nobody waits for its end.
    void letGo(Leased leased, Duration pause);

    /// Refused: repeat it after a pause.
    ///
    /// @return false if the lease was lost
    boolean refuse(Leased leased, Duration pause);

    /// Tried often enough: it waits for a person.
    ///
    /// @return false if the lease was lost
    boolean putAside(Leased leased);

    /// A reversal that waits for a person.
    record Quarantined(
            UUID paymentId, Instant createdAt, int attempts, int refusals, String cause) {}

    /// The longest waiting first.
    List<Quarantined> quarantined(int limit);

    /// Sends a reversal that was put aside again, as if it had been sent once and never refused.
    ///
    /// @return false if none of this payment is put aside
    boolean resume(UUID paymentId);

    /// The network's people said what its messages would not.
    ///
    /// @return false if none of this payment is put aside
    boolean finish(UUID paymentId, Finished as);

    /// What is left to do.
    ///
    /// @param quarantined how many wait for a person
    /// @param oldest      how long the first of the others has been owed
    record Backlog(long quarantined, Duration oldest) {}

    Backlog backlog();
}
