/// The other side of the house: a card network and terminals, deterministic and with records of
/// their own, so that what the services say can be held against what really happened.
@NullMarked
package io.shoudan.simulator;

import org.jspecify.annotations.NullMarked;
