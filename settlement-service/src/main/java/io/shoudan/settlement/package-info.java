/// Settlement: from captured transactions to what a merchant is owed, with every difference, fee
/// and posting on record.
///
/// Start at [io.shoudan.settlement.settle.Settler].
@NullMarked
package io.shoudan.settlement;

import org.jspecify.annotations.NullMarked;
