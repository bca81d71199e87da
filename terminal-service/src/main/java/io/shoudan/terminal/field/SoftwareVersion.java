package io.shoudan.terminal.field;

import io.shoudan.iso8583.AsciiTlv;
import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.platform.request.Masking;
import java.util.Optional;

/// What runs in a terminal.
public final class SoftwareVersion {

    private static final String TERMINAL_INFORMATION = "A2";
    private static final String APPLICATION_VERSION = "05";
    private static final int MAX_CHARACTERS = 64;

    private SoftwareVersion() {}

    /// Field 59 A2/05 where it is sent, else the header: 1 to 64 characters. It is stored and shown
    /// in clear, so that what looks like card data is as good as absent.
    public static String of(TerminalFrame frame) {
        return frame.message()
                .find(TerminalDialect.PRIVATE_59)
                .flatMap(SoftwareVersion::application)
                .filter(v -> !v.isBlank() && v.length() <= MAX_CHARACTERS)
                .filter(v -> !Masking.suspects(v))
                .orElseGet(() -> frame.header().softwareVersion());
    }

    private static Optional<String> application(String field) {
        try {
            return AsciiTlv.parse(field)
                    .find(TERMINAL_INFORMATION)
                    .map(AsciiTlv::parse)
                    .flatMap(information -> information.find(APPLICATION_VERSION));
        } catch (MalformedMessage _) {
            // Some makers put other things into field 59; that is no reason to refuse anything.
            return Optional.empty();
        }
    }
}
