package io.shoudan.simulator.terminal;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.terminal.TerminalHeader;
import io.shoudan.iso8583.terminal.Tpdu;
import java.time.Duration;

/// Which terminal it is and where its host is.
///
/// @param terminalId 8 characters, field 41
/// @param merchantId 15 characters, field 42
/// @param mainKey    terminal main key (TMK), 16 bytes
/// @param tpdu       in front of each request
/// @param header     of each request
/// @param operator   field 63 of a request, three digits
/// @param timeout    how long the terminal waits for an answer
public record TerminalSettings(
        String host,
        int port,
        String terminalId,
        String merchantId,
        Bytes mainKey,
        Tpdu tpdu,
        TerminalHeader header,
        String operator,
        Duration timeout) {

    private static final int MAIN_KEY_BYTES = 16;

    /// @throws IllegalArgumentException if an identifier or the key has another length
    public TerminalSettings {
        if (terminalId.length() != 8) {
            throw new IllegalArgumentException("must have 8 characters: terminal");
        }
        if (merchantId.length() != 15) {
            throw new IllegalArgumentException("must have 15 characters: merchant");
        }
        if (mainKey.length() != MAIN_KEY_BYTES) {
            throw new IllegalArgumentException("must have 16 bytes: main key");
        }
    }

    /// A terminal with a chip reader that waits for 60 s.
    ///
    /// @param mainKey 32 hexadecimal digits
    /// @throws IllegalArgumentException if an identifier or the key is anything else
    public static TerminalSettings of(
            String host, int port, String terminalId, String merchantId, String mainKey) {
        return new TerminalSettings(
                host,
                port,
                terminalId,
                merchantId,
                Bytes.ofHex(mainKey),
                Tpdu.of("6000030000"),
                new TerminalHeader("613100310000"),
                "001",
                Duration.ofSeconds(60));
    }

    /// The same terminal with less or more patience.
    public TerminalSettings withTimeout(Duration patience) {
        return new TerminalSettings(
                host, port, terminalId, merchantId, mainKey, tpdu, header, operator, patience);
    }
}
