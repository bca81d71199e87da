/// Everything on one machine with one command: PostgreSQL and Kafka, the services and the card
/// network's simulator, the demo data and the demo.
///
/// Owns the processes it starts and its data directory; no table and no topic. Reaches the services
/// through their public interfaces only. Start at [Launcher].
@NullMarked
package io.shoudan.launcher;

import org.jspecify.annotations.NullMarked;
