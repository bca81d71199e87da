package io.shoudan.terminal.answer;

import java.time.Instant;

/// What every answer bears.
///
/// @param retrievalReference field 37, 12 digits
/// @param time               fields 12 and 13, told in the cell's zone
public record Stamp(String retrievalReference, Instant time) {}
