package io.shoudan.iso8583.terminal;

import io.shoudan.iso8583.Conversion;
import java.util.Optional;

/// Field 60 of the terminal protocol: what kind of transaction, in which batch.
///
/// Terminals send as many subfields as they like, so those behind the third are kept as they came
/// and packing again gives the same bytes.
///
/// @param type        60.1, 2 digits: `22` purchase
/// @param batchNumber 60.2, 6 digits
/// @param networkCode 60.3, network management code, 3 digits; `000` in financial messages
/// @param rest        60.4 to 60.7 as sent, 0, 1, 2, 3 or 6 digits: reader capability 1, chip
///                    condition 1, partial approval 1, account type 3
public record TransactionField(String type, String batchNumber, String networkCode, String rest) {

    static final Conversion<String, TransactionField> CONVERSION =
            new Conversion<>(
                    TransactionField::of,
                    TransactionField::text,
                    "11 to 14 or 17 digits",
                    digits -> (digits >= 11 && digits <= 14) || digits == 17);

    private static final int MIN_DIGITS = 11;

    /// Field 60 of these parts.
    ///
    /// @throws IllegalArgumentException if a part has another length or isn't digits
    public TransactionField {
        Digits.check(type, 2, "60.1");
        Digits.check(batchNumber, 6, "60.2");
        Digits.check(networkCode, 3, "60.3");
        if (rest.length() > 3) {
            Digits.check(rest, 6, "60.4 to 60.7");
        } else {
            Digits.check(rest, rest.length(), "60.4 to 60.6");
        }
    }

    /// Only the first three subfields, as in network management.
    ///
    /// @throws IllegalArgumentException if a part has another length or isn't digits
    public TransactionField(String type, String batchNumber, String networkCode) {
        this(type, batchNumber, networkCode, "");
    }

    /// Splits the digits of field 60.
    ///
    /// @param digits 11 to 14 or 17 digits
    /// @throws IllegalArgumentException if `digits` is anything else
    public static TransactionField of(String digits) {
        if (digits.length() < MIN_DIGITS) {
            throw new IllegalArgumentException("must be 11..17 digits: field 60");
        }
        return new TransactionField(
                digits.substring(0, 2),
                digits.substring(2, 8),
                digits.substring(8, MIN_DIGITS),
                digits.substring(MIN_DIGITS));
    }

    /// 60.4, what the terminal can read: `5` magnetic stripe and chip, `6` contactless too. Empty
    /// if not sent.
    public Optional<String> readerCapability() {
        return digit(0);
    }

    /// 60.5, condition of the chip: `2` is a fallback, a chip card whose stripe was read. Empty if
    /// not sent.
    public Optional<String> chipCondition() {
        return digit(1);
    }

    /// 60.6, whether a part of the amount may be approved. Empty if not sent.
    public Optional<String> partialApproval() {
        return digit(2);
    }

    /// 60.7, account type, 3 digits. Empty if not sent.
    public Optional<String> accountType() {
        return rest.length() == 6 ? Optional.of(rest.substring(3)) : Optional.empty();
    }

    private Optional<String> digit(int index) {
        return rest.length() > index
                ? Optional.of(rest.substring(index, index + 1))
                : Optional.empty();
    }

    /// The same with another 60.2, as the answer to a sign-on has it.
    ///
    /// @throws IllegalArgumentException if `number` is not 6 digits
    public TransactionField withBatchNumber(String number) {
        return new TransactionField(type, number, networkCode, rest);
    }

    /// The digits as sent.
    public String text() {
        return type + batchNumber + networkCode + rest;
    }
}
