package io.shoudan.iso8583.interchange;

import static io.shoudan.iso8583.Conversion.CARD_NUMBER;
import static io.shoudan.iso8583.Conversion.ENCIPHERED_PIN;
import static io.shoudan.iso8583.Conversion.TRACK_THREE_TEXT;
import static io.shoudan.iso8583.Conversion.TRACK_TWO_TEXT;
import static io.shoudan.iso8583.DigitsConversion.DATE_MMDD;
import static io.shoudan.iso8583.DigitsConversion.EXPIRY_YYMM;
import static io.shoudan.iso8583.DigitsConversion.TIME_HHMMSS;
import static io.shoudan.iso8583.DigitsConversion.UNSIGNED;
import static io.shoudan.iso8583.Encodings.ALPHANUMERIC;
import static io.shoudan.iso8583.Encodings.BER_TLV;
import static io.shoudan.iso8583.Encodings.BINARY;
import static io.shoudan.iso8583.Encodings.DIGITS;
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
import io.shoudan.iso8583.TrackThree;
import io.shoudan.iso8583.TrackTwo;
import io.shoudan.iso8583.network.OriginalDataElements;
import java.time.LocalTime;
import java.time.MonthDay;

/// The fields and messages of an interchange in the style of CUPS, as data. Numbers, names and
/// lengths are those that public field tables of that interchange agree on; meanings are those of
/// ISO 8583:1987.
///
/// What no public table explains is left open: it is read and written byte for byte, whatever its
/// character set. How the MAC (128) is computed is agreed with the network, so it is bytes like
/// any others here. Only what is commonly asked for is required; what else a message needs, and
/// when, is agreed with the network, too.
public final class InterchangeDialect {

