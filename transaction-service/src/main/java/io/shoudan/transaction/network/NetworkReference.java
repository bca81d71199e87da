package io.shoudan.transaction.network;

import java.time.Instant;

/// How a message is named on the link: all of it must come back in the answer.
///
/// @param traceNumber        field 11, ours, 6 digits
/// @param retrievalReference field 37, ours, 12 digits
/// @param transmittedAt      field 7, whole seconds
public record NetworkReference(
        String traceNumber, String retrievalReference, Instant transmittedAt) {}
