package io.shoudan.iso8583.standard;

import static io.shoudan.iso8583.Conversion.CARD_NUMBER;
import static io.shoudan.iso8583.Conversion.ENCIPHERED_PIN;
import static io.shoudan.iso8583.Conversion.TRACK_THREE_TEXT;
import static io.shoudan.iso8583.Conversion.TRACK_TWO_TEXT;
import static io.shoudan.iso8583.DigitsConversion.DATE_MMDD;
import static io.shoudan.iso8583.DigitsConversion.EXPIRY_YYMM;
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
import io.shoudan.iso8583.Encodings;
import io.shoudan.iso8583.Expiry;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.LengthPrefix;
import io.shoudan.iso8583.MtiFormat;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.TrackThree;
import io.shoudan.iso8583.TrackTwo;
import java.time.MonthDay;

/// Every field of ISO 8583:1993 as the standard has it, in three codings: ASCII, binary (packed
/// digits, raw bytes) and EBCDIC. MTIs begin with 1. What the standard leaves open is bytes,
/// kept as they come.
///
/// Which fields a message must carry is agreed between two parties, so that only the trace number
/// is asked for here; a dialect of one's own takes what it needs of these.
public final class Iso93 {

    // spotless:off  A table: columns are aligned.
    /// Primary account number (field 2). Card number, 1 to 19 digits.
    public static final Field<Pan>        PAN                      = Field.of( 2, "Primary account number",                            upTo(19, ASCII_LL),   DIGITS.as(CARD_NUMBER)).maskedBy(Pan::masked);
    /// Processing code (field 3). 6 digits. Kind of transaction 2 (00 purchase, 01 cash, 20
    /// return, 31 balance), account from 2, account to 2 (00 any, 10 savings, 20 cheque, 30
    /// credit).
    public static final Field<String>     PROCESSING_CODE          = Field.of( 3, "Processing code",                                   exactly(6),           DIGITS);
    /// Amount, transaction (field 4). 12 digits in minor units of field 49.
    public static final Field<Long>       AMOUNT                   = Field.of( 4, "Amount, transaction",                               exactly(12),          DIGITS.as(UNSIGNED));
    /// Amount, reconciliation (field 5). 12 digits in minor units of field 50.
    public static final Field<Long>       RECONCILIATION_AMOUNT    = Field.of( 5, "Amount, reconciliation",                            exactly(12),          DIGITS.as(UNSIGNED));
    /// Amount, cardholder billing (field 6). 12 digits in minor units of field 51.
    public static final Field<Long>       BILLING_AMOUNT           = Field.of( 6, "Amount, cardholder billing",                        exactly(12),          DIGITS.as(UNSIGNED));
    /// Date and time, transmission (field 7). `MMDDhhmmss`, UTC, when this message was sent.
    public static final Field<String>     TRANSMISSION_TIME        = Field.of( 7, "Date and time, transmission",                       exactly(10),          DIGITS);
    /// Amount, cardholder billing fee (field 8). 8 digits in minor units of field 51.
    public static final Field<Long>       BILLING_FEE              = Field.of( 8, "Amount, cardholder billing fee",                    exactly(8),           DIGITS.as(UNSIGNED));
    /// Conversion rate, reconciliation (field 9). From field 4 to 5: decimals 1, rate 7 digits.
    public static final Field<String>     RECONCILIATION_RATE      = Field.of( 9, "Conversion rate, reconciliation",                   exactly(8),           DIGITS);
    /// Conversion rate, cardholder billing (field 10). From field 4 to 6: decimals 1, rate 7
    /// digits.
    public static final Field<String>     BILLING_RATE             = Field.of(10, "Conversion rate, cardholder billing",               exactly(8),           DIGITS);
    /// Systems trace audit number (field 11). 6 digits. Set by who starts the exchange, the same
    /// in the answer.
    public static final Field<String>     TRACE_NUMBER             = Field.of(11, "Systems trace audit number",                        exactly(6),           DIGITS);
    /// Date and time, local transaction (field 12). `YYMMDDhhmmss`, by the clock of the card
    /// acceptor.
    public static final Field<String>     LOCAL_TIME               = Field.of(12, "Date and time, local transaction",                  exactly(12),          DIGITS);
    /// Date, effective (field 13). `YYMM`, first month in which the card is good.
    public static final Field<String>     EFFECTIVE_DATE           = Field.of(13, "Date, effective",                                   exactly(4),           DIGITS);
    /// Date, expiration (field 14). `YYMM`, last month in which the card is good.
    public static final Field<Expiry>     EXPIRY                   = Field.of(14, "Date, expiration",                                  exactly(4),           DIGITS.as(EXPIRY_YYMM)).hidden();
    /// Date, settlement (field 15). `YYMMDD`, day on which funds move, by the clock of who
    /// settles.
    public static final Field<String>     SETTLEMENT_DATE          = Field.of(15, "Date, settlement",                                  exactly(6),           DIGITS);
    /// Date, conversion (field 16). `MMDD`, day of the rates in 9 and 10, by the clock of who
    /// converts.
    public static final Field<MonthDay>   CONVERSION_DATE          = Field.of(16, "Date, conversion",                                  exactly(4),           DIGITS.as(DATE_MMDD)).shownAs(day -> DATE_MMDD.text(day, 4));
    /// Date, capture (field 17). `MMDD`, day on which the acquirer took the data, by its clock.
    public static final Field<MonthDay>   CAPTURE_DATE             = Field.of(17, "Date, capture",                                     exactly(4),           DIGITS.as(DATE_MMDD)).shownAs(day -> DATE_MMDD.text(day, 4));
    /// Merchant type (field 18). Category code, 4 digits (ISO 18245).
    public static final Field<String>     MERCHANT_TYPE            = Field.of(18, "Merchant type",                                     exactly(4),           DIGITS);
    /// Country code, acquiring institution (field 19). 3 digits, ISO 3166, of field 32.
    public static final Field<String>     ACQUIRER_COUNTRY         = Field.of(19, "Country code, acquiring institution",               exactly(3),           DIGITS);
    /// Country code, primary account number (field 20). 3 digits, ISO 3166, of the issuer that
    /// field 34 belongs to.
    public static final Field<String>     PAN_COUNTRY              = Field.of(20, "Country code, primary account number",              exactly(3),           DIGITS);
    /// Country code, forwarding institution (field 21). 3 digits, ISO 3166, of field 33.
    public static final Field<String>     FORWARDER_COUNTRY        = Field.of(21, "Country code, forwarding institution",              exactly(3),           DIGITS);
    /// Point of service data code (field 22). 12 letters or digits. What terminal, card and
    /// cardholder could do and did, a character each.
    public static final Field<String>     POINT_OF_SERVICE         = Field.of(22, "Point of service data code",                        exactly(12),          ALPHANUMERIC);
    /// Card sequence number (field 23). 3 digits. Which of several cards with one number.
    public static final Field<String>     CARD_SEQUENCE            = Field.of(23, "Card sequence number",                              exactly(3),           DIGITS);
    /// Function code (field 24). 3 digits: 100 authorization, 200 purchase, 400 full reversal, 801
    /// sign-on, 802 sign-off, 831 echo test.
    public static final Field<String>     FUNCTION_CODE            = Field.of(24, "Function code",                                     exactly(3),           DIGITS);
    /// Message reason code (field 25). 4 digits: 4000 customer cancelled, 4021 no answer in time.
    public static final Field<String>     REASON_CODE              = Field.of(25, "Message reason code",                               exactly(4),           DIGITS);
    /// Card acceptor business code (field 26). Category code, 4 digits (ISO 18245).
    public static final Field<String>     BUSINESS_CODE            = Field.of(26, "Card acceptor business code",                       exactly(4),           DIGITS);
    /// Approval code length (field 27). 1 digit. Most characters that field 38 may have.
    public static final Field<String>     APPROVAL_CODE_LENGTH     = Field.of(27, "Approval code length",                              exactly(1),           DIGITS);
    /// Date, reconciliation (field 28). `YYMMDD`, day whose totals have the transaction, by the
    /// clock of who reconciles.
    public static final Field<String>     RECONCILIATION_DATE      = Field.of(28, "Date, reconciliation",                              exactly(6),           DIGITS);
    /// Reconciliation indicator (field 29). 3 digits. Which period of that day.
    public static final Field<String>     RECONCILIATION_INDICATOR = Field.of(29, "Reconciliation indicator",                          exactly(3),           DIGITS);
    /// Amounts, original (field 30). 24 digits. Fields 4 and 5 of the original, 12 digits each, in
    /// minor units of its 49 and 50.
    public static final Field<String>     ORIGINAL_AMOUNTS         = Field.of(30, "Amounts, original",                                 exactly(24),          DIGITS);
    /// Acquirer reference data (field 31). 1 to 99 printable characters, for chargebacks.
    public static final Field<String>     ACQUIRER_REFERENCE       = Field.of(31, "Acquirer reference data",                           upTo(99, ASCII_LL),   TEXT);
    /// Acquiring institution identification code (field 32). 1 to 11 digits. Who acquired the
    /// transaction.
    public static final Field<String>     ACQUIRER                 = Field.of(32, "Acquiring institution identification code",         upTo(11, ASCII_LL),   DIGITS);
    /// Forwarding institution identification code (field 33). 1 to 11 digits. Who sends the
    /// message on, if not field 32.
    public static final Field<String>     FORWARDER                = Field.of(33, "Forwarding institution identification code",        upTo(11, ASCII_LL),   DIGITS);
    /// Primary account number, extended (field 34). 1 to 28 printable characters, if field 2 has
    /// no room.
    public static final Field<String>     PAN_EXTENDED             = Field.of(34, "Primary account number, extended",                  upTo(28, ASCII_LL),   TEXT).hidden();
    /// Track 2 data (field 35). 1 to 37 digits and separators `=`, without sentinels.
    public static final Field<TrackTwo>   TRACK_2                  = Field.of(35, "Track 2 data",                                      upTo(37, ASCII_LL),   TRACK.as(TRACK_TWO_TEXT)).maskedBy(TrackTwo::toString);
    /// Track 3 data (field 36). 1 to 104 digits and separators `=`, without sentinels.
    public static final Field<TrackThree> TRACK_3                  = Field.of(36, "Track 3 data",                                      upTo(104, ASCII_LLL), TRACK.as(TRACK_THREE_TEXT)).hidden();
    /// Retrieval reference number (field 37). 12 letters or digits. The acquirer's reference, the
    /// same in all messages of a transaction.
    public static final Field<String>     RETRIEVAL_REFERENCE      = Field.of(37, "Retrieval reference number",                        exactly(12),          ALPHANUMERIC);
    /// Approval code (field 38). 6 letters or digits, from the issuer.
    public static final Field<String>     APPROVAL_CODE            = Field.of(38, "Approval code",                                     exactly(6),           ALPHANUMERIC);
    /// Action code (field 39). 3 digits. What is to be done or was done: 000 approved, 100
    /// declined, 101 expired, 116 funds, 400 reversed, 800 accepted.
    public static final Field<String>     ACTION_CODE              = Field.of(39, "Action code",                                       exactly(3),           DIGITS);
    /// Service code (field 40). 3 digits, from the card's track.
    public static final Field<String>     SERVICE_CODE             = Field.of(40, "Service code",                                      exactly(3),           DIGITS);
    /// Card acceptor terminal identification (field 41). 8 printable characters. Terminal
    /// identifier (TID).
    public static final Field<String>     TERMINAL                 = Field.of(41, "Card acceptor terminal identification",             exactly(8),           TEXT);
    /// Card acceptor identification code (field 42). 15 printable characters. Merchant identifier
    /// (MID).
    public static final Field<String>     MERCHANT                 = Field.of(42, "Card acceptor identification code",                 exactly(15),          TEXT).shownAs(merchant -> merchant);
    /// Card acceptor name and location (field 43). 1 to 99 printable characters: name, street and
    /// city, each closed by `\`, then postal code 10, region 3, country 3.
    public static final Field<String>     MERCHANT_NAME            = Field.of(43, "Card acceptor name and location",                   upTo(99, ASCII_LL),   TEXT);
    /// Additional response data (field 44). 1 to 99 printable characters, from the issuer.
    public static final Field<String>     ADDITIONAL_RESPONSE      = Field.of(44, "Additional response data",                          upTo(99, ASCII_LL),   TEXT);
    /// Track 1 data (field 45). 1 to 76 printable characters, without sentinels.
    public static final Field<String>     TRACK_1                  = Field.of(45, "Track 1 data",                                      upTo(76, ASCII_LL),   TEXT).hidden();
    /// Amounts, fees (field 46). Up to 6 of 34 characters: type 2, currency 3, C or D, amount 8,
    /// rate 8, C or D, reconciliation amount 8, currency 3. Amounts in minor units of their
    /// currency.
    public static final Field<String>     FEES                     = Field.of(46, "Amounts, fees",                                     upTo(204, ASCII_LLL), TEXT);
    /// Additional data, national (field 47). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>      PRIVATE_47               = Field.of(47, "Additional data, national",                         upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Additional data, private (field 48). 1 to 999 bytes, for what two parties agree.
    public static final Field<Bytes>      ADDITIONAL_DATA          = Field.of(48, "Additional data, private",                          upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Currency code, transaction (field 49). 3 characters, ISO 4217 code of field 4.
    public static final Field<String>     CURRENCY                 = Field.of(49, "Currency code, transaction",                        exactly(3),           ALPHANUMERIC);
    /// Currency code, reconciliation (field 50). 3 characters, ISO 4217 code of field 5.
    public static final Field<String>     RECONCILIATION_CURRENCY  = Field.of(50, "Currency code, reconciliation",                     exactly(3),           ALPHANUMERIC);
    /// Currency code, cardholder billing (field 51). 3 characters, ISO 4217 code of field 6.
    public static final Field<String>     BILLING_CURRENCY         = Field.of(51, "Currency code, cardholder billing",                 exactly(3),           ALPHANUMERIC);
    /// Personal identification number data (field 52). 8 bytes. Enciphered PIN; under which key is
    /// agreed.
    public static final Field<PinBlock>   PIN_BLOCK                = Field.of(52, "Personal identification number data",               exactly(16),          HEX.as(ENCIPHERED_PIN)).hidden();
    /// Security related control information (field 53). 1 to 48 bytes. How PIN and MAC are made
    /// and under which keys; the layout is agreed.
    public static final Field<Bytes>      SECURITY_CONTROL         = Field.of(53, "Security related control information",              upTo(96, ASCII_LL),   HEX).hidden();
    /// Amounts, additional (field 54). Up to 6 of 20 characters: account 2, type of amount 2 (01
    /// ledger, 02 available), currency 3, C or D, 12 digits in its minor units.
    public static final Field<String>     ADDITIONAL_AMOUNTS       = Field.of(54, "Amounts, additional",                               upTo(120, ASCII_LLL), TEXT).hidden();
    /// IC card system related data (field 55). 1 to 255 bytes of chip data.
    public static final Field<Bytes>      IC_CARD_DATA             = Field.of(55, "IC card system related data",                       upTo(510, ASCII_LLL), HEX).maskedBy(Bytes::toString).leftOpen();
    /// Original data elements (field 56). 14 to 35 digits: MTI 4, field 11 6, field 12 12, length
    /// 2 and digits of field 32 of the original.
    public static final Field<String>     ORIGINAL_DATA            = Field.of(56, "Original data elements",                            upTo(35, ASCII_LL),   DIGITS);
    /// Authorization life cycle code (field 57). 3 digits. How long an authorization is wanted
    /// for: unit 1, count 2.
    public static final Field<String>     LIFE_CYCLE_CODE          = Field.of(57, "Authorization life cycle code",                     exactly(3),           DIGITS);
    /// Authorizing agent institution identification code (field 58). 1 to 11 digits. Who
    /// authorizes for the issuer.
    public static final Field<String>     AUTHORIZING_AGENT        = Field.of(58, "Authorizing agent institution identification code", upTo(11, ASCII_LL),   DIGITS);
    /// Transport data (field 59). 1 to 999 bytes, for who sent it; repeated in the answer.
    public static final Field<Bytes>      TRANSPORT_DATA           = Field.of(59, "Transport data",                                    upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, national (field 60). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>      PRIVATE_60               = Field.of(60, "Reserved, national",                                upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, national (field 61). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>      PRIVATE_61               = Field.of(61, "Reserved, national",                                upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, private (field 62). 1 to 999 bytes, for what two parties agree.
    public static final Field<Bytes>      PRIVATE_62               = Field.of(62, "Reserved, private",                                 upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, private (field 63). 1 to 999 bytes, for what two parties agree.
    public static final Field<Bytes>      PRIVATE_63               = Field.of(63, "Reserved, private",                                 upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Message authentication code (field 64). 8 bytes, over what is in front of it.
    public static final Field<Bytes>      MAC                      = Field.of(64, "Message authentication code",                       exactly(16),          HEX);
    /// Amounts, original fees (field 66). 1 to 204 printable characters, as field 46.
    public static final Field<String> ORIGINAL_FEES            = Field.of( 66, "Amounts, original fees",                                   upTo(204, ASCII_LLL), TEXT);
    /// Extended payment data (field 67). 2 digits. Number of months that the cardholder pays in.
    public static final Field<String> EXTENDED_PAYMENT_DATA    = Field.of( 67, "Extended payment data",                                    exactly(2),           DIGITS);
    /// Country code, receiving institution (field 68). 3 digits, ISO 3166, of field 100.
    public static final Field<String> RECEIVER_COUNTRY         = Field.of( 68, "Country code, receiving institution",                      exactly(3),           DIGITS);
    /// Country code, settlement institution (field 69). 3 digits, ISO 3166, of field 99.
    public static final Field<String> SETTLER_COUNTRY          = Field.of( 69, "Country code, settlement institution",                     exactly(3),           DIGITS);
    /// Country code, authorizing agent institution (field 70). 3 digits, ISO 3166, of field 58.
    public static final Field<String> AGENT_COUNTRY            = Field.of( 70, "Country code, authorizing agent institution",              exactly(3),           DIGITS);
    /// Message number (field 71). 8 digits. Place of the message in a series, from 00000001.
    public static final Field<String> MESSAGE_NUMBER           = Field.of( 71, "Message number",                                           exactly(8),           DIGITS);
    /// Data record (field 72). 1 to 999 bytes of a file or of a message to people.
    public static final Field<Bytes>  DATA_RECORD              = Field.of( 72, "Data record",                                              upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Date, action (field 73). `YYMMDD`, day on which what is asked for takes effect, by the
    /// clock of who asks.
    public static final Field<String> ACTION_DATE              = Field.of( 73, "Date, action",                                             exactly(6),           DIGITS);
    /// Credits, number (field 74). 10 digits, since the last reconciliation.
    public static final Field<Long>   CREDITS                  = Field.of( 74, "Credits, number",                                          exactly(10),          DIGITS.as(UNSIGNED));
    /// Credits, reversal number (field 75). 10 digits, since the last reconciliation.
    public static final Field<Long>   CREDIT_REVERSALS         = Field.of( 75, "Credits, reversal number",                                 exactly(10),          DIGITS.as(UNSIGNED));
    /// Debits, number (field 76). 10 digits, since the last reconciliation.
    public static final Field<Long>   DEBITS                   = Field.of( 76, "Debits, number",                                           exactly(10),          DIGITS.as(UNSIGNED));
    /// Debits, reversal number (field 77). 10 digits, since the last reconciliation.
    public static final Field<Long>   DEBIT_REVERSALS          = Field.of( 77, "Debits, reversal number",                                  exactly(10),          DIGITS.as(UNSIGNED));
    /// Transfers, number (field 78). 10 digits, since the last reconciliation.
    public static final Field<Long>   TRANSFERS                = Field.of( 78, "Transfers, number",                                        exactly(10),          DIGITS.as(UNSIGNED));
    /// Transfers, reversal number (field 79). 10 digits, since the last reconciliation.
    public static final Field<Long>   TRANSFER_REVERSALS       = Field.of( 79, "Transfers, reversal number",                               exactly(10),          DIGITS.as(UNSIGNED));
    /// Inquiries, number (field 80). 10 digits, since the last reconciliation.
    public static final Field<Long>   INQUIRIES                = Field.of( 80, "Inquiries, number",                                        exactly(10),          DIGITS.as(UNSIGNED));
    /// Authorizations, number (field 81). 10 digits, since the last reconciliation.
    public static final Field<Long>   AUTHORIZATIONS           = Field.of( 81, "Authorizations, number",                                   exactly(10),          DIGITS.as(UNSIGNED));
    /// Inquiries, reversal number (field 82). 10 digits, since the last reconciliation.
    public static final Field<Long>   INQUIRY_REVERSALS        = Field.of( 82, "Inquiries, reversal number",                               exactly(10),          DIGITS.as(UNSIGNED));
    /// Payments, number (field 83). 10 digits, since the last reconciliation.
    public static final Field<Long>   PAYMENTS                 = Field.of( 83, "Payments, number",                                         exactly(10),          DIGITS.as(UNSIGNED));
    /// Payments, reversal number (field 84). 10 digits, since the last reconciliation.
    public static final Field<Long>   PAYMENT_REVERSALS        = Field.of( 84, "Payments, reversal number",                                exactly(10),          DIGITS.as(UNSIGNED));
    /// Fee collections, number (field 85). 10 digits, since the last reconciliation.
    public static final Field<Long>   FEE_COLLECTIONS          = Field.of( 85, "Fee collections, number",                                  exactly(10),          DIGITS.as(UNSIGNED));
    /// Credits, amount (field 86). 16 digits in minor units of field 50, without fees.
    public static final Field<Long>   CREDIT_AMOUNT            = Field.of( 86, "Credits, amount",                                          exactly(16),          DIGITS.as(UNSIGNED));
    /// Credits, reversal amount (field 87). 16 digits in minor units of field 50, without fees.
    public static final Field<Long>   CREDIT_REVERSAL_AMOUNT   = Field.of( 87, "Credits, reversal amount",                                 exactly(16),          DIGITS.as(UNSIGNED));
    /// Debits, amount (field 88). 16 digits in minor units of field 50, without fees.
    public static final Field<Long>   DEBIT_AMOUNT             = Field.of( 88, "Debits, amount",                                           exactly(16),          DIGITS.as(UNSIGNED));
    /// Debits, reversal amount (field 89). 16 digits in minor units of field 50, without fees.
    public static final Field<Long>   DEBIT_REVERSAL_AMOUNT    = Field.of( 89, "Debits, reversal amount",                                  exactly(16),          DIGITS.as(UNSIGNED));
    /// Authorizations, reversal number (field 90). 10 digits, since the last reconciliation.
    public static final Field<Long>   AUTHORIZATION_REVERSALS  = Field.of( 90, "Authorizations, reversal number",                          exactly(10),          DIGITS.as(UNSIGNED));
    /// Country code, transaction destination institution (field 91). 3 digits, ISO 3166, of field
    /// 93.
    public static final Field<String> DESTINATION_COUNTRY      = Field.of( 91, "Country code, transaction destination institution",        exactly(3),           DIGITS);
    /// Country code, transaction originator institution (field 92). 3 digits, ISO 3166, of field
    /// 94.
    public static final Field<String> ORIGINATOR_COUNTRY       = Field.of( 92, "Country code, transaction originator institution",         exactly(3),           DIGITS);
    /// Transaction destination institution identification code (field 93). 1 to 11 digits. Where
    /// the transaction ends.
    public static final Field<String> DESTINATION              = Field.of( 93, "Transaction destination institution identification code",  upTo(11, ASCII_LL),   DIGITS);
    /// Transaction originator institution identification code (field 94). 1 to 11 digits. Where
    /// the transaction began.
    public static final Field<String> ORIGINATOR               = Field.of( 94, "Transaction originator institution identification code",   upTo(11, ASCII_LL),   DIGITS);
    /// Card issuer reference data (field 95). 1 to 99 printable characters. The issuer's
    /// reference.
    public static final Field<String> ISSUER_REFERENCE         = Field.of( 95, "Card issuer reference data",                               upTo(99, ASCII_LL),   TEXT);
    /// Key management data (field 96). 1 to 999 bytes; to 499 in ASCII, whose length counts
    /// characters.
    public static final Field<Bytes>  KEY_MANAGEMENT_DATA      = Field.of( 96, "Key management data",                                      upTo(998, ASCII_LLL), HEX).maskedBy(Bytes::toString).leftOpen();
    /// Amount, net reconciliation (field 97). C or D, then 16 digits in minor units of field 50:
    /// the difference of credits and debits.
    public static final Field<String> NET_RECONCILIATION       = Field.of( 97, "Amount, net reconciliation",                               exactly(17),          ALPHANUMERIC);
    /// Payee (field 98). 25 printable characters, who is paid in the end.
    public static final Field<String> PAYEE                    = Field.of( 98, "Payee",                                                    exactly(25),          TEXT);
    /// Settlement institution identification code (field 99). 1 to 11 letters or digits.
    public static final Field<String> SETTLER                  = Field.of( 99, "Settlement institution identification code",               upTo(11, ASCII_LL),   ALPHANUMERIC);
    /// Receiving institution identification code (field 100). 1 to 11 digits. Who the message is
    /// for.
    public static final Field<String> RECEIVER                 = Field.of(100, "Receiving institution identification code",                upTo(11, ASCII_LL),   DIGITS);
    /// File name (field 101). 1 to 17 printable characters.
    public static final Field<String> FILE_NAME                = Field.of(101, "File name",                                                upTo(17, ASCII_LL),   TEXT);
    /// Account identification 1 (field 102). 1 to 28 printable characters, where money comes from.
    public static final Field<String> ACCOUNT_1                = Field.of(102, "Account identification 1",                                 upTo(28, ASCII_LL),   TEXT).hidden();
    /// Account identification 2 (field 103). 1 to 28 printable characters, where money goes to.
    public static final Field<String> ACCOUNT_2                = Field.of(103, "Account identification 2",                                 upTo(28, ASCII_LL),   TEXT).hidden();
    /// Transaction description (field 104). 1 to 100 printable characters, for people.
    public static final Field<String> DESCRIPTION              = Field.of(104, "Transaction description",                                  upTo(100, ASCII_LLL), TEXT);
    /// Credits, chargeback amount (field 105). 16 digits in minor units of field 50, without fees.
    public static final Field<Long>   CREDIT_CHARGEBACK_AMOUNT = Field.of(105, "Credits, chargeback amount",                               exactly(16),          DIGITS.as(UNSIGNED));
    /// Debits, chargeback amount (field 106). 16 digits in minor units of field 50, without fees.
    public static final Field<Long>   DEBIT_CHARGEBACK_AMOUNT  = Field.of(106, "Debits, chargeback amount",                                exactly(16),          DIGITS.as(UNSIGNED));
    /// Credits, chargeback number (field 107). 10 digits, since the last reconciliation.
    public static final Field<Long>   CREDIT_CHARGEBACKS       = Field.of(107, "Credits, chargeback number",                               exactly(10),          DIGITS.as(UNSIGNED));
    /// Debits, chargeback number (field 108). 10 digits, since the last reconciliation.
    public static final Field<Long>   DEBIT_CHARGEBACKS        = Field.of(108, "Debits, chargeback number",                                exactly(10),          DIGITS.as(UNSIGNED));
    /// Credits, fee amounts (field 109). 1 to 84 printable characters, sums by type of fee.
    public static final Field<String> CREDIT_FEES              = Field.of(109, "Credits, fee amounts",                                     upTo(84, ASCII_LL),   TEXT);
    /// Debits, fee amounts (field 110). 1 to 84 printable characters, sums by type of fee.
    public static final Field<String> DEBIT_FEES               = Field.of(110, "Debits, fee amounts",                                      upTo(84, ASCII_LL),   TEXT);
    /// Reserved, ISO (field 111). 1 to 999 bytes, for what ISO may assign.
    public static final Field<Bytes>  PRIVATE_111              = Field.of(111, "Reserved, ISO",                                            upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, ISO (field 112). 1 to 999 bytes, for what ISO may assign.
    public static final Field<Bytes>  PRIVATE_112              = Field.of(112, "Reserved, ISO",                                            upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, ISO (field 113). 1 to 999 bytes, for what ISO may assign.
    public static final Field<Bytes>  PRIVATE_113              = Field.of(113, "Reserved, ISO",                                            upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, ISO (field 114). 1 to 999 bytes, for what ISO may assign.
    public static final Field<Bytes>  PRIVATE_114              = Field.of(114, "Reserved, ISO",                                            upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, ISO (field 115). 1 to 999 bytes, for what ISO may assign.
    public static final Field<Bytes>  PRIVATE_115              = Field.of(115, "Reserved, ISO",                                            upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, national (field 116). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>  PRIVATE_116              = Field.of(116, "Reserved, national",                                       upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, national (field 117). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>  PRIVATE_117              = Field.of(117, "Reserved, national",                                       upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, national (field 118). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>  PRIVATE_118              = Field.of(118, "Reserved, national",                                       upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, national (field 119). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>  PRIVATE_119              = Field.of(119, "Reserved, national",                                       upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, national (field 120). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>  PRIVATE_120              = Field.of(120, "Reserved, national",                                       upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, national (field 121). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>  PRIVATE_121              = Field.of(121, "Reserved, national",                                       upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, national (field 122). 1 to 999 bytes, for use within a country.
    public static final Field<Bytes>  PRIVATE_122              = Field.of(122, "Reserved, national",                                       upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, private (field 123). 1 to 999 bytes, for what two parties agree.
    public static final Field<Bytes>  PRIVATE_123              = Field.of(123, "Reserved, private",                                        upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, private (field 124). 1 to 999 bytes, for what two parties agree.
    public static final Field<Bytes>  PRIVATE_124              = Field.of(124, "Reserved, private",                                        upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, private (field 125). 1 to 999 bytes, for what two parties agree.
    public static final Field<Bytes>  PRIVATE_125              = Field.of(125, "Reserved, private",                                        upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, private (field 126). 1 to 999 bytes, for what two parties agree.
    public static final Field<Bytes>  PRIVATE_126              = Field.of(126, "Reserved, private",                                        upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Reserved, private (field 127). 1 to 999 bytes, for what two parties agree.
    public static final Field<Bytes>  PRIVATE_127              = Field.of(127, "Reserved, private",                                        upTo(999, ASCII_LLL), RAW).maskedBy(Bytes::toString).leftOpen();
    /// Message authentication code, if there is a second bitmap (field 128). 8 bytes, as field 64,
    /// whose place it takes then.
    public static final Field<Bytes>  SECOND_MAC               = Field.of(128, "Message authentication code, if there is a second bitmap", exactly(16),          HEX);

    private static final Field<?>[] FIELDS = {
        PAN, PROCESSING_CODE, AMOUNT, RECONCILIATION_AMOUNT, BILLING_AMOUNT, TRANSMISSION_TIME, BILLING_FEE, RECONCILIATION_RATE, BILLING_RATE, TRACE_NUMBER, LOCAL_TIME, EFFECTIVE_DATE, EXPIRY,
        SETTLEMENT_DATE, CONVERSION_DATE, CAPTURE_DATE, MERCHANT_TYPE, ACQUIRER_COUNTRY, PAN_COUNTRY, FORWARDER_COUNTRY, POINT_OF_SERVICE, CARD_SEQUENCE, FUNCTION_CODE, REASON_CODE, BUSINESS_CODE,
        APPROVAL_CODE_LENGTH, RECONCILIATION_DATE, RECONCILIATION_INDICATOR, ORIGINAL_AMOUNTS, ACQUIRER_REFERENCE, ACQUIRER, FORWARDER, PAN_EXTENDED, TRACK_2, TRACK_3, RETRIEVAL_REFERENCE,
        APPROVAL_CODE, ACTION_CODE, SERVICE_CODE, TERMINAL, MERCHANT, MERCHANT_NAME, ADDITIONAL_RESPONSE, TRACK_1, FEES, PRIVATE_47, ADDITIONAL_DATA, CURRENCY, RECONCILIATION_CURRENCY,
        BILLING_CURRENCY, PIN_BLOCK, SECURITY_CONTROL, ADDITIONAL_AMOUNTS, IC_CARD_DATA, ORIGINAL_DATA, LIFE_CYCLE_CODE, AUTHORIZING_AGENT, TRANSPORT_DATA, PRIVATE_60, PRIVATE_61, PRIVATE_62,
        PRIVATE_63, MAC, ORIGINAL_FEES, EXTENDED_PAYMENT_DATA, RECEIVER_COUNTRY, SETTLER_COUNTRY, AGENT_COUNTRY, MESSAGE_NUMBER, DATA_RECORD, ACTION_DATE, CREDITS, CREDIT_REVERSALS, DEBITS,
        DEBIT_REVERSALS, TRANSFERS, TRANSFER_REVERSALS, INQUIRIES, AUTHORIZATIONS, INQUIRY_REVERSALS, PAYMENTS, PAYMENT_REVERSALS, FEE_COLLECTIONS, CREDIT_AMOUNT, CREDIT_REVERSAL_AMOUNT,
        DEBIT_AMOUNT, DEBIT_REVERSAL_AMOUNT, AUTHORIZATION_REVERSALS, DESTINATION_COUNTRY, ORIGINATOR_COUNTRY, DESTINATION, ORIGINATOR, ISSUER_REFERENCE, KEY_MANAGEMENT_DATA, NET_RECONCILIATION,
        PAYEE, SETTLER, RECEIVER, FILE_NAME, ACCOUNT_1, ACCOUNT_2, DESCRIPTION, CREDIT_CHARGEBACK_AMOUNT, DEBIT_CHARGEBACK_AMOUNT, CREDIT_CHARGEBACKS, DEBIT_CHARGEBACKS, CREDIT_FEES, DEBIT_FEES,
        PRIVATE_111, PRIVATE_112, PRIVATE_113, PRIVATE_114, PRIVATE_115, PRIVATE_116, PRIVATE_117, PRIVATE_118, PRIVATE_119, PRIVATE_120, PRIVATE_121, PRIVATE_122, PRIVATE_123, PRIVATE_124,
        PRIVATE_125, PRIVATE_126, PRIVATE_127, SECOND_MAC
    };
    // spotless:on

    /// Everything in ASCII characters, bitmaps and bytes as hexadecimal ones.
    public static final Dialect ASCII =
            Dialect.named("iso93-ascii")
                    .secondBitmap()
                    .fields(FIELDS)
                    .mti(MtiFormat.ASCII)
                    .bitmap(BitmapFormat.HEX)
                    .messages(Iso93Messages.requests(FIELDS))
                    .build();

    /// Digits packed two a byte, lengths packed, bytes raw. An odd count of digits has a 0 in
    /// front where the length is fixed, as the standard says; where it varies, the standard says
    /// nothing, and the 0 is behind, as terminals and jPOS have it.
    public static final Dialect BINARY =
            Dialect.named("iso93-binary")
                    .secondBitmap()
                    .fields(FIELDS)
                    .recoded(Codings.BINARY)
                    .rewritten(keyManagementData(LengthPrefix.BCD_LLL))
                    .messages(Iso93Messages.requests(FIELDS))
                    .build();

    /// Everything in EBCDIC characters, bitmaps and bytes raw. Code page 037: 1047, which others
    /// have, differs in `^`, `[` and `]` of what text may hold.
    public static final Dialect EBCDIC =
            Dialect.named("iso93-ebcdic")
                    .secondBitmap()
                    .fields(FIELDS)
                    .mti(MtiFormat.EBCDIC)
                    .recoded(Codings.EBCDIC)
                    .rewritten(keyManagementData(LengthPrefix.EBCDIC_LLL))
                    .messages(Iso93Messages.requests(FIELDS))
                    .build();

    private Iso93() {}

    /// As bytes, it is longer than its hexadecimal characters could be.
    private static Field<Bytes> keyManagementData(LengthPrefix prefix) {
        return KEY_MANAGEMENT_DATA.writtenAs(upTo(999, prefix), Encodings.BINARY);
    }
}
