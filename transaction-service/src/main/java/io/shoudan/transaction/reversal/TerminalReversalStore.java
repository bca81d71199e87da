package io.shoudan.transaction.reversal;

import io.shoudan.contracts.transaction.model.ReversalReason;
import io.shoudan.iso8583.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where reversals that terminals sent are kept, by the identity of what they take back. Each
/// method is one statement; who adds one waits for another who adds the same.
interface TerminalReversalStore {

    /// A reversal that was recorded before.
    ///
    /// @param original absent if it is unknown, or no issuer was found for its card
    record Recorded(
            Bytes panHash,
            @Nullable Long amountMinor,
            String retrievalReference,
            LocalDate businessDate,
            Instant at,
            ReversalOutcome.@Nullable Original original) {}

    Optional<Recorded> find(TerminalReversal reversal);

    /// @param payment absent for a tombstone
    /// @return false if another transmission was recorded first
    boolean add(
            TerminalReversal reversal,
            Bytes panHash,
            @Nullable UUID payment,
            String retrievalReference);

    /// Marks a recorded reversal as not carried out.
    void withhold(TerminalReversal reversal);

    /// A reversal that was withheld.
    record Withheld(UUID paymentId, ReversalReason reason) {}

    /// Withheld reversals whose payment neither refund nor void holds any more, in order of the
    /// payments.
    ///
    /// @param after the last one already seen; absent for the first page
    List<Withheld> released(@Nullable UUID after, int limit);

    /// @return false if another instance did so before
    boolean letGo(UUID paymentId);

    /// How many withheld reversals have a part of their purchase that was not refunded: a person
    /// has to look. A voided purchase has no refunds.
    long withholding();

    /// Forgets what is older than `age`, at most 10,000 at a time.
    int forget(Duration age);
}
