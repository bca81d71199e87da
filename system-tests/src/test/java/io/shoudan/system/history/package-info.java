/// Checks after a run that nothing was lost and nothing doubled: what terminals, card network,
/// databases and topics say is read into one [io.shoudan.system.history.History], and every
/// [io.shoudan.system.history.Invariant] is asked whether it holds. Start at
/// [io.shoudan.system.history.HistoryChecker].
@NullMarked
package io.shoudan.system.history;

import org.jspecify.annotations.NullMarked;
