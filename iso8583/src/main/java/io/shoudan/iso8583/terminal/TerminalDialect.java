package io.shoudan.iso8583.terminal;

import static io.shoudan.iso8583.Conversion.CARD_NUMBER;
import static io.shoudan.iso8583.Conversion.ENCIPHERED_PIN;
import static io.shoudan.iso8583.Conversion.TRACK_THREE;
import static io.shoudan.iso8583.Conversion.TRACK_TWO;
import static io.shoudan.iso8583.DigitsConversion.DATE_MMDD;
import static io.shoudan.iso8583.DigitsConversion.EXPIRY_YYMM;
import static io.shoudan.iso8583.DigitsConversion.TIME_HHMMSS;
import static io.shoudan.iso8583.DigitsConversion.UNSIGNED;
import static io.shoudan.iso8583.Encodings.ALPHANUMERIC;
import static io.shoudan.iso8583.Encodings.BCD;
import static io.shoudan.iso8583.Encodings.BCD_RIGHT;
import static io.shoudan.iso8583.Encodings.BER_TLV;
import static io.shoudan.iso8583.Encodings.BINARY;
import static io.shoudan.iso8583.Encodings.PACKED_TRACK;
import static io.shoudan.iso8583.Encodings.TEXT;
import static io.shoudan.iso8583.Length.exactly;
import static io.shoudan.iso8583.Length.upTo;
import static io.shoudan.iso8583.LengthPrefix.BCD_LL;
import static io.shoudan.iso8583.LengthPrefix.BCD_LLL;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.ChipData;
import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Expiry;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.Masks;
import io.shoudan.iso8583.MessageType;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.TrackThree;
import io.shoudan.iso8583.TrackTwo;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The fields and messages of the terminal protocol, as data.
///
/// Numbers and meanings are those of ISO 8583:1987; 48 and 58 to 63, which the standard leaves
/// open, are those of the UnionPay direct-link profile. Lengths of digits and tracks count digits,
/// all others bytes.
///
/// Field 64 is never *required* of a message, though most requests need it: a missing MAC is
/// answered like a wrong one, not like a missing field ([TransactionKind#mac]).
///
/// Written here as terminals of most makers write; what others write differently is in a
/// [TerminalProfile].
public final class TerminalDialect {

