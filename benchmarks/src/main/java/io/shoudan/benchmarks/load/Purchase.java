package io.shoudan.benchmarks.load;

import java.util.UUID;

/// What differs from one stored purchase to the next.
///
/// @param batchId of the terminal's open batch
record Purchase(UUID id, String terminalId, long batchId, String traceNumber) {}
