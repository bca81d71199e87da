package io.shoudan.transaction.policy;

/// What a terminal has sold on the business date so far.
///
/// @param amountMinor its purchases together, in minor units
/// @param count       how many
/// @param end         when the business date ends, for people, in the cell's time
record Day(long amountMinor, int count, String end) {}
