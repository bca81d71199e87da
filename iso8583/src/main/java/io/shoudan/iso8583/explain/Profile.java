package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.interchange.InterchangeDialect;
import io.shoudan.iso8583.interchange.InterchangeHeader;
import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.iso8583.standard.Iso87;
import io.shoudan.iso8583.standard.Iso93;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalHeader;
import io.shoudan.iso8583.terminal.Tpdu;
import java.util.Arrays;
import java.util.Optional;

/// The dialects that are tried, the strictest first.
enum Profile {
    TERMINAL,
    TERMINAL_SM4,
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

    Dialect dialect() {
        return switch (this) {
            case TERMINAL -> TerminalDialect.DIALECT;
            case TERMINAL_SM4 -> TerminalDialect.SM4_DIALECT;
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
        return this == TERMINAL || this == TERMINAL_SM4;
    }

    /// Bytes in front of the MTI.
    int messageAt() {
        return switch (this) {
            case TERMINAL, TERMINAL_SM4 -> Tpdu.BYTES + TerminalHeader.BYTES;
            case INTERCHANGE -> InterchangeHeader.BYTES;
            default -> 0;
        };
    }
}
