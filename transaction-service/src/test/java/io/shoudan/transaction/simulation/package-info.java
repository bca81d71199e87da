/// The state machine of payments, run in one thread of control with virtual time, over tables in
/// memory or in PostgreSQL. Start at [Simulation].
@NullMarked
package io.shoudan.transaction.simulation;

import org.jspecify.annotations.NullMarked;