    // spotless:off  A table: columns are aligned.
    /// Card number, 1 to 19 digits (field 2).
    public static final Field<Pan>                  PAN                       = Field.of(  2, "Primary account number",                     upTo(19, ASCII_LL),   DIGITS.as(CARD_NUMBER)).maskedBy(Pan::masked);
    /// What is asked for, 6 digits (field 3): kind of transaction 2, account from 2, account to
    /// 2.
    public static final Field<String>               PROCESSING_CODE           = Field.of(  3, "Processing code",                            exactly(6),           DIGITS);
    /// Amount in minor units of field 49, 0 to 999999999999 (field 4).
    public static final Field<Long>                 AMOUNT                    = Field.of(  4, "Amount, transaction",                        exactly(12),          DIGITS.as(UNSIGNED));
    /// Amount in minor units of field 50 (field 5).
    public static final Field<Long>                 SETTLEMENT_AMOUNT         = Field.of(  5, "Amount, settlement",                         exactly(12),          DIGITS.as(UNSIGNED));
    /// Amount in minor units of field 51 (field 6).
    public static final Field<Long>                 BILLING_AMOUNT            = Field.of(  6, "Amount, cardholder billing",                 exactly(12),          DIGITS.as(UNSIGNED));
    /// When this message was sent first, `MMDDhhmmss`, 10 digits (field 7). Part of its
    /// identity.
    public static final Field<String>               TRANSMISSION_TIME         = Field.of(  7, "Transmission date and time",                 exactly(10),          DIGITS);
    /// Rate from 4 to 5, 8 digits (field 9): decimals 1, rate 7.
    public static final Field<String>               SETTLEMENT_RATE           = Field.of(  9, "Conversion rate, settlement",                exactly(8),           DIGITS);
    /// Rate from 4 to 6, 8 digits (field 10): decimals 1, rate 7.
    public static final Field<String>               BILLING_RATE              = Field.of( 10, "Conversion rate, cardholder billing",        exactly(8),           DIGITS);
    /// Trace number, 6 digits (field 11). With fields 7, 32 and 33 it identifies a message.
    public static final Field<String>               TRACE_NUMBER              = Field.of( 11, "System trace audit number",                  exactly(6),           DIGITS);
    /// Time at the card acceptor, `hhmmss` (field 12).
    public static final Field<LocalTime>            LOCAL_TIME                = Field.of( 12, "Time, local transaction",                    exactly(6),           DIGITS.as(TIME_HHMMSS)).shownAs(time -> TIME_HHMMSS.text(time, 6));
    /// Date at the card acceptor, `MMDD` (field 13).
    public static final Field<MonthDay>             LOCAL_DATE                = Field.of( 13, "Date, local transaction",                    exactly(4),           DIGITS.as(DATE_MMDD)).shownAs(day -> DATE_MMDD.text(day, 4));
    /// Last month in which the card is good, `YYMM` (field 14).
    public static final Field<Expiry>               EXPIRY                    = Field.of( 14, "Date, expiration",                           exactly(4),           DIGITS.as(EXPIRY_YYMM)).hidden();
    /// Day on which the network settles, `MMDD` (field 15).
    public static final Field<MonthDay>             SETTLEMENT_DATE           = Field.of( 15, "Date, settlement",                           exactly(4),           DIGITS.as(DATE_MMDD)).shownAs(day -> DATE_MMDD.text(day, 4));
    /// Day of the rates in 9 and 10, `MMDD` (field 16).
    public static final Field<MonthDay>             CONVERSION_DATE           = Field.of( 16, "Date, conversion",                           exactly(4),           DIGITS.as(DATE_MMDD)).shownAs(day -> DATE_MMDD.text(day, 4));
    /// Merchant category code (ISO 18245), 4 digits (field 18).
    public static final Field<String>               MERCHANT_TYPE             = Field.of( 18, "Merchant's type",                            exactly(4),           DIGITS);
    /// ISO 3166 numeric code of the merchant, 3 digits (field 19).
    public static final Field<String>               MERCHANT_COUNTRY          = Field.of( 19, "Merchant country code",                      exactly(3),           DIGITS);
    /// How card number (2 digits) and PIN (1) were entered (field 22).
    public static final Field<String>               ENTRY_MODE                = Field.of( 22, "Point of service entry mode",                exactly(3),           DIGITS);
    /// Which of several cards with one number, 3 digits (field 23).
    public static final Field<String>               CARD_SEQUENCE             = Field.of( 23, "Card sequence number",                       exactly(3),           DIGITS);
    /// Circumstances, 2 digits (field 25): 00 normal, 06 pre-authorization.
    public static final Field<String>               CONDITION_CODE            = Field.of( 25, "Point of service condition code",            exactly(2),           DIGITS);
    /// Most PIN digits that can be entered, 2 digits (field 26).
    public static final Field<String>               PIN_CAPTURE_CODE          = Field.of( 26, "Point of service PIN capture code",          exactly(2),           DIGITS);
    /// C or D, then 8 digits in minor units of field 49 (field 28).
    public static final Field<String>               TRANSACTION_FEE           = Field.of( 28, "Amount, transaction fee",                    exactly(9),           ALPHANUMERIC);
    /// The acquirer, 1 to 11 digits (field 32).
    public static final Field<String>               ACQUIRER                  = Field.of( 32, "Acquiring institution identification code",  upTo(11, ASCII_LL),   DIGITS);
    /// Who sent the message into the network, 1 to 11 digits (field 33).
    public static final Field<String>               FORWARDER                 = Field.of( 33, "Forwarding institution identification code", upTo(11, ASCII_LL),   DIGITS);
    /// Track 2, 1 to 37 characters with `=` as separator (field 35).
    public static final Field<TrackTwo>             TRACK_2                   = Field.of( 35, "Track 2 data",                               upTo(37, ASCII_LL),   TRACK.as(TRACK_TWO_TEXT)).maskedBy(TrackTwo::toString);
    /// Track 3, 1 to 104 characters with `=` as separator (field 36).
    public static final Field<TrackThree>           TRACK_3                   = Field.of( 36, "Track 3 data",                               upTo(104, ASCII_LLL), TRACK.as(TRACK_THREE_TEXT)).hidden();
    /// The acquirer's reference to a transaction, 12 characters (field 37).
    public static final Field<String>               RETRIEVAL_REFERENCE       = Field.of( 37, "Retrieval reference number",                 exactly(12),          ALPHANUMERIC);
    /// The issuer's approval, 6 characters (field 38).
    public static final Field<String>               AUTHORIZATION_CODE        = Field.of( 38, "Authorization identification response",      exactly(6),           ALPHANUMERIC);
    /// Outcome in an answer, reason in a reversal, 2 characters (field 39).
    public static final Field<String>               RESPONSE_CODE             = Field.of( 39, "Response code",                              exactly(2),           ALPHANUMERIC);
    /// Terminal identifier (TID), 8 characters (field 41).
    public static final Field<String>               TERMINAL                  = Field.of( 41, "Card acceptor terminal identification",      exactly(8),           TEXT);
    /// Merchant identifier (MID), 15 characters (field 42).
    public static final Field<String>               MERCHANT                  = Field.of( 42, "Card acceptor identification code",          exactly(15),          TEXT).shownAs(merchant -> merchant);
    /// Merchant's name and place, 40 bytes (field 43). Often Chinese in GBK, so it is kept as
    /// bytes.
    public static final Field<Bytes>                MERCHANT_NAME             = Field.of( 43, "Card acceptor name and location",            exactly(40),          BINARY);
    /// What the issuer adds to its answer, 1 to 25 characters (field 44).
    public static final Field<String>               ADDITIONAL_RESPONSE       = Field.of( 44, "Additional response data",                   upTo(25, ASCII_LL),   TEXT);
    /// Track 1, 1 to 76 characters (field 45).
    public static final Field<String>               TRACK_1                   = Field.of( 45, "Track 1 data",                               upTo(76, ASCII_LL),   TEXT).hidden();
    /// 1 to 512 bytes (field 48). What is in it depends on the transaction.
    public static final Field<Bytes>                ADDITIONAL_DATA           = Field.of( 48, "Additional data, private",                   upTo(512, ASCII_LLL), BINARY).maskedBy(Bytes::toString).leftOpen();
    /// ISO 4217 numeric code of field 4, 3 characters (field 49): 156.
    public static final Field<String>               CURRENCY                  = Field.of( 49, "Currency code, transaction",                 exactly(3),           ALPHANUMERIC);
    /// ISO 4217 numeric code of field 5, 3 characters (field 50).
    public static final Field<String>               SETTLEMENT_CURRENCY       = Field.of( 50, "Currency code, settlement",                  exactly(3),           ALPHANUMERIC);
    /// ISO 4217 numeric code of field 6, 3 characters (field 51).
    public static final Field<String>               BILLING_CURRENCY          = Field.of( 51, "Currency code, cardholder billing",          exactly(3),           ALPHANUMERIC);
    /// PIN enciphered under the key shared with the network, 8 bytes (field 52).
    public static final Field<PinBlock>             PIN_BLOCK                 = Field.of( 52, "PIN data",                                   exactly(8),           BINARY.as(ENCIPHERED_PIN)).hidden();
    /// How the PIN is enciphered, 16 digits (field 53).
    public static final Field<String>               SECURITY_CONTROL          = Field.of( 53, "Security related control information",       exactly(16),          DIGITS).shownAs(Masks::securityControl);
    /// Balances, 20 characters each, up to 2 (field 54).
    public static final Field<String>               ADDITIONAL_AMOUNTS        = Field.of( 54, "Additional amounts",                         upTo(40, ASCII_LLL),  ALPHANUMERIC).hidden();
    /// Chip data, BER-TLV, 1 to 255 bytes (field 55).
    public static final Field<ChipData>             CHIP_DATA                 = Field.of( 55, "Chip data",                                  upTo(255, ASCII_LLL), BER_TLV).maskedBy(ChipData::toString);
    /// 1 to 512 bytes (field 56).
    public static final Field<Bytes>                PRIVATE_56                = Field.of( 56, "Additional data",                            upTo(512, ASCII_LLL), BINARY).maskedBy(Bytes::toString).leftOpen();
    /// 1 to 100 bytes (field 57).
    public static final Field<Bytes>                PRIVATE_57                = Field.of( 57, "Additional transaction data, private",       upTo(100, ASCII_LLL), BINARY).maskedBy(Bytes::toString).leftOpen();
    /// 1 to 100 bytes (field 58).
    public static final Field<Bytes>                PRIVATE_58                = Field.of( 58, "Chip data, reserved",                        upTo(100, ASCII_LLL), BINARY).maskedBy(Bytes::toString).leftOpen();
    /// 1 to 600 bytes (field 59).
    public static final Field<Bytes>                DETAIL_INQUIRY            = Field.of( 59, "Detail inquiry data",                        upTo(600, ASCII_LLL), BINARY).maskedBy(Bytes::toString).leftOpen();
    /// 1 to 100 bytes (field 60).
    public static final Field<Bytes>                REASON_AND_SERVICE        = Field.of( 60, "Reserved: reason code, point of service",    upTo(100, ASCII_LLL), BINARY).maskedBy(Bytes::toString).leftOpen();
    /// 1 to 200 bytes (field 61).
    public static final Field<Bytes>                CARDHOLDER_AUTHENTICATION = Field.of( 61, "Cardholder authentication information",      upTo(200, ASCII_LLL), BINARY).maskedBy(Bytes::toString).leftOpen();
    /// 1 to 200 bytes (field 62).
    public static final Field<Bytes>                SWITCHING_DATA            = Field.of( 62, "Switching data",                             upTo(200, ASCII_LLL), BINARY).maskedBy(Bytes::toString).leftOpen();
    /// 1 to 512 bytes (field 63).
    public static final Field<Bytes>                NETWORK_DATA              = Field.of( 63, "Financial network data",                     upTo(512, ASCII_LLL), BINARY).maskedBy(Bytes::toString).leftOpen();
    /// What a network management message is about, 3 digits (field 70).
    public static final Field<String>               NETWORK_CODE              = Field.of( 70, "Network management information code",        exactly(3),           DIGITS);
    /// Which request a reversal undoes (field 90).
    public static final Field<OriginalDataElements> ORIGINAL                  = Field.of( 90, "Original data elements",                     exactly(42),          DIGITS.as(OriginalDataElements::of, OriginalDataElements::text, "42 digits")).shownAs(OriginalDataElements::shown);
    /// A key that the network hands out, enciphered, 8 bytes (field 96).
    public static final Field<Bytes>                MESSAGE_SECURITY_CODE     = Field.of( 96, "Message security code",                      exactly(8),           BINARY).hidden();
    /// Who gets the message, 1 to 11 digits (field 100).
    public static final Field<String>               RECEIVER                  = Field.of(100, "Receiving institution identification code",  upTo(11, ASCII_LL),   DIGITS);
    /// The account debited, 1 to 28 characters (field 102).
    public static final Field<String>               ACCOUNT_1                 = Field.of(102, "Account identification 1",                   upTo(28, ASCII_LL),   TEXT).hidden();
    /// The account credited, 1 to 28 characters (field 103).
    public static final Field<String>               ACCOUNT_2                 = Field.of(103, "Account identification 2",                   upTo(28, ASCII_LL),   TEXT).hidden();
    /// 1 to 512 bytes (field 104).
    public static final Field<Bytes>                PRIVATE_104               = Field.of(104, "Additional data",                            upTo(512, ASCII_LLL), BINARY).maskedBy(Bytes::toString).leftOpen();
    /// 1 to 512 bytes (field 113).
    public static final Field<Bytes>                PRIVATE_113               = Field.of(113, "Additional data",                            upTo(512, ASCII_LLL), BINARY).maskedBy(Bytes::toString).leftOpen();
    /// 1 to 512 bytes (field 116).
    public static final Field<Bytes>                PRIVATE_116               = Field.of(116, "Additional data",                            upTo(512, ASCII_LLL), BINARY).maskedBy(Bytes::toString).leftOpen();
    /// 1 to 256 bytes (field 117).
    public static final Field<Bytes>                PRIVATE_117               = Field.of(117, "Additional data",                            upTo(256, ASCII_LLL), BINARY).maskedBy(Bytes::toString).leftOpen();
    /// 1 to 100 bytes (field 121).
    public static final Field<Bytes>                NETWORK_RESERVED          = Field.of(121, "Reserved for the network",                   upTo(100, ASCII_LLL), BINARY).maskedBy(Bytes::toString).leftOpen();
    /// 1 to 100 bytes (field 122).
    public static final Field<Bytes>                ACQUIRER_RESERVED         = Field.of(122, "Reserved for the acquirer",                  upTo(100, ASCII_LLL), BINARY).maskedBy(Bytes::toString).leftOpen();
    /// 1 to 100 bytes (field 123).
    public static final Field<Bytes>                ISSUER_RESERVED           = Field.of(123, "Reserved for the issuer",                    upTo(100, ASCII_LLL), BINARY).maskedBy(Bytes::toString).leftOpen();
    /// 1 to 256 bytes (field 125).
    public static final Field<Bytes>                PRIVATE_125               = Field.of(125, "Additional data",                            upTo(256, ASCII_LLL), BINARY).maskedBy(Bytes::toString).leftOpen();
    /// 1 to 256 bytes (field 126).
    public static final Field<Bytes>                PRIVATE_126               = Field.of(126, "Additional data",                            upTo(256, ASCII_LLL), BINARY).maskedBy(Bytes::toString).leftOpen();
    /// 8 bytes (field 128). Over what and with which algorithm is agreed with the network.
    public static final Field<Bytes>                MAC                       = Field.of(128, "Message authentication code",                exactly(8),           BINARY).maskedBy(Bytes::toString).leftOpen();
    // spotless:on

