package io.shoudan.simulator.network;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One line of the record.
///
/// @param number     counts from 1, without gaps
/// @param connection which connection since the start, from 1
/// @param about      retrieval reference of the transaction that the line belongs to; the message's
///                   own may be another, where the issuer answers wrongly
/// @param decision   what was decided on a message received, once and for good
record Entry(
        long number,
        Instant at,
        Kind kind,
        long connection,
        @Nullable String about,
        Facts message,
        @Nullable Decision decision) {

    /// Which way the message went.
    enum Kind {
        RECEIVED,
        SENT,
        /// An answer that could not be delivered: the connection had gone, or too many were
        /// waiting.
        UNSENT
    }
}
