/// The link to a card network: one connection, many requests in flight, answers matched by more
/// than their trace number.
///
/// The port is [NetworkLink]; what comes when nobody waits for it goes to [LateAnswers]. The
/// adapter speaks ISO 8583:1987 ASCII over TCP. Owns no table.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.shoudan.transaction.network;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
