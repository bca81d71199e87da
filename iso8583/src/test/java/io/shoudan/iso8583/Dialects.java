package io.shoudan.iso8583;

import io.shoudan.iso8583.interchange.InterchangeDialect;
import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.iso8583.standard.Iso87;
import io.shoudan.iso8583.standard.Iso93;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalProfile;
import io.shoudan.iso8583.terminal.TerminalProfile.Lengths;
import io.shoudan.iso8583.terminal.TerminalProfile.Padding;
import io.shoudan.iso8583.terminal.TerminalProfile.ShortOperator;
import java.util.List;

/// All dialects, for what must hold in each.
public final class Dialects {

    private Dialects() {}

    public static List<Dialect> all() {
        return List.of(
                TerminalDialect.DIALECT,
                TerminalDialect.SM4_DIALECT,
                TerminalProfile.SM4.with(Lengths.ASCII).dialect(),
                TerminalProfile.STANDARD
                        .with(Padding.ZERO_ONLY)
                        .with(ShortOperator.REFUSED)
                        .dialect(),
                NetworkDialect.DIALECT,
                InterchangeDialect.DIALECT,
                Iso87.ASCII,
                Iso87.BINARY,
                Iso87.EBCDIC,
                Iso93.ASCII,
                Iso93.BINARY,
                Iso93.EBCDIC);
    }
}
