package io.shoudan.transaction.batch;

import java.util.List;
import java.util.Optional;

/// What intents need to know of terminal batches.
interface NewestBatches {

    /// The terminal's newest batch, as it is at this moment.
    Optional<Batch> find(String terminalId);

    /// The terminals' newest batches, locked so that they can't be settled before the caller's
    /// database transaction ends. Others may hold the same locks, which are taken in the order of
    /// batches.
    List<Batch> lockShared(List<String> terminalIds);
}
