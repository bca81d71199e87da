package io.shoudan.iso8583.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.OPERATOR_OR_SCHEME;
import static io.shoudan.iso8583.terminal.TerminalDialect.PIN_BLOCK;

import io.shoudan.iso8583.Conversion;
import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Encodings;
import io.shoudan.iso8583.Length;
import io.shoudan.iso8583.LengthPrefix;
import io.shoudan.iso8583.Recoding;
import io.shoudan.iso8583.terminal.TerminalProfile.Lengths;
import io.shoudan.iso8583.terminal.TerminalProfile.Padding;
import io.shoudan.iso8583.terminal.TerminalProfile.ShortOperator;

/// What of a profile decides on how messages are written; the rest is about keys and MACs.
///
/// @param sm4 whether the PIN block is one under an SM4 key
record Writing(boolean sm4, Padding padding, ShortOperator shortOperator, Lengths lengths) {

    private static final int SM4_BLOCK_BYTES = 16;

    /// The terminal protocol written so; a new one every time ([TerminalDialect#in] keeps it).
    Dialect dialect() {
        var dialect = TerminalDialect.fieldsAndMessages(name());
        if (sm4) {
            dialect.rewritten(
                    PIN_BLOCK.writtenAs(
                            Length.exactly(SM4_BLOCK_BYTES),
                            Encodings.BINARY.as(Conversion.ENCIPHERED_PIN)));
        }
        if (shortOperator == ShortOperator.REFUSED) {
            var format = OPERATOR_OR_SCHEME.format();
            dialect.rewritten(
                    OPERATOR_OR_SCHEME.writtenAs(
                            format.length().from(OperatorField.USUAL_CHARACTERS),
                            format.encoding()));
        }
        return dialect.recoded(recoding()).build();
    }

    private Recoding recoding() {
        var recoding = Recoding.NONE;
        if (padding == Padding.ZERO_ONLY) {
            recoding =
                    recoding.writing(Encodings.BCD, Encodings.BCD_ZERO_PADDED)
                            .writing(Encodings.BCD_RIGHT, Encodings.BCD_RIGHT_ZERO_PADDED)
                            .writing(Encodings.PACKED_TRACK, Encodings.PACKED_TRACK_ZERO_PADDED);
        }
        if (lengths == Lengths.ASCII) {
            recoding =
                    recoding.announcing(LengthPrefix.BCD_LL, LengthPrefix.ASCII_LL)
                            .announcing(LengthPrefix.BCD_LLL, LengthPrefix.ASCII_LLL);
        }
        return recoding;
    }

    private String name() {
        return "terminal"
                + (sm4 ? "-sm4" : "")
                + (lengths == Lengths.ASCII ? "-ascii-lengths" : "")
                + (padding == Padding.ZERO_ONLY ? "-zero-padded" : "")
                + (shortOperator == ShortOperator.REFUSED ? "-whole-operator" : "");
    }
}
