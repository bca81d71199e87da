/// A point-of-sale terminal without the hardware: signs on, sells, settles, and keeps a batch of
/// slips like a real one.
///
/// Start at [io.shoudan.simulator.terminal.Terminal]; the command line is
/// [io.shoudan.simulator.terminal.TerminalCommand].
@NullMarked
package io.shoudan.simulator.terminal;

import org.jspecify.annotations.NullMarked;
