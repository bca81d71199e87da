package io.shoudan.iso8583.terminal;

import io.shoudan.iso8583.Bytes;
import java.util.Optional;

/// Message header of the direct-link profile: what runs in the terminal, and what the host wants of
/// it. An answer echoes the request's header but for the processing requirement.
///
/// @param text 12 digits as sent, two a byte. Digits A to F are let through, so that a header that
///             means nothing to us is echoed unchanged
public record TerminalHeader(String text) {

    /// Bytes that it occupies.
    public static final int BYTES = 6;

    private static final int REQUIREMENT_INDEX = 5;

    /// A header of these digits.
    ///
    /// @throws IllegalArgumentException if `text` isn't 12 upper-case hexadecimal digits
    public TerminalHeader {
        if (text.length() != 2 * BYTES || !Bytes.ofHex(text).hex().equals(text)) {
            throw new IllegalArgumentException("must be 12 upper-case hexadecimal digits: header");
        }
    }

    static TerminalHeader read(byte[] from, int offset) {
        return new TerminalHeader(Bytes.of(from, offset, BYTES).hex());
    }

    byte[] bytes() {
        return Bytes.ofHex(text).toArray();
    }

    /// Byte 1: `60` magnetic stripe, `61` chip, `62` and `63` value-added applications.
    public String applicationClass() {
        return text.substring(0, 2);
    }

    /// Bytes 2 and 4 to 6, the version of the terminal's software: 8 digits.
    public String softwareVersion() {
        return text.substring(2, 4) + text.substring(6);
    }

    /// High nibble of byte 3, 0 to 15: 0 in normal use.
    public int terminalStatus() {
        return Character.digit(text.charAt(REQUIREMENT_INDEX - 1), 16);
    }

    /// Low nibble of byte 3; empty if it is one without a meaning.
    public Optional<ProcessingRequirement> processingRequirement() {
        return ProcessingRequirement.of(Character.digit(text.charAt(REQUIREMENT_INDEX), 16));
    }

    /// The same header with another low nibble of byte 3.
    public TerminalHeader withProcessingRequirement(ProcessingRequirement requirement) {
        return new TerminalHeader(
                text.substring(0, REQUIREMENT_INDEX)
                        + requirement.nibble()
                        + text.substring(REQUIREMENT_INDEX + 1));
    }
}
