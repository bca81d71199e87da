package io.shoudan.transaction.payment;

import org.jspecify.annotations.Nullable;

/// Why our own rules decline a payment.
///
/// @param detail for the timeline, at most 200 characters, never card data; the terminal is told
///               the cause alone
public record Refusal(Cause cause, @Nullable String detail) {}
