package io.shoudan.iso8583.network;

import static io.shoudan.iso8583.Conversion.CARD_NUMBER;
import static io.shoudan.iso8583.Conversion.CHIP;
import static io.shoudan.iso8583.Conversion.ENCIPHERED_PIN;
import static io.shoudan.iso8583.Conversion.TRACK_TWO_TEXT;
import static io.shoudan.iso8583.DigitsConversion.DATE_MMDD;
import static io.shoudan.iso8583.DigitsConversion.EXPIRY_YYMM;
import static io.shoudan.iso8583.DigitsConversion.TIME_HHMMSS;
import static io.shoudan.iso8583.DigitsConversion.UNSIGNED;
import static io.shoudan.iso8583.Encodings.ALPHANUMERIC;
import static io.shoudan.iso8583.Encodings.BINARY;
import static io.shoudan.iso8583.Encodings.DIGITS;
import static io.shoudan.iso8583.Encodings.HEX;
import static io.shoudan.iso8583.Encodings.TEXT;
import static io.shoudan.iso8583.Encodings.TRACK;
import static io.shoudan.iso8583.Length.exactly;
import static io.shoudan.iso8583.Length.upTo;
import static io.shoudan.iso8583.LengthPrefix.ASCII_LL;
import static io.shoudan.iso8583.LengthPrefix.ASCII_LLL;

import io.shoudan.iso8583.BitmapFormat;
import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.ChipData;
import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Expiry;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.Masks;
import io.shoudan.iso8583.MtiFormat;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.TrackTwo;
import java.time.LocalTime;
import java.time.MonthDay;

/// The fields and messages on the link to a card network, as data. Numbers and meanings are those
/// of ISO 8583:1987; lengths count characters.
public final class NetworkDialect {

    /// Value of [#NETWORK_CODE]: asks to open the link for transactions.
    public static final String SIGN_ON = "001";

    /// Value of [#NETWORK_CODE]: closes the link for transactions.
    public static final String SIGN_OFF = "002";

    /// Value of [#NETWORK_CODE]: asks whether the other side is there.
    public static final String ECHO = "301";

    /// Shortest message in bytes: MTI and one bitmap.
    public static final int MIN_BYTES = 20;

    /// Longest message in bytes.
    public static final int MAX_BYTES = Dialect.MAX_MESSAGE_BYTES;

