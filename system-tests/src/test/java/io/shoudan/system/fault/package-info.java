/// Faults on purpose: many terminals at work while everything around them breaks, and a checker
/// afterwards that looks for what was lost or done twice. Start at `FaultRun`.
@NullMarked
package io.shoudan.system.fault;

import org.jspecify.annotations.NullMarked;
