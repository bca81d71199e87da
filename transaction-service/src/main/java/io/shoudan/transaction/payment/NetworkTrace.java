package io.shoudan.transaction.payment;

import java.time.Instant;

/// How a message was named on the network link.
///
/// @param number        field 11 there, ours, 6 digits
/// @param transmittedAt field 7, whole seconds
public record NetworkTrace(String number, Instant transmittedAt) {}
