/// The double-entry journal: append only, balanced per entry and currency, one entry per source.
///
/// Owns tables `journal_entry` and `posting`; the database refuses what doesn't balance and every
/// later change. Balances are derived, never kept in a row that all would have to update. Start at
/// [io.shoudan.settlement.ledger.Journal].
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.shoudan.settlement.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
