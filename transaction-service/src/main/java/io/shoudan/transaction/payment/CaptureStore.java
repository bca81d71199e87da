package io.shoudan.transaction.payment;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// As [PaymentStore], for what becomes of payments after their batch closes.
interface CaptureStore {

    /// What [#capture] would capture now, in order of ids.
    List<Payment> capturable(String terminalId, String merchantId, long batchId);

    /// Captures what stands approved in a terminal's batch, and what was restored in closed ones
    /// before it.
    ///
    /// @return the members, in order of ids
    List<Payment> capture(String terminalId, String merchantId, long batchId);

    /// Marks the captured members of a terminal's batch settled.
    ///
    /// @return those that were not before; none if the batch is another terminal's
    List<Payment> settle(long batchId, String terminalId);

    /// Sets the business date of a captured or settled payment's compensating line, once.
    ///
    /// @return empty if it was neither captured nor settled, or is compensated already
    Optional<Payment> compensate(UUID id, Cause cause);
}
