/// The failure catalogue: every cause with its category, remedy, actor and wire code, as data.
///
/// Start at [io.shoudan.contracts.catalogue.FailureCatalogue].
@NullMarked
package io.shoudan.contracts.catalogue;

import org.jspecify.annotations.NullMarked;
