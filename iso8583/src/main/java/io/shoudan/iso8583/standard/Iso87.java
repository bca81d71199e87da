package io.shoudan.iso8583.standard;

import static io.shoudan.iso8583.Conversion.CARD_NUMBER;
import static io.shoudan.iso8583.Conversion.ENCIPHERED_PIN;
import static io.shoudan.iso8583.Conversion.TRACK_THREE_TEXT;
import static io.shoudan.iso8583.Conversion.TRACK_TWO_TEXT;
import static io.shoudan.iso8583.DigitsConversion.DATE_MMDD;
import static io.shoudan.iso8583.DigitsConversion.EXPIRY_YYMM;
import static io.shoudan.iso8583.DigitsConversion.TIME_HHMMSS;
import static io.shoudan.iso8583.DigitsConversion.UNSIGNED;
import static io.shoudan.iso8583.Encodings.ALPHANUMERIC;
import static io.shoudan.iso8583.Encodings.DIGITS;
import static io.shoudan.iso8583.Encodings.HEX;
import static io.shoudan.iso8583.Encodings.TEXT;
import static io.shoudan.iso8583.Encodings.TRACK;
import static io.shoudan.iso8583.Length.exactly;
import static io.shoudan.iso8583.Length.upTo;
import static io.shoudan.iso8583.LengthPrefix.ASCII_LL;
import static io.shoudan.iso8583.LengthPrefix.ASCII_LLL;
import static io.shoudan.iso8583.standard.Codings.RAW;

import io.shoudan.iso8583.BitmapFormat;
import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Expiry;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.Masks;
import io.shoudan.iso8583.MtiFormat;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.TrackThree;
import io.shoudan.iso8583.TrackTwo;
import java.time.LocalTime;
import java.time.MonthDay;

/// Every field of ISO 8583:1987 as the standard has it, in three codings: ASCII, binary (packed
/// digits, raw bytes) and EBCDIC. What the standard leaves open is bytes, kept as they come.
///
/// Which fields a message must carry is agreed between two parties, so that only the trace number
/// is asked for here; a dialect of one's own takes what it needs of these.
public final class Iso87 {

