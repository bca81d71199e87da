package io.shoudan.iso8583.terminal;

import io.shoudan.iso8583.Conversion;
import io.shoudan.iso8583.Pan;
import java.util.Optional;
import java.util.Set;

/// Field 60 of the terminal protocol: what kind of transaction, in which batch.
///
/// Terminals send as many subfields behind the third as they like, so those are kept as they came
/// and packing again gives the same bytes.
///
/// - 60.1 [#type]: kind of transaction, 2 digits
/// - 60.2 [#batchNumber]: number of the terminal's batch, 6 digits
/// - 60.3 [#networkCode]: network management code, 3 digits
/// - 60.4 [#readerCapability]: what the terminal can read, 1 digit
/// - 60.5 [#chipCondition]: condition of the chip, 1 digit
/// - 60.6 [#partialApproval]: whether a part of the amount may be approved, 1 digit
/// - 60.7 [#accountType]: 3 digits
public final class TransactionField {

    static final Conversion<String, TransactionField> CONVERSION =
            new Conversion<>(
                    TransactionField::of,
                    TransactionField::text,
                    "11 to 17 digits",
                    TransactionField::hasLength);

    private static final int BATCH_NUMBER_AT = 2;
    private static final int NETWORK_CODE_AT = 8;
    private static final int REST_AT = 11;
    private static final int ACCOUNT_TYPE_AT = 14;
    private static final int MAX_DIGITS = 17;

    private static final String NO_NETWORK_CODE = "000";
    private static final String NETWORK_MANAGEMENT = "00";

    /// What 60.4 to 60.7 come to.
    private static final Set<Integer> USUAL_REST = Set.of(0, 1, 2, 3, 6);

    private final String digits;

    private TransactionField(String digits) {
        this.digits = digits;
    }

    /// Only the first three subfields, as in network management.
    ///
    /// @param type        60.1, 2 digits: `22` purchase
    /// @param batchNumber 60.2, 6 digits
    /// @param networkCode 60.3, network management code, 3 digits; `000` in financial messages
    /// @throws IllegalArgumentException if a part has another length or isn't digits
    public TransactionField(String type, String batchNumber, String networkCode) {
        this(type, batchNumber, networkCode, "");
    }

    /// Field 60 of these parts.
    ///
    /// @param rest 60.4 to 60.7 as sent, up to 6 digits: reader capability 1, chip condition 1,
    ///             partial approval 1, account type 3
    /// @throws IllegalArgumentException if a part has another length or isn't digits
    public TransactionField(String type, String batchNumber, String networkCode, String rest) {
        Digits.check(type, 2, "60.1");
        Digits.check(batchNumber, 6, "60.2");
        Digits.check(networkCode, 3, "60.3");
        Digits.check(rest, Math.min(rest.length(), MAX_DIGITS - REST_AT), "60.4 to 60.7");
        digits = type + batchNumber + networkCode + rest;
    }

    /// Field 60 as sent.
    ///
    /// @param digits 11 to 17 digits
    /// @throws IllegalArgumentException if `digits` is anything else
    public static TransactionField of(String digits) {
        if (!hasLength(digits.length())) {
            throw new IllegalArgumentException("must be 11..17 digits: field 60");
        }
        Digits.check(digits, digits.length(), "field 60");
        return new TransactionField(digits);
    }

    private static boolean hasLength(int digits) {
        return digits >= REST_AT && digits <= MAX_DIGITS;
    }

    /// 60.1, kind of transaction, 2 digits: `22` purchase.
    public String type() {
        return digits.substring(0, BATCH_NUMBER_AT);
    }

    /// 60.2, number of the terminal's batch, 6 digits.
    public String batchNumber() {
        return digits.substring(BATCH_NUMBER_AT, NETWORK_CODE_AT);
    }

    /// 60.3, network management code, 3 digits; `000` in financial messages.
    public String networkCode() {
        return digits.substring(NETWORK_CODE_AT, REST_AT);
    }

    /// 60.4 to 60.7 as sent: 0, 1, 2, 3 or 6 digits.
    public String rest() {
        return digits.substring(REST_AT);
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

    /// 60.7, account type, 3 digits. Empty if not sent whole.
    public Optional<String> accountType() {
        return digits.length() == MAX_DIGITS
                ? Optional.of(digits.substring(ACCOUNT_TYPE_AT))
                : Optional.empty();
    }

    private Optional<String> digit(int index) {
        int at = REST_AT + index;
        return digits.length() > at ? Optional.of(digits.substring(at, at + 1)) : Optional.empty();
    }

    /// The same with another 60.2, as the answer to a sign-on has it.
    ///
    /// @throws IllegalArgumentException if `number` is not 6 digits
    public TransactionField withBatchNumber(String number) {
        return new TransactionField(type(), number, networkCode(), rest());
    }

    /// The digits as sent.
    public String text() {
        return digits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TransactionField that && digits.equals(that.digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    /// As it is printed: [#text], but only the first subfield where a card number could stand in
    /// its place.
    public String shown() {
        boolean usual = NO_NETWORK_CODE.equals(networkCode()) || NETWORK_MANAGEMENT.equals(type());
        boolean whole = USUAL_REST.contains(rest().length());
        return (usual && whole) || !Pan.mayBeIn(digits)
                ? digits
                : type() + "*".repeat(digits.length() - BATCH_NUMBER_AT);
    }

    /// As [#shown].
    @Override
    public String toString() {
        return shown();
    }
}
