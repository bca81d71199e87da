/// Terminal batches: what terminal and host say about them, and where they disagree.
///
/// Owns tables `batch`, `early_refund`, `uploaded_line` and `batch_difference`. Start at
/// [io.shoudan.settlement.batch.BatchComparison], which is pure, and
/// [io.shoudan.settlement.batch.Batches].
@ApplicationModule(allowedDependencies = {"line", "merchant"})
@NullMarked
package io.shoudan.settlement.batch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