    // spotless:off  A table: columns are aligned.
    /// Card number, 1 to 19 digits (field 2). Whether it is a possible one is asked of [Pan].
    public static final Field<Pan>                 PAN                  = Field.of( 2, "Primary account number",          upTo(19, BCD_LL),   BCD.as(CARD_NUMBER)).maskedBy(Pan::masked);
    /// What is asked for, 6 digits (field 3).
    public static final Field<String>              PROCESSING_CODE      = Field.of( 3, "Processing code",                 exactly(6),         BCD);
    /// Amount in minor units of field 49, 0 to 999999999999 (field 4).
    public static final Field<Long>                AMOUNT               = Field.of( 4, "Amount, in minor units of 49",    exactly(12),        BCD.as(UNSIGNED));
    /// Trace number (STAN), 6 digits, counted by the terminal (field 11).
    public static final Field<String>              TRACE_NUMBER         = Field.of(11, "System trace audit number",       exactly(6),         BCD);
    /// Time of day in the host's zone (field 12).
    public static final Field<LocalTime>           LOCAL_TIME           = Field.of(12, "Local time, hhmmss",              exactly(6),         BCD.as(TIME_HHMMSS)).shownAs(time -> TIME_HHMMSS.text(time, 6));
    /// Day in the host's zone (field 13).
    public static final Field<MonthDay>            LOCAL_DATE           = Field.of(13, "Local date, MMDD",                exactly(4),         BCD.as(DATE_MMDD)).shownAs(day -> DATE_MMDD.text(day, 4));
    /// Last month in which the card is good (field 14).
    public static final Field<Expiry>              EXPIRY               = Field.of(14, "Expiry, YYMM",                    exactly(4),         BCD.as(EXPIRY_YYMM)).hidden();
    /// Day on which the network settles (field 15).
    public static final Field<MonthDay>            SETTLEMENT_DATE      = Field.of(15, "Settlement date, MMDD",           exactly(4),         BCD.as(DATE_MMDD)).shownAs(day -> DATE_MMDD.text(day, 4));
    /// How card number and PIN were entered, 3 digits (field 22): 01 manual, 02 magnetic stripe,
    /// 03 QR, 05 chip, 07 contactless; then 1 with PIN, 2 without.
    public static final Field<String>              ENTRY_MODE           = Field.of(22, "Entry mode",                      exactly(3),         BCD);
    /// Which of several cards with one number, 3 digits (field 23).
    public static final Field<String>              CARD_SEQUENCE        = Field.of(23, "Card sequence number",            exactly(3),         BCD_RIGHT);
    /// Circumstances, 2 digits (field 25): 00 normal, 06 pre-authorization.
    public static final Field<String>              CONDITION_CODE       = Field.of(25, "Condition code",                  exactly(2),         BCD);
    /// Most PIN digits that the terminal takes, 2 digits (field 26).
    public static final Field<String>              PIN_CAPTURE_CODE     = Field.of(26, "PIN capture code",                exactly(2),         BCD);
    /// The acquirer, 1 to 11 digits (field 32).
    public static final Field<String>              ACQUIRER             = Field.of(32, "Acquirer code",                   upTo(11, BCD_LL),   BCD);
    /// Track 2 or its image in a chip, 1 to 37 characters (field 35).
    public static final Field<TrackTwo>            TRACK_2              = Field.of(35, "Track 2",                         upTo(37, BCD_LL),   PACKED_TRACK.as(TRACK_TWO)).maskedBy(TrackTwo::toString);
    /// Track 3, 1 to 104 characters (field 36).
    public static final Field<TrackThree>          TRACK_3              = Field.of(36, "Track 3",                         upTo(104, BCD_LLL), PACKED_TRACK.as(TRACK_THREE)).hidden();
    /// Our reference to a transaction, 12 characters (field 37): last digit of the year, day of
    /// year, 8 digits.
    public static final Field<String>              RETRIEVAL_REFERENCE  = Field.of(37, "Retrieval reference number",      exactly(12),        ALPHANUMERIC);
    /// The issuer's approval, 6 characters (field 38).
    public static final Field<String>              AUTHORIZATION_CODE   = Field.of(38, "Authorization code",              exactly(6),         ALPHANUMERIC);
    /// Outcome in an answer, reason in a reversal, 2 characters (field 39).
    public static final Field<String>              RESPONSE_CODE        = Field.of(39, "Response code",                   exactly(2),         ALPHANUMERIC);
    /// Terminal identifier (TID), 8 characters (field 41).
    public static final Field<String>              TERMINAL             = Field.of(41, "Terminal",                        exactly(8),         TEXT);
    /// Merchant identifier (MID), 15 characters (field 42).
    public static final Field<String>              MERCHANT             = Field.of(42, "Merchant",                        exactly(15),        TEXT).shownAs(merchant -> merchant);
    /// Merchant's name and place, 40 characters (field 43).
    public static final Field<String>              MERCHANT_NAME        = Field.of(43, "Merchant name and location",      exactly(40),        TEXT);
    /// Issuer's code of 11 characters, acquirer's of 11, filled with spaces (field 44).
    public static final Field<String>              INSTITUTIONS         = Field.of(44, "Issuer and acquirer code",        upTo(25, BCD_LL),   TEXT);
    /// Totals or lines of a batch, digits only (field 48). Hidden: lines have card numbers.
    public static final Field<String>              ADDITIONAL_DATA      = Field.of(48, "Additional data",                 upTo(322, BCD_LLL), BCD).hidden();
    /// ISO 4217 numeric code, 3 characters (field 49): 156.
    public static final Field<String>              CURRENCY             = Field.of(49, "Currency, ISO 4217 numeric",      exactly(3),         ALPHANUMERIC);
    /// Enciphered PIN (field 52), 8 bytes; 16 in [#SM4_DIALECT].
    public static final Field<PinBlock>            PIN_BLOCK            = Field.of(52, "PIN block",                       exactly(8),         BINARY.as(ENCIPHERED_PIN)).hidden();
    /// How PIN and tracks are enciphered ([SecurityControl]), 16 digits (field 53).
    public static final Field<String>              SECURITY_CONTROL     = Field.of(53, "Security control information",    exactly(16),        BCD).shownAs(Masks::securityControl);
    /// Balance ([BalanceField]): account 10, amount type 02, currency 3, C or D, amount 12 (field
    /// 54).
    public static final Field<String>              ADDITIONAL_AMOUNTS   = Field.of(54, "Additional amounts",              upTo(20, BCD_LLL),  ALPHANUMERIC).hidden();
    /// Chip data, BER-TLV, 1 to 255 bytes (field 55).
    public static final Field<ChipData>            CHIP_DATA            = Field.of(55, "Chip data",                       upTo(255, BCD_LLL), BER_TLV).maskedBy(ChipData::toString);
    /// Private to networks, 1 to 999 bytes (field 58). Text in the protocol (`ans`); nobody says
    /// of what, so that every byte is kept as it comes.
    public static final Field<Bytes>               PRIVATE_58           = Field.of(58, "Private",                         upTo(999, BCD_LLL), BINARY).maskedBy(Bytes::toString).leftOpen();
    /// Tagged text ([io.shoudan.iso8583.AsciiTlv]), 1 to 999 characters (field 59): `A2` terminal
    /// information, itself tagged (`01` device type, `02` serial number, `03` random factor, `04`
    /// ciphertext, `05` application version); `A3` scanned code; `A4` order number.
    public static final Field<String>              PRIVATE_59           = Field.of(59, "Terminal information",            upTo(999, BCD_LLL), TEXT).hidden();
    /// Kind of transaction, batch number, network management code (field 60).
    public static final Field<TransactionField>    TRANSACTION          = Field.of(60, "Transaction type and batch",      upTo(17, BCD_LLL),  BCD.as(TransactionField.CONVERSION)).shownAs(TransactionField::shown);
    /// Which earlier transaction is meant (field 61).
    public static final Field<OriginalTransaction> ORIGINAL             = Field.of(61, "Original transaction",            upTo(29, BCD_LLL),  BCD.as(OriginalTransaction.CONVERSION)).shownAs(OriginalTransaction::shown);
    /// Working keys in the answer to a sign-on, else text, 1 to 512 bytes (field 62).
    public static final Field<Bytes>               KEYS_OR_TEXT         = Field.of(62, "Keys or text",                    upTo(512, BCD_LLL), BINARY).maskedBy(Bytes::toString);
    /// Operator in a request, card scheme in an answer, 1 to 163 characters (field 63).
    public static final Field<String>              OPERATOR_OR_SCHEME   = Field.of(63, "Operator or scheme",              upTo(163, BCD_LLL), TEXT);
    /// Message authentication code, 8 bytes (field 64).
    public static final Field<Bytes>               MAC                  = Field.of(64, "Message authentication code",     exactly(8),         BINARY);
    // spotless:on

