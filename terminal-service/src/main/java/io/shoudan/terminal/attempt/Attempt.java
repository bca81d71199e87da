package io.shoudan.terminal.attempt;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A request that was refused and left nothing else behind.
///
/// @param terminalId   as sent, bound or not
/// @param merchantId   as sent; absent if it couldn't be read
/// @param mti          4 digits
/// @param traceNumber  6 digits; absent if it couldn't be read
/// @param batchNumber  6 digits; absent if it couldn't be read
/// @param responseCode what the terminal was told
/// @param cause        code of the failure catalogue
/// @param detail       field paths and what was expected, never a value
public record Attempt(
        String terminalId,
        @Nullable String merchantId,
        Instant at,
        String mti,
        @Nullable String traceNumber,
        @Nullable String batchNumber,
        String responseCode,
        String cause,
        @Nullable String detail) {}
