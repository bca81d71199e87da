package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.interchange.InterchangeDialect;
import io.shoudan.iso8583.interchange.InterchangeHeader;
import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.iso8583.standard.Iso87;
import io.shoudan.iso8583.standard.Iso93;
import io.shoudan.iso8583.terminal.TerminalHeader;
import io.shoudan.iso8583.terminal.TerminalProfile;
import io.shoudan.iso8583.terminal.TerminalProfile.Lengths;
import io.shoudan.iso8583.terminal.Tpdu;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The dialects that are tried, the strictest first.
enum Profile {
    TERMINAL,
    TERMINAL_SM4,
    TERMINAL_ASCII_LENGTHS,
    TERMINAL_SM4_ASCII_LENGTHS,
    NETWORK,
    INTERCHANGE,
    ISO87_ASCII,
    ISO87_BINARY,
    ISO87_EBCDIC,
    ISO93_ASCII,
    ISO93_BINARY,
    ISO93_EBCDIC;

    static Optional<Profile> named(String name) {
        return Arrays.stream(values()).filter(p -> p.dialectName().equals(name)).findFirst();
    }

    /// What terminals of this dialect have; null for the dialects of others.
    @Nullable TerminalProfile terminalProfile() {
        return switch (this) {
            case TERMINAL -> TerminalProfile.STANDARD;
            case TERMINAL_SM4 -> TerminalProfile.SM4;
            case TERMINAL_ASCII_LENGTHS -> TerminalProfile.STANDARD.with(Lengths.ASCII);
            case TERMINAL_SM4_ASCII_LENGTHS -> TerminalProfile.SM4.with(Lengths.ASCII);
            default -> null;
        };
    }

    Dialect dialect() {
        return switch (this) {
            case TERMINAL, TERMINAL_SM4, TERMINAL_ASCII_LENGTHS, TERMINAL_SM4_ASCII_LENGTHS ->
                    Objects.requireNonNull(terminalProfile()).dialect();
            case NETWORK -> NetworkDialect.DIALECT;
            case INTERCHANGE -> InterchangeDialect.DIALECT;
            case ISO87_ASCII -> Iso87.ASCII;
            case ISO87_BINARY -> Iso87.BINARY;
            case ISO87_EBCDIC -> Iso87.EBCDIC;
            case ISO93_ASCII -> Iso93.ASCII;
            case ISO93_BINARY -> Iso93.BINARY;
            case ISO93_EBCDIC -> Iso93.EBCDIC;
        };
    }

    String dialectName() {
        return dialect().name();
    }

    /// Whether TPDU and header stand in front of the message.
    boolean terminal() {
        return terminalProfile() != null;
    }

    /// Whether keys are SM4's.
    boolean sm4() {
        return this == TERMINAL_SM4 || this == TERMINAL_SM4_ASCII_LENGTHS;
    }

    /// The same with SM4 keys.
    Profile withSm4() {
        return switch (this) {
            case TERMINAL -> TERMINAL_SM4;
            case TERMINAL_ASCII_LENGTHS -> TERMINAL_SM4_ASCII_LENGTHS;
            default -> this;
        };
    }

    /// Whether lengths are ASCII digits where most terminals pack them.
    boolean asciiLengths() {
        var profile = terminalProfile();
        return profile != null && profile.lengths() == Lengths.ASCII;
    }

    /// Bytes in front of the MTI.
    int messageAt() {
        return switch (this) {
            case TERMINAL, TERMINAL_SM4, TERMINAL_ASCII_LENGTHS, TERMINAL_SM4_ASCII_LENGTHS ->
                    Tpdu.BYTES + TerminalHeader.BYTES;
            case INTERCHANGE -> InterchangeHeader.BYTES;
            default -> 0;
        };
    }
}