    private static final Field<?>[] FIELDS = {
        PAN,
        PROCESSING_CODE,
        AMOUNT,
        SETTLEMENT_AMOUNT,
        BILLING_AMOUNT,
        TRANSMISSION_TIME,
        SETTLEMENT_RATE,
        BILLING_RATE,
        TRACE_NUMBER,
        LOCAL_TIME,
        LOCAL_DATE,
        EXPIRY,
        SETTLEMENT_DATE,
        CONVERSION_DATE,
        MERCHANT_TYPE,
        MERCHANT_COUNTRY,
        ENTRY_MODE,
        CARD_SEQUENCE,
        CONDITION_CODE,
        PIN_CAPTURE_CODE,
        TRANSACTION_FEE,
        ACQUIRER,
        FORWARDER,
        TRACK_2,
        TRACK_3,
        RETRIEVAL_REFERENCE,
        AUTHORIZATION_CODE,
        RESPONSE_CODE,
        TERMINAL,
        MERCHANT,
        MERCHANT_NAME,
        ADDITIONAL_RESPONSE,
        TRACK_1,
        ADDITIONAL_DATA,
        CURRENCY,
        SETTLEMENT_CURRENCY,
        BILLING_CURRENCY,
        PIN_BLOCK,
        SECURITY_CONTROL,
        ADDITIONAL_AMOUNTS,
        CHIP_DATA,
        PRIVATE_56,
        PRIVATE_57,
        PRIVATE_58,
        DETAIL_INQUIRY,
        REASON_AND_SERVICE,
        CARDHOLDER_AUTHENTICATION,
        SWITCHING_DATA,
        NETWORK_DATA,
        NETWORK_CODE,
        ORIGINAL,
        MESSAGE_SECURITY_CODE,
        RECEIVER,
        ACCOUNT_1,
        ACCOUNT_2,
        PRIVATE_104,
        PRIVATE_113,
        PRIVATE_116,
        PRIVATE_117,
        NETWORK_RESERVED,
        ACQUIRER_RESERVED,
        ISSUER_RESERVED,
        PRIVATE_125,
        PRIVATE_126,
        MAC
    };

    /// The interchange's fields and messages, without the header ([InterchangeFrame]).
    public static final Dialect DIALECT =
            Dialect.named("interchange")
                    .mti(MtiFormat.ASCII)
                    .bitmap(BitmapFormat.BINARY)
                    .secondBitmap()
                    .fields(FIELDS)
                    .messages(InterchangeMessages.requests(FIELDS))
                    .build();

    private InterchangeDialect() {}
}