    // spotless:off  A table: columns are aligned.
    /// Card number, 1 to 19 digits (field 2).
    public static final Field<Pan>                  PAN                 = Field.of( 2, "Primary account number",       upTo(19, ASCII_LL),   DIGITS.as(CARD_NUMBER)).maskedBy(Pan::masked);
    /// What is asked for, 6 digits (field 3).
    public static final Field<String>               PROCESSING_CODE     = Field.of( 3, "Processing code",              exactly(6),           DIGITS);
    /// Amount in minor units of field 49, 0 to 999999999999 (field 4).
    public static final Field<Long>                 AMOUNT              = Field.of( 4, "Amount, in minor units of 49", exactly(12),          DIGITS.as(UNSIGNED));
    /// When this message was sent first, `MMDDhhmmss`, UTC, 10 digits (field 7). Part of its
    /// identity.
    public static final Field<String>               TRANSMISSION_TIME   = Field.of( 7, "Transmission time, MMDDhhmmss", exactly(10),         DIGITS);
    /// Trace number (STAN), 6 digits, counted by the sender on this link (field 11).
    public static final Field<String>               TRACE_NUMBER        = Field.of(11, "System trace audit number",    exactly(6),           DIGITS);
    /// Time of day at the card acceptor (field 12).
    public static final Field<LocalTime>            LOCAL_TIME          = Field.of(12, "Local time, hhmmss",           exactly(6),           DIGITS.as(TIME_HHMMSS)).shownAs(time -> TIME_HHMMSS.text(time, 6));
    /// Day at the card acceptor (field 13).
    public static final Field<MonthDay>             LOCAL_DATE          = Field.of(13, "Local date, MMDD",             exactly(4),           DIGITS.as(DATE_MMDD)).shownAs(day -> DATE_MMDD.text(day, 4));
    /// Last month in which the card is good (field 14).
    public static final Field<Expiry>               EXPIRY              = Field.of(14, "Expiry, YYMM",                 exactly(4),           DIGITS.as(EXPIRY_YYMM)).hidden();
    /// Day on which the network settles (field 15).
    public static final Field<MonthDay>             SETTLEMENT_DATE     = Field.of(15, "Settlement date, MMDD",        exactly(4),           DIGITS.as(DATE_MMDD)).shownAs(day -> DATE_MMDD.text(day, 4));
    /// Merchant category code (ISO 18245), 4 digits (field 18).
    public static final Field<String>               MERCHANT_CATEGORY   = Field.of(18, "Merchant category code",       exactly(4),           DIGITS);
    /// How card number and PIN were entered, 3 digits (field 22).
    public static final Field<String>               ENTRY_MODE          = Field.of(22, "Entry mode",                   exactly(3),           DIGITS);
    /// Which of several cards with one number, 3 digits (field 23).
    public static final Field<String>               CARD_SEQUENCE       = Field.of(23, "Card sequence number",         exactly(3),           DIGITS);
    /// Circumstances, 2 digits (field 25): 00 normal, 06 pre-authorization.
    public static final Field<String>               CONDITION_CODE      = Field.of(25, "Condition code",               exactly(2),           DIGITS);
    /// The acquirer, 1 to 11 digits (field 32).
    public static final Field<String>               ACQUIRER            = Field.of(32, "Acquirer code",                upTo(11, ASCII_LL),   DIGITS);
    /// Track 2, 1 to 37 characters with `=` as separator (field 35).
    public static final Field<TrackTwo>             TRACK_2             = Field.of(35, "Track 2",                      upTo(37, ASCII_LL),   TRACK.as(TRACK_TWO_TEXT)).maskedBy(TrackTwo::toString);
    /// The acquirer's reference to a transaction, 12 characters (field 37).
    public static final Field<String>               RETRIEVAL_REFERENCE = Field.of(37, "Retrieval reference number",   exactly(12),          ALPHANUMERIC);
    /// The issuer's approval, 6 characters (field 38).
    public static final Field<String>               AUTHORIZATION_CODE  = Field.of(38, "Authorization code",           exactly(6),           ALPHANUMERIC);
    /// Outcome in an answer, reason in a reversal, 2 characters (field 39).
    public static final Field<String>               RESPONSE_CODE       = Field.of(39, "Response code",                exactly(2),           ALPHANUMERIC);
    /// Terminal identifier (TID), 8 characters (field 41).
    public static final Field<String>               TERMINAL            = Field.of(41, "Terminal",                     exactly(8),           TEXT);
    /// Merchant identifier (MID), 15 characters (field 42).
    public static final Field<String>               MERCHANT            = Field.of(42, "Merchant",                     exactly(15),          TEXT).shownAs(merchant -> merchant);
    /// Merchant's name and place, 40 characters (field 43).
    public static final Field<String>               MERCHANT_NAME       = Field.of(43, "Merchant name and location",   exactly(40),          TEXT);
    /// Data agreed with the network, 1 to 999 bytes (field 48), which need not be text.
    public static final Field<Bytes>                ADDITIONAL_DATA     = Field.of(48, "Additional data",              upTo(999, ASCII_LLL), BINARY).maskedBy(Bytes::toString).leftOpen();
    /// ISO 4217 numeric code, 3 digits (field 49): 156.
    public static final Field<String>               CURRENCY            = Field.of(49, "Currency, ISO 4217 numeric",   exactly(3),           DIGITS);
    /// PIN enciphered under the zone key, 8 bytes as 16 characters (field 52).
    public static final Field<PinBlock>             PIN_BLOCK           = Field.of(52, "PIN block",                    exactly(16),          HEX.as(ENCIPHERED_PIN)).hidden();
    /// How the PIN is enciphered, 16 digits (field 53).
    public static final Field<String>               SECURITY_CONTROL    = Field.of(53, "Security control information", exactly(16),          DIGITS).shownAs(Masks::securityControl);
    /// Balances, 20 characters each, up to 6 (field 54).
    public static final Field<String>               ADDITIONAL_AMOUNTS  = Field.of(54, "Additional amounts",           upTo(120, ASCII_LLL), ALPHANUMERIC).hidden();
    /// Chip data, BER-TLV, 1 to 255 bytes as 2 to 510 characters (field 55).
    public static final Field<ChipData>             CHIP_DATA           = Field.of(55, "Chip data",                    upTo(510, ASCII_LLL), HEX.as(CHIP)).maskedBy(ChipData::toString);
    /// What a network management message is about, 3 digits (field 70): [#SIGN_ON], [#SIGN_OFF],
    /// [#ECHO].
    public static final Field<String>               NETWORK_CODE        = Field.of(70, "Network management code",      exactly(3),           DIGITS);
    /// Which request a reversal undoes (field 90).
    public static final Field<OriginalDataElements> ORIGINAL            = Field.of(90, "Original data elements",       exactly(42),          DIGITS.as(OriginalDataElements::of, OriginalDataElements::text, "42 digits")).shownAs(OriginalDataElements::shown);
    // spotless:on

    /// The link's fields and messages.
    public static final Dialect DIALECT =
            Dialect.named("network")
                    .mti(MtiFormat.ASCII)
                    .bitmap(BitmapFormat.HEX)
                    .secondBitmap()
                    .fields(PAN, PROCESSING_CODE, AMOUNT, TRANSMISSION_TIME, TRACE_NUMBER)
                    .fields(LOCAL_TIME, LOCAL_DATE, EXPIRY, SETTLEMENT_DATE, MERCHANT_CATEGORY)
                    .fields(ENTRY_MODE, CARD_SEQUENCE, CONDITION_CODE, ACQUIRER, TRACK_2)
                    .fields(RETRIEVAL_REFERENCE, AUTHORIZATION_CODE, RESPONSE_CODE, TERMINAL)
                    .fields(MERCHANT, MERCHANT_NAME, ADDITIONAL_DATA, CURRENCY, PIN_BLOCK)
                    .fields(SECURITY_CONTROL, ADDITIONAL_AMOUNTS, CHIP_DATA, NETWORK_CODE, ORIGINAL)
                    .messages(NetworkMessages.requests())
                    .build();

    private NetworkDialect() {}
}
