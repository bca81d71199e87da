/// How we use PostgreSQL: a fair gate in front of the pool, short transactions with bounded waits,
/// named outcomes when the database is busy or a commit's result is unknown.
///
/// Start at [Transactions].
@NullMarked
package io.shoudan.platform.database;

import org.jspecify.annotations.NullMarked;
