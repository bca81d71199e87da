/// Events out: a row in the same transaction as the state change, then Kafka, in order per key.
///
/// Owns table `outbox` (see `db/platform/V0_1__outbox.sql`). Start at [Outbox].
@NullMarked
package io.shoudan.platform.outbox;

import org.jspecify.annotations.NullMarked;