    /// Built once each. In front of what is built, and in this class, so that whoever asks for one
    /// has the fields above.
    private static final Map<Writing, Dialect> DIALECTS = new ConcurrentHashMap<>();

    /// The kind of each request. The types are the same in every way of writing.
    private static final Map<MessageType, TransactionKind> KINDS = TerminalMessages.requests();

    /// What terminals of [TerminalProfile#STANDARD] speak, with 3DES keys: field 52 has 8 bytes.
    public static final Dialect DIALECT = TerminalProfile.STANDARD.dialect();

    /// What terminals of [TerminalProfile#SM4] speak, with SM4 keys: field 52 has 16 bytes, all
    /// else is as in [#DIALECT].
    public static final Dialect SM4_DIALECT = TerminalProfile.SM4.dialect();

    /// What terminals speak that write the lengths of variable fields as ASCII digits; all else is
    /// as in [#DIALECT].
    public static final Dialect ASCII_LENGTHS_DIALECT =
            TerminalProfile.STANDARD.with(TerminalProfile.Lengths.ASCII).dialect();

    /// The same with SM4 keys: field 52 has 16 bytes.
    public static final Dialect SM4_ASCII_LENGTHS_DIALECT =
            TerminalProfile.SM4.with(TerminalProfile.Lengths.ASCII).dialect();

    /// The protocol in one way of writing; the same object whenever it is asked for.
    static Dialect in(Writing writing) {
        return DIALECTS.computeIfAbsent(writing, Writing::dialect);
    }

    /// The protocol as declared above, for a profile to change.
    static Dialect.Builder fieldsAndMessages(String name) {
        return Dialect.named(name)
                .fields(PAN, PROCESSING_CODE, AMOUNT, TRACE_NUMBER, LOCAL_TIME, LOCAL_DATE)
                .fields(EXPIRY, SETTLEMENT_DATE, ENTRY_MODE, CARD_SEQUENCE, CONDITION_CODE)
                .fields(PIN_CAPTURE_CODE, ACQUIRER, TRACK_2, TRACK_3, RETRIEVAL_REFERENCE)
                .fields(AUTHORIZATION_CODE, RESPONSE_CODE, TERMINAL, MERCHANT, MERCHANT_NAME)
                .fields(INSTITUTIONS, ADDITIONAL_DATA, CURRENCY, PIN_BLOCK, SECURITY_CONTROL)
                .fields(ADDITIONAL_AMOUNTS, CHIP_DATA, PRIVATE_58, PRIVATE_59, TRANSACTION)
                .fields(ORIGINAL, KEYS_OR_TEXT, OPERATOR_OR_SCHEME, MAC)
                .messages(List.copyOf(KINDS.keySet()));
    }

    /// The kind of requests of this type; empty if it is an answer's, or another dialect's.
    static Optional<TransactionKind> kindOf(MessageType type) {
        return Optional.ofNullable(KINDS.get(type));
    }

    /// The kind of requests that messages of this type answer; empty if they answer none.
    static Optional<TransactionKind> kindAnsweredBy(MessageType type) {
        return KINDS.entrySet().stream()
                .filter(it -> it.getKey().answer().filter(type::equals).isPresent())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private TerminalDialect() {}
}
