/// Takes in what the others say and carries lines and batches as far as what is known allows.
///
/// Hears `transaction.v1`, `merchant.v1` and `tariff.v1`; says `BatchSettled` on `settlement.v1`.
/// Events of different terminals and topics come in any order, and so does everything after a
/// replay: each is kept at once, and [io.shoudan.settlement.settle.Settler] then looks at what is
/// there, not at what came last. Start there.
@ApplicationModule(allowedDependencies = {"batch", "fee", "ledger", "line", "merchant"})
@NullMarked
package io.shoudan.settlement.settle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
