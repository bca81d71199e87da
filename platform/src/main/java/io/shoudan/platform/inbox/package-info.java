/// Events in: parsed strictly, taken in once, retried while the database is away, put aside when
/// nobody can read them.
///
/// Owns table `inbox` (see `db/platform/V0_2__inbox.sql`). Start at [Inbox].
@NullMarked
package io.shoudan.platform.inbox;

import org.jspecify.annotations.NullMarked;