    // spotless:off  A table: columns are aligned.
    /// Primary account number (field 2). Card number, 1 to 19 digits.
    public static final Field<Pan>        PAN                       = Field.of(  2, "Primary account number",                        upTo(19, ASCII_LL),   DIGITS.as(CARD_NUMBER)).maskedBy(Pan::masked);
    /// Processing code (field 3). 6 digits. Kind of transaction 2 (00 purchase, 01 cash, 20
    /// return, 31 balance), account from 2, account to 2 (00 any, 10 savings, 20 cheque, 30
    /// credit).
    public static final Field<String>     PROCESSING_CODE           = Field.of(  3, "Processing code",                               exactly(6),           DIGITS);
    /// Amount, transaction (field 4). 12 digits in minor units of field 49.
    public static final Field<Long>       AMOUNT                    = Field.of(  4, "Amount, transaction",                           exactly(12),          DIGITS.as(UNSIGNED));
    /// Amount, settlement (field 5). 12 digits in minor units of field 50.
    public static final Field<Long>       SETTLEMENT_AMOUNT         = Field.of(  5, "Amount, settlement",                            exactly(12),          DIGITS.as(UNSIGNED));
    /// Amount, cardholder billing (field 6). 12 digits in minor units of field 51.
    public static final Field<Long>       BILLING_AMOUNT            = Field.of(  6, "Amount, cardholder billing",                    exactly(12),          DIGITS.as(UNSIGNED));
    /// Transmission date and time (field 7). `MMDDhhmmss`, UTC, when this message was sent.
    public static final Field<String>     TRANSMISSION_TIME         = Field.of(  7, "Transmission date and time",                    exactly(10),          DIGITS);
    /// Amount, cardholder billing fee (field 8). 8 digits in minor units of field 51.
    public static final Field<Long>       BILLING_FEE               = Field.of(  8, "Amount, cardholder billing fee",                exactly(8),           DIGITS.as(UNSIGNED));
    /// Conversion rate, settlement (field 9). From field 4 to 5: decimals 1, rate 7 digits.
    public static final Field<String>     SETTLEMENT_RATE           = Field.of(  9, "Conversion rate, settlement",                   exactly(8),           DIGITS);
    /// Conversion rate, cardholder billing (field 10). From field 4 to 6: decimals 1, rate 7
    /// digits.
    public static final Field<String>     BILLING_RATE              = Field.of( 10, "Conversion rate, cardholder billing",           exactly(8),           DIGITS);
    /// Systems trace audit number (field 11). 6 digits. Set by who starts the exchange, the same
    /// in the answer.
    public static final Field<String>     TRACE_NUMBER              = Field.of( 11, "Systems trace audit number",                    exactly(6),           DIGITS);
    /// Time, local transaction (field 12). `hhmmss` by the clock of the card acceptor.
    public static final Field<LocalTime>  LOCAL_TIME                = Field.of( 12, "Time, local transaction",                       exactly(6),           DIGITS.as(TIME_HHMMSS)).shownAs(time -> TIME_HHMMSS.text(time, 6));
    /// Date, local transaction (field 13). `MMDD` by the clock of the card acceptor.
    public static final Field<MonthDay>   LOCAL_DATE                = Field.of( 13, "Date, local transaction",                       exactly(4),           DIGITS.as(DATE_MMDD)).shownAs(day -> DATE_MMDD.text(day, 4));
    /// Date, expiration (field 14). `YYMM`, last month in which the card is good.
    public static final Field<Expiry>     EXPIRY                    = Field.of( 14, "Date, expiration",                              exactly(4),           DIGITS.as(EXPIRY_YYMM)).hidden();
    /// Date, settlement (field 15). `MMDD`, day on which funds move, by the clock of who settles.
    public static final Field<MonthDay>   SETTLEMENT_DATE           = Field.of( 15, "Date, settlement",                              exactly(4),           DIGITS.as(DATE_MMDD)).shownAs(day -> DATE_MMDD.text(day, 4));
    /// Date, conversion (field 16). `MMDD`, day of the rates in 9 and 10, by the clock of who
    /// converts.
    public static final Field<MonthDay>   CONVERSION_DATE           = Field.of( 16, "Date, conversion",                              exactly(4),           DIGITS.as(DATE_MMDD)).shownAs(day -> DATE_MMDD.text(day, 4));
    /// Date, capture (field 17). `MMDD`, day on which the acquirer took the data, by its clock.
    public static final Field<MonthDay>   CAPTURE_DATE              = Field.of( 17, "Date, capture",                                 exactly(4),           DIGITS.as(DATE_MMDD)).shownAs(day -> DATE_MMDD.text(day, 4));
    /// Merchant's type (field 18). Category code, 4 digits (ISO 18245).
    public static final Field<String>     MERCHANT_TYPE             = Field.of( 18, "Merchant's type",                               exactly(4),           DIGITS);
    /// Acquiring institution, country code (field 19). 3 digits, ISO 3166, of field 32.
    public static final Field<String>     ACQUIRER_COUNTRY          = Field.of( 19, "Acquiring institution, country code",           exactly(3),           DIGITS);
    /// Primary account number extended, country code (field 20). 3 digits, ISO 3166, of the issuer
    /// that field 34 belongs to.
    public static final Field<String>     PAN_COUNTRY               = Field.of( 20, "Primary account number extended, country code", exactly(3),           DIGITS);
    /// Forwarding institution, country code (field 21). 3 digits, ISO 3166, of field 33.
    public static final Field<String>     FORWARDER_COUNTRY         = Field.of( 21, "Forwarding institution, country code",          exactly(3),           DIGITS);
    /// Point of service entry mode (field 22). 3 digits. How the card number was read 2 (01 keyed
    /// in, 02 magnetic stripe, 05 chip), whether a PIN can be entered 1 (0 unknown, 1 it can, 2 it
    /// can not).
    public static final Field<String>     ENTRY_MODE                = Field.of( 22, "Point of service entry mode",                   exactly(3),           DIGITS);
    /// Card sequence number (field 23). 3 digits. Which of several cards with one number.
    public static final Field<String>     CARD_SEQUENCE             = Field.of( 23, "Card sequence number",                          exactly(3),           DIGITS);
    /// Network international identifier (field 24). 3 digits. Which network the message is for;
    /// many hosts route by it (NII).
    public static final Field<String>     NETWORK_ID                = Field.of( 24, "Network international identifier",              exactly(3),           DIGITS);
    /// Point of service condition code (field 25). 2 digits. Circumstances: 00 normal, 01
    /// cardholder not present, 02 unattended terminal, 06 pre-authorization, 08 mail or telephone
    /// order.
    public static final Field<String>     CONDITION_CODE            = Field.of( 25, "Point of service condition code",               exactly(2),           DIGITS);
    /// Point of service PIN capture code (field 26). 2 digits, 04 to 12. Most PIN digits that can
    /// be entered.
    public static final Field<String>     PIN_CAPTURE_CODE          = Field.of( 26, "Point of service PIN capture code",             exactly(2),           DIGITS);
    /// Authorization identification response length (field 27). 1 digit. Most characters that
    /// field 38 may have.
    public static final Field<String>     AUTHORIZATION_CODE_LENGTH = Field.of( 27, "Authorization identification response length",  exactly(1),           DIGITS);
    /// Amount, transaction fee (field 28). C or D, then 8 digits in minor units of field 49.
    public static final Field<String>     TRANSACTION_FEE           = Field.of( 28, "Amount, transaction fee",                       exactly(9),           ALPHANUMERIC);
    /// Amount, settlement fee (field 29). C or D, then 8 digits in minor units of field 50.
    public static final Field<String>     SETTLEMENT_FEE            = Field.of( 29, "Amount, settlement fee",                        exactly(9),           ALPHANUMERIC);
    /// Amount, transaction processing fee (field 30). C or D, then 8 digits in minor units of
    /// field 49.
    public static final Field<String>     PROCESSING_FEE            = Field.of( 30, "Amount, transaction processing fee",            exactly(9),           ALPHANUMERIC);
    /// Amount, settlement processing fee (field 31). C or D, then 8 digits in minor units of field
    /// 50.
    public static final Field<String>     SETTLEMENT_PROCESSING_FEE = Field.of( 31, "Amount, settlement processing fee",             exactly(9),           ALPHANUMERIC);
    /// Acquiring institution identification code (field 32). 1 to 11 digits. Who acquired the
    /// transaction.
    public static final Field<String>     ACQUIRER                  = Field.of( 32, "Acquiring institution identification code",     upTo(11, ASCII_LL),   DIGITS);
    /// Forwarding institution identification code (field 33). 1 to 11 digits. Who sends the
    /// message on, if not field 32.
    public static final Field<String>     FORWARDER                 = Field.of( 33, "Forwarding institution identification code",    upTo(11, ASCII_LL),   DIGITS);
    /// Primary account number, extended (field 34). 1 to 28 printable characters, if field 2 has
    /// no room.
    public static final Field<String>     PAN_EXTENDED              = Field.of( 34, "Primary account number, extended",              upTo(28, ASCII_LL),   TEXT).hidden();
    /// Track 2 data (field 35). 1 to 37 digits and separators `=`, without sentinels.
    public static final Field<TrackTwo>   TRACK_2                   = Field.of( 35, "Track 2 data",                                  upTo(37, ASCII_LL),   TRACK.as(TRACK_TWO_TEXT)).maskedBy(TrackTwo::toString);
    /// Track 3 data (field 36). 1 to 104 digits and separators `=`, without sentinels.
    public static final Field<TrackThree> TRACK_3                   = Field.of( 36, "Track 3 data",                                  upTo(104, ASCII_LLL), TRACK.as(TRACK_THREE_TEXT)).hidden();
    /// Retrieval reference number (field 37). 12 letters or digits. The acquirer's reference, the
    /// same in all messages of a transaction.
    public static final Field<String>     RETRIEVAL_REFERENCE       = Field.of( 37, "Retrieval reference number",                    exactly(12),          ALPHANUMERIC);
    /// Authorization identification response (field 38). 6 letters or digits, from the issuer.
    public static final Field<String>     AUTHORIZATION_CODE        = Field.of( 38, "Authorization identification response",         exactly(6),           ALPHANUMERIC);
    /// Response code (field 39). 2 letters or digits. Outcome in an answer (00 approved, 05
    /// declined, 51 funds, 54 expired, 91 issuer away), reason in a reversal.
    public static final Field<String>     RESPONSE_CODE             = Field.of( 39, "Response code",                                 exactly(2),           ALPHANUMERIC);
    /// Service restriction code (field 40). 3 letters or digits. Where and for what the card is
    /// good.
    public static final Field<String>     SERVICE_RESTRICTION       = Field.of( 40, "Service restriction code",                      exactly(3),           ALPHANUMERIC);
    /// Card acceptor terminal identification (field 41). 8 printable characters. Terminal
    /// identifier (TID).
    public static final Field<String>     TERMINAL                  = Field.of( 41, "Card acceptor terminal identification",         exactly(8),           TEXT);
    /// Card acceptor identification code (field 42). 15 printable characters. Merchant identifier
    /// (MID).
    public static final Field<String>     MERCHANT                  = Field.of( 42, "Card acceptor identification code",             exactly(15),          TEXT).shownAs(merchant -> merchant);
    /// Card acceptor name and location (field 43). 40 printable characters: name and street 23,
    /// city 13, region 2, country 2.
    public static final Field<String>     MERCHANT_NAME             = Field.of( 43, "Card acceptor name and location",               exactly(40),          TEXT);
    /// Additional response data (field 44). 1 to 25 printable characters, from the issuer.
    public static final Field<String>     ADDITIONAL_RESPONSE       = Field.of( 44, "Additional response data",                      upTo(25, ASCII_LL),   TEXT);
    /// Track 1 data (field 45). 1 to 76 printable characters, without sentinels.
    public static final Field<String>     TRACK_1                   = Field.of( 45, "Track 1 data",                                  upTo(76, ASCII_LL),   TEXT).hidden();
    /// Additional data, ISO (field 46). 1 to 999 bytes, for what ISO may assign.
    public static final Field<Bytes>      PRIVATE_46                = Field.of( 46, "Additional data, ISO",                          upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Additional data, national (field 47). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>      PRIVATE_47                = Field.of( 47, "Additional data, national",                     upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Additional data, private (field 48). 1 to 999 bytes, for what two parties agree.
    public static final Field<Bytes>      ADDITIONAL_DATA           = Field.of( 48, "Additional data, private",                      upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Currency code, transaction (field 49). 3 characters, ISO 4217 code of field 4.
    public static final Field<String>     CURRENCY                  = Field.of( 49, "Currency code, transaction",                    exactly(3),           ALPHANUMERIC);
    /// Currency code, settlement (field 50). 3 characters, ISO 4217 code of field 5.
    public static final Field<String>     SETTLEMENT_CURRENCY       = Field.of( 50, "Currency code, settlement",                     exactly(3),           ALPHANUMERIC);
    /// Currency code, cardholder billing (field 51). 3 characters, ISO 4217 code of field 6.
    public static final Field<String>     BILLING_CURRENCY          = Field.of( 51, "Currency code, cardholder billing",             exactly(3),           ALPHANUMERIC);
    /// Personal identification number data (field 52). 8 bytes. Enciphered PIN; under which key is
    /// agreed.
    public static final Field<PinBlock>   PIN_BLOCK                 = Field.of( 52, "Personal identification number data",           exactly(16),          HEX.as(ENCIPHERED_PIN)).hidden();
    /// Security related control information (field 53). 16 digits. How the PIN is enciphered and
    /// under which key; the layout is agreed.
    public static final Field<String>     SECURITY_CONTROL          = Field.of( 53, "Security related control information",          exactly(16),          DIGITS).shownAs(Masks::securityControl);
    /// Additional amounts (field 54). Up to 6 of 20 characters: account 2, type of amount 2 (01
    /// ledger, 02 available), currency 3, C or D, 12 digits in its minor units.
    public static final Field<String>     ADDITIONAL_AMOUNTS        = Field.of( 54, "Additional amounts",                            upTo(120, ASCII_LLL), ALPHANUMERIC).hidden();
    /// Reserved, ISO (field 55). 1 to 999 bytes, for what ISO may assign.
    public static final Field<Bytes>      PRIVATE_55                = Field.of( 55, "Reserved, ISO",                                 upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, ISO (field 56). 1 to 999 bytes, for what ISO may assign.
    public static final Field<Bytes>      PRIVATE_56                = Field.of( 56, "Reserved, ISO",                                 upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, national (field 57). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>      PRIVATE_57                = Field.of( 57, "Reserved, national",                            upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, national (field 58). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>      PRIVATE_58                = Field.of( 58, "Reserved, national",                            upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, national (field 59). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>      PRIVATE_59                = Field.of( 59, "Reserved, national",                            upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, private (field 60). 1 to 999 bytes, for what two parties agree.
    public static final Field<Bytes>      PRIVATE_60                = Field.of( 60, "Reserved, private",                             upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, private (field 61). 1 to 999 bytes, for what two parties agree.
    public static final Field<Bytes>      PRIVATE_61                = Field.of( 61, "Reserved, private",                             upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, private (field 62). 1 to 999 bytes, for what two parties agree.
    public static final Field<Bytes>      PRIVATE_62                = Field.of( 62, "Reserved, private",                             upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, private (field 63). 1 to 999 bytes, for what two parties agree.
    public static final Field<Bytes>      PRIVATE_63                = Field.of( 63, "Reserved, private",                             upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Message authentication code (field 64). 8 bytes, over what is in front of it.
    public static final Field<Bytes>      MAC                       = Field.of( 64, "Message authentication code",                   exactly(16),          HEX);
    /// Settlement code (field 66). 1 digit: 1 in balance, 2 out of balance, 3 error.
    public static final Field<String> SETTLEMENT_CODE         = Field.of( 66, "Settlement code",                                          exactly(1),           DIGITS);
    /// Extended payment code (field 67). 2 digits. Number of months that the cardholder pays in.
    public static final Field<String> EXTENDED_PAYMENT_CODE   = Field.of( 67, "Extended payment code",                                    exactly(2),           DIGITS);
    /// Receiving institution, country code (field 68). 3 digits, ISO 3166, of field 100.
    public static final Field<String> RECEIVER_COUNTRY        = Field.of( 68, "Receiving institution, country code",                      exactly(3),           DIGITS);
    /// Settlement institution, country code (field 69). 3 digits, ISO 3166, of field 99.
    public static final Field<String> SETTLER_COUNTRY         = Field.of( 69, "Settlement institution, country code",                     exactly(3),           DIGITS);
    /// Network management information code (field 70). 3 digits: 001 sign-on, 002 sign-off, 101
    /// change of keys, 201 cut-over, 301 echo test.
    public static final Field<String> NETWORK_CODE            = Field.of( 70, "Network management information code",                      exactly(3),           DIGITS);
    /// Message number (field 71). 4 digits. Place of the message in a series, from 0001.
    public static final Field<String> MESSAGE_NUMBER          = Field.of( 71, "Message number",                                           exactly(4),           DIGITS);
    /// Message number, last (field 72). 4 digits. Place of the last message of the series.
    public static final Field<String> LAST_MESSAGE_NUMBER     = Field.of( 72, "Message number, last",                                     exactly(4),           DIGITS);
    /// Date, action, YYMMDD (field 73). `YYMMDD`, day on which what is asked for takes effect, by
    /// the clock of who asks.
    public static final Field<String> ACTION_DATE             = Field.of( 73, "Date, action, YYMMDD",                                     exactly(6),           DIGITS);
    /// Credits, number (field 74). 10 digits, since the last reconciliation.
    public static final Field<Long>   CREDITS                 = Field.of( 74, "Credits, number",                                          exactly(10),          DIGITS.as(UNSIGNED));
    /// Credits, reversal number (field 75). 10 digits, since the last reconciliation.
    public static final Field<Long>   CREDIT_REVERSALS        = Field.of( 75, "Credits, reversal number",                                 exactly(10),          DIGITS.as(UNSIGNED));
    /// Debits, number (field 76). 10 digits, since the last reconciliation.
    public static final Field<Long>   DEBITS                  = Field.of( 76, "Debits, number",                                           exactly(10),          DIGITS.as(UNSIGNED));
    /// Debits, reversal number (field 77). 10 digits, since the last reconciliation.
    public static final Field<Long>   DEBIT_REVERSALS         = Field.of( 77, "Debits, reversal number",                                  exactly(10),          DIGITS.as(UNSIGNED));
    /// Transfer, number (field 78). 10 digits, since the last reconciliation.
    public static final Field<Long>   TRANSFERS               = Field.of( 78, "Transfer, number",                                         exactly(10),          DIGITS.as(UNSIGNED));
    /// Transfer, reversal number (field 79). 10 digits, since the last reconciliation.
    public static final Field<Long>   TRANSFER_REVERSALS      = Field.of( 79, "Transfer, reversal number",                                exactly(10),          DIGITS.as(UNSIGNED));
    /// Inquiries, number (field 80). 10 digits, since the last reconciliation.
    public static final Field<Long>   INQUIRIES               = Field.of( 80, "Inquiries, number",                                        exactly(10),          DIGITS.as(UNSIGNED));
    /// Authorizations, number (field 81). 10 digits, since the last reconciliation.
    public static final Field<Long>   AUTHORIZATIONS          = Field.of( 81, "Authorizations, number",                                   exactly(10),          DIGITS.as(UNSIGNED));
    /// Credits, processing fee amount (field 82). 12 digits in minor units of field 50.
    public static final Field<Long>   CREDIT_PROCESSING_FEES  = Field.of( 82, "Credits, processing fee amount",                           exactly(12),          DIGITS.as(UNSIGNED));
    /// Credits, transaction fee amount (field 83). 12 digits in minor units of field 50.
    public static final Field<Long>   CREDIT_TRANSACTION_FEES = Field.of( 83, "Credits, transaction fee amount",                          exactly(12),          DIGITS.as(UNSIGNED));
    /// Debits, processing fee amount (field 84). 12 digits in minor units of field 50.
    public static final Field<Long>   DEBIT_PROCESSING_FEES   = Field.of( 84, "Debits, processing fee amount",                            exactly(12),          DIGITS.as(UNSIGNED));
    /// Debits, transaction fee amount (field 85). 12 digits in minor units of field 50.
    public static final Field<Long>   DEBIT_TRANSACTION_FEES  = Field.of( 85, "Debits, transaction fee amount",                           exactly(12),          DIGITS.as(UNSIGNED));
    /// Credits, amount (field 86). 16 digits in minor units of field 50, without fees.
    public static final Field<Long>   CREDIT_AMOUNT           = Field.of( 86, "Credits, amount",                                          exactly(16),          DIGITS.as(UNSIGNED));
    /// Credits, reversal amount (field 87). 16 digits in minor units of field 50, without fees.
    public static final Field<Long>   CREDIT_REVERSAL_AMOUNT  = Field.of( 87, "Credits, reversal amount",                                 exactly(16),          DIGITS.as(UNSIGNED));
    /// Debits, amount (field 88). 16 digits in minor units of field 50, without fees.
    public static final Field<Long>   DEBIT_AMOUNT            = Field.of( 88, "Debits, amount",                                           exactly(16),          DIGITS.as(UNSIGNED));
    /// Debits, reversal amount (field 89). 16 digits in minor units of field 50, without fees.
    public static final Field<Long>   DEBIT_REVERSAL_AMOUNT   = Field.of( 89, "Debits, reversal amount",                                  exactly(16),          DIGITS.as(UNSIGNED));
    /// Original data elements (field 90). 42 digits: MTI 4, field 11 6, field 7 10, field 32 11
    /// and field 33 11 of the original, with zeros in front and for what it lacks.
    public static final Field<String> ORIGINAL_DATA           = Field.of( 90, "Original data elements",                                   exactly(42),          DIGITS).shownAs(Masks::originalData);
    /// File update code (field 91). 1 letter or digit: 1 add, 2 change, 3 delete, 5 inquire.
    public static final Field<String> FILE_UPDATE_CODE        = Field.of( 91, "File update code",                                         exactly(1),           ALPHANUMERIC);
    /// File security code (field 92). 2 letters or digits that allow the sender to change the
    /// file.
    public static final Field<String> FILE_SECURITY_CODE      = Field.of( 92, "File security code",                                       exactly(2),           ALPHANUMERIC);
    /// Response indicator (field 93). 5 letters or digits, what a file update led to.
    public static final Field<String> RESPONSE_INDICATOR      = Field.of( 93, "Response indicator",                                       exactly(5),           ALPHANUMERIC);
    /// Service indicator (field 94). 7 letters or digits, what the sender asks for.
    public static final Field<String> SERVICE_INDICATOR       = Field.of( 94, "Service indicator",                                        exactly(7),           ALPHANUMERIC);
    /// Replacement amounts (field 95). 42 characters, what a partial reversal leaves: field 4 12,
    /// field 5 12, field 28 9, field 29 9.
    public static final Field<String> REPLACEMENT_AMOUNTS     = Field.of( 95, "Replacement amounts",                                      exactly(42),          ALPHANUMERIC);
    /// Message security code (field 96). 8 bytes. Proves the right to change security data, or is
    /// an enciphered key.
    public static final Field<Bytes>  MESSAGE_SECURITY_CODE   = Field.of( 96, "Message security code",                                    exactly(16),          HEX).hidden();
    /// Amount, net settlement (field 97). C or D, then 16 digits in minor units of field 50: the
    /// difference of credits and debits.
    public static final Field<String> NET_SETTLEMENT          = Field.of( 97, "Amount, net settlement",                                   exactly(17),          ALPHANUMERIC);
    /// Payee (field 98). 25 printable characters, who is paid in the end.
    public static final Field<String> PAYEE                   = Field.of( 98, "Payee",                                                    exactly(25),          TEXT);
    /// Settlement institution identification code (field 99). 1 to 11 digits.
    public static final Field<String> SETTLER                 = Field.of( 99, "Settlement institution identification code",               upTo(11, ASCII_LL),   DIGITS);
    /// Receiving institution identification code (field 100). 1 to 11 digits. Who the message is
    /// for.
    public static final Field<String> RECEIVER                = Field.of(100, "Receiving institution identification code",                upTo(11, ASCII_LL),   DIGITS);
    /// File name (field 101). 1 to 17 printable characters.
    public static final Field<String> FILE_NAME               = Field.of(101, "File name",                                                upTo(17, ASCII_LL),   TEXT);
    /// Account identification 1 (field 102). 1 to 28 printable characters, where money comes from.
    public static final Field<String> ACCOUNT_1               = Field.of(102, "Account identification 1",                                 upTo(28, ASCII_LL),   TEXT).hidden();
    /// Account identification 2 (field 103). 1 to 28 printable characters, where money goes to.
    public static final Field<String> ACCOUNT_2               = Field.of(103, "Account identification 2",                                 upTo(28, ASCII_LL),   TEXT).hidden();
    /// Transaction description (field 104). 1 to 100 printable characters, for people.
    public static final Field<String> DESCRIPTION             = Field.of(104, "Transaction description",                                  upTo(100, ASCII_LLL), TEXT);
    /// Reserved, ISO (field 105). 1 to 999 bytes, for what ISO may assign.
    public static final Field<Bytes>  PRIVATE_105             = Field.of(105, "Reserved, ISO",                                            upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, ISO (field 106). 1 to 999 bytes, for what ISO may assign.
    public static final Field<Bytes>  PRIVATE_106             = Field.of(106, "Reserved, ISO",                                            upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, ISO (field 107). 1 to 999 bytes, for what ISO may assign.
    public static final Field<Bytes>  PRIVATE_107             = Field.of(107, "Reserved, ISO",                                            upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, ISO (field 108). 1 to 999 bytes, for what ISO may assign.
    public static final Field<Bytes>  PRIVATE_108             = Field.of(108, "Reserved, ISO",                                            upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, ISO (field 109). 1 to 999 bytes, for what ISO may assign.
    public static final Field<Bytes>  PRIVATE_109             = Field.of(109, "Reserved, ISO",                                            upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, ISO (field 110). 1 to 999 bytes, for what ISO may assign.
    public static final Field<Bytes>  PRIVATE_110             = Field.of(110, "Reserved, ISO",                                            upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, ISO (field 111). 1 to 999 bytes, for what ISO may assign.
    public static final Field<Bytes>  PRIVATE_111             = Field.of(111, "Reserved, ISO",                                            upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, national (field 112). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>  PRIVATE_112             = Field.of(112, "Reserved, national",                                       upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, national (field 113). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>  PRIVATE_113             = Field.of(113, "Reserved, national",                                       upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, national (field 114). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>  PRIVATE_114             = Field.of(114, "Reserved, national",                                       upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, national (field 115). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>  PRIVATE_115             = Field.of(115, "Reserved, national",                                       upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, national (field 116). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>  PRIVATE_116             = Field.of(116, "Reserved, national",                                       upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, national (field 117). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>  PRIVATE_117             = Field.of(117, "Reserved, national",                                       upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, national (field 118). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>  PRIVATE_118             = Field.of(118, "Reserved, national",                                       upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, national (field 119). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>  PRIVATE_119             = Field.of(119, "Reserved, national",                                       upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, private (field 120). 1 to 999 bytes, for what two parties agree.
    public static final Field<Bytes>  PRIVATE_120             = Field.of(120, "Reserved, private",                                        upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, private (field 121). 1 to 999 bytes, for what two parties agree.
    public static final Field<Bytes>  PRIVATE_121             = Field.of(121, "Reserved, private",                                        upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, private (field 122). 1 to 999 bytes, for what two parties agree.
    public static final Field<Bytes>  PRIVATE_122             = Field.of(122, "Reserved, private",                                        upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, private (field 123). 1 to 999 bytes, for what two parties agree.
    public static final Field<Bytes>  PRIVATE_123             = Field.of(123, "Reserved, private",                                        upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, private (field 124). 1 to 999 bytes, for what two parties agree.
    public static final Field<Bytes>  PRIVATE_124             = Field.of(124, "Reserved, private",                                        upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, private (field 125). 1 to 999 bytes, for what two parties agree.
    public static final Field<Bytes>  PRIVATE_125             = Field.of(125, "Reserved, private",                                        upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, private (field 126). 1 to 999 bytes, for what two parties agree.
    public static final Field<Bytes>  PRIVATE_126             = Field.of(126, "Reserved, private",                                        upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, private (field 127). 1 to 999 bytes, for what two parties agree.
    public static final Field<Bytes>  PRIVATE_127             = Field.of(127, "Reserved, private",                                        upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Message authentication code, if there is a second bitmap (field 128). 8 bytes, as field 64,
    /// whose place it takes then.
    public static final Field<Bytes>  SECOND_MAC              = Field.of(128, "Message authentication code, if there is a second bitmap", exactly(16),          HEX);

    private static final Field<?>[] FIELDS = {
        PAN, PROCESSING_CODE, AMOUNT, SETTLEMENT_AMOUNT, BILLING_AMOUNT, TRANSMISSION_TIME, BILLING_FEE, SETTLEMENT_RATE, BILLING_RATE, TRACE_NUMBER, LOCAL_TIME, LOCAL_DATE, EXPIRY, SETTLEMENT_DATE,
        CONVERSION_DATE, CAPTURE_DATE, MERCHANT_TYPE, ACQUIRER_COUNTRY, PAN_COUNTRY, FORWARDER_COUNTRY, ENTRY_MODE, CARD_SEQUENCE, NETWORK_ID, CONDITION_CODE, PIN_CAPTURE_CODE,
        AUTHORIZATION_CODE_LENGTH, TRANSACTION_FEE, SETTLEMENT_FEE, PROCESSING_FEE, SETTLEMENT_PROCESSING_FEE, ACQUIRER, FORWARDER, PAN_EXTENDED, TRACK_2, TRACK_3, RETRIEVAL_REFERENCE,
        AUTHORIZATION_CODE, RESPONSE_CODE, SERVICE_RESTRICTION, TERMINAL, MERCHANT, MERCHANT_NAME, ADDITIONAL_RESPONSE, TRACK_1, PRIVATE_46, PRIVATE_47, ADDITIONAL_DATA, CURRENCY,
        SETTLEMENT_CURRENCY, BILLING_CURRENCY, PIN_BLOCK, SECURITY_CONTROL, ADDITIONAL_AMOUNTS, PRIVATE_55, PRIVATE_56, PRIVATE_57, PRIVATE_58, PRIVATE_59, PRIVATE_60, PRIVATE_61, PRIVATE_62,
        PRIVATE_63, MAC, SETTLEMENT_CODE, EXTENDED_PAYMENT_CODE, RECEIVER_COUNTRY, SETTLER_COUNTRY, NETWORK_CODE, MESSAGE_NUMBER, LAST_MESSAGE_NUMBER, ACTION_DATE, CREDITS, CREDIT_REVERSALS, DEBITS,
        DEBIT_REVERSALS, TRANSFERS, TRANSFER_REVERSALS, INQUIRIES, AUTHORIZATIONS, CREDIT_PROCESSING_FEES, CREDIT_TRANSACTION_FEES, DEBIT_PROCESSING_FEES, DEBIT_TRANSACTION_FEES, CREDIT_AMOUNT,
        CREDIT_REVERSAL_AMOUNT, DEBIT_AMOUNT, DEBIT_REVERSAL_AMOUNT, ORIGINAL_DATA, FILE_UPDATE_CODE, FILE_SECURITY_CODE, RESPONSE_INDICATOR, SERVICE_INDICATOR, REPLACEMENT_AMOUNTS,
        MESSAGE_SECURITY_CODE, NET_SETTLEMENT, PAYEE, SETTLER, RECEIVER, FILE_NAME, ACCOUNT_1, ACCOUNT_2, DESCRIPTION, PRIVATE_105, PRIVATE_106, PRIVATE_107, PRIVATE_108, PRIVATE_109, PRIVATE_110,
        PRIVATE_111, PRIVATE_112, PRIVATE_113, PRIVATE_114, PRIVATE_115, PRIVATE_116, PRIVATE_117, PRIVATE_118, PRIVATE_119, PRIVATE_120, PRIVATE_121, PRIVATE_122, PRIVATE_123, PRIVATE_124,
        PRIVATE_125, PRIVATE_126, PRIVATE_127, SECOND_MAC
    };
    // spotless:on

    /// Everything in ASCII characters, bitmaps and bytes as hexadecimal ones.
    public static final Dialect ASCII =
            Dialect.named("iso87-ascii")
                    .secondBitmap()
                    .fields(FIELDS)
                    .mti(MtiFormat.ASCII)
                    .bitmap(BitmapFormat.HEX)
                    .messages(Iso87Messages.requests(FIELDS))
                    .build();

    /// Digits packed two a byte, lengths packed, bytes raw. An odd count of digits has a 0 in
    /// front where the length is fixed, as the standard says; where it varies, the standard says
    /// nothing, and the 0 is behind, as terminals and jPOS have it.
    public static final Dialect BINARY =
            Dialect.named("iso87-binary")
                    .secondBitmap()
                    .fields(FIELDS)
                    .recoded(Codings.BINARY)
                    .messages(Iso87Messages.requests(FIELDS))
                    .build();

    /// Everything in EBCDIC characters, bitmaps and bytes raw. Code page 037: 1047, which others
    /// have, differs in `^`, `[` and `]` of what text may hold.
    public static final Dialect EBCDIC =
            Dialect.named("iso87-ebcdic")
                    .secondBitmap()
                    .fields(FIELDS)
                    .mti(MtiFormat.EBCDIC)
                    .recoded(Codings.EBCDIC)
                    .messages(Iso87Messages.requests(FIELDS))
                    .build();

    private Iso87() {}
}
