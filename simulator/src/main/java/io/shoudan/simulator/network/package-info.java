/// A card network with one issuer behind it: decides by the last two digits of the amount and keeps
/// a record that only it writes.
///
/// Start at [io.shoudan.simulator.network.NetworkSimulator]; what is decided stands in `Behaviour`
/// and `Book`.
@NullMarked
package io.shoudan.simulator.network;

import org.jspecify.annotations.NullMarked;
