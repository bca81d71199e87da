/// The house's door for terminals: sockets, sign-on, keys, the checks that come before money.
///
/// A request's way: `iso.TerminalListener` reads the frame, `iso.Reception` has it checked by
/// `check.HostChecks` and decided by `payment` or `signon`, `answer.Answers` writes field 39.
@NullMarked
package io.shoudan.terminal;

import org.jspecify.annotations.NullMarked;
