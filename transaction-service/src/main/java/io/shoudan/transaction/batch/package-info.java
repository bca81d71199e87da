/// Terminal batches: which one is open, how it closes, and what is in it (money rule 14).
///
/// Owns tables `terminal_batch` and `batch_upload_line`. Publishes `TransactionCaptured` for each
/// member, then `BatchClosed`, and whatever the terminal says of the batch later; hears
/// `BatchSettled`. Start at [OpenBatches] for intents, at [BatchSettler] for the 0500.
@ApplicationModule(allowedDependencies = {"calendar", "job", "payment", "vault"})
@NullMarked
package io.shoudan.transaction.batch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
