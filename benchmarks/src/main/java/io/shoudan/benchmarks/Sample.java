package io.shoudan.benchmarks;

import static io.shoudan.iso8583.terminal.TerminalDialect.AMOUNT;
import static io.shoudan.iso8583.terminal.TerminalDialect.CARD_SEQUENCE;
import static io.shoudan.iso8583.terminal.TerminalDialect.CHIP_DATA;
import static io.shoudan.iso8583.terminal.TerminalDialect.CONDITION_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.CURRENCY;
import static io.shoudan.iso8583.terminal.TerminalDialect.DIALECT;
import static io.shoudan.iso8583.terminal.TerminalDialect.ENTRY_MODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.EXPIRY;
import static io.shoudan.iso8583.terminal.TerminalDialect.MAC;
import static io.shoudan.iso8583.terminal.TerminalDialect.MERCHANT;
import static io.shoudan.iso8583.terminal.TerminalDialect.OPERATOR_OR_SCHEME;
import static io.shoudan.iso8583.terminal.TerminalDialect.PAN;
import static io.shoudan.iso8583.terminal.TerminalDialect.PIN_BLOCK;
import static io.shoudan.iso8583.terminal.TerminalDialect.PIN_CAPTURE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.PROCESSING_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.SECURITY_CONTROL;
import static io.shoudan.iso8583.terminal.TerminalDialect.TERMINAL;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACK_2;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRANSACTION;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.ChipData;
import io.shoudan.iso8583.Expiry;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.TrackTwo;
import io.shoudan.iso8583.terminal.TransactionField;

/// One purchase by chip with PIN, as terminals send it: 19 fields. Every peer reads these bytes and
/// builds them of these values.
final class Sample {

    static final String PAN_DIGITS = "6225000000000014";

    /// Without its separator, of which jPOS's packager for packed digits makes another digit.
    static final String TRACK = "6225000000000014530122010000000000";

    static final String CHIP =
            "9F2608A1B2C3D4E5F607089F2701809F101307010103A02000010A0100000000"
                    + "005FAABBCC9F37041A2B3C4D9F36020042950500800400009A032611239C0100"
                    + "9F02060000000123455F2A02015682027C009F1A0201569F0306000000000000"
                    + "9F3303E0F9C89F34034203009F3501229F1E0831323334353637388408A00000"
                    + "03330101029F090200209F410400000042";

    private static final Pan CARD = Pan.of(PAN_DIGITS);
    private static final Expiry GOOD_THRU = Expiry.of("3012");
    private static final TrackTwo TRACK_TWO = TrackTwo.of(TRACK);
    private static final PinBlock PIN = PinBlock.of(new byte[8]);
    private static final ChipData CHIP_OBJECTS = ChipData.of(Bytes.ofHex(CHIP));
    private static final byte[] CHIP_BYTES = CHIP_OBJECTS.bytes().toArray();
    private static final TransactionField PURCHASE =
            new TransactionField("22", "000007", "000", "500");
    private static final Bytes NO_MAC = Bytes.of(new byte[8]);

    private Sample() {}

    static Message.Builder fill(Message.Builder builder) {
        return builder.set(PAN, CARD)
                .set(PROCESSING_CODE, "000000")
                .set(AMOUNT, 12_345L)
                .set(TRACE_NUMBER, "000042")
                .set(EXPIRY, GOOD_THRU)
                .set(ENTRY_MODE, "051")
                .set(CARD_SEQUENCE, "001")
                .set(CONDITION_CODE, "00")
                .set(PIN_CAPTURE_CODE, "06")
                .set(TRACK_2, TRACK_TWO)
                .set(TERMINAL, "90010001")
                .set(MERCHANT, "898310058120001")
                .set(CURRENCY, "156")
                .set(PIN_BLOCK, PIN)
                .set(SECURITY_CONTROL, "2600000000000000")
                .set(CHIP_DATA, CHIP_OBJECTS)
                .set(TRANSACTION, PURCHASE)
                .set(OPERATOR_OR_SCHEME, "001")
                .set(MAC, NO_MAC);
    }

    /// The same, made of text as the peers' messages are.
    static Message.Builder fillFromText(Message.Builder builder) {
        return builder.set(PAN, Pan.of(PAN_DIGITS))
                .set(PROCESSING_CODE, "000000")
                .set(AMOUNT, Long.parseLong("000000012345"))
                .set(TRACE_NUMBER, "000042")
                .set(EXPIRY, Expiry.of("3012"))
                .set(ENTRY_MODE, "051")
                .set(CARD_SEQUENCE, "001")
                .set(CONDITION_CODE, "00")
                .set(PIN_CAPTURE_CODE, "06")
                .set(TRACK_2, TrackTwo.of(TRACK))
                .set(TERMINAL, "90010001")
                .set(MERCHANT, "898310058120001")
                .set(CURRENCY, "156")
                .set(PIN_BLOCK, PinBlock.of(new byte[8]))
                .set(SECURITY_CONTROL, "2600000000000000")
                .set(CHIP_DATA, ChipData.of(Bytes.of(CHIP_BYTES)))
                .set(TRANSACTION, TransactionField.of("22000007000500"))
                .set(OPERATOR_OR_SCHEME, "001")
                .set(MAC, Bytes.of(new byte[8]));
    }

    static byte[] packed() {
        return DIALECT.pack(fill(Message.builder(DIALECT, "0200")).build());
    }
}
