package io.shoudan.transaction.payment;

import io.shoudan.contracts.transaction.model.TransactionKind;

/// What makes a request the same request (money rule 5): TID, MID, batch, trace, and of its kind
/// the MTI class, field 3 and field 60.1.
public record Identity(Slip slip, TransactionKind kind) {

    /// First two digits of the MTI: all of today's kinds are financial.
    public String mtiClass() {
        return "02";
    }

    /// Field 3, 6 digits.
    public String processingCode() {
        return switch (kind) {
            case PURCHASE -> "000000";
            case VOID, REFUND -> "200000";
            case BALANCE_INQUIRY -> "310000";
        };
    }

    /// Field 60.1, 2 digits.
    public String transactionType() {
        return switch (kind) {
            case PURCHASE -> "22";
            case VOID -> "23";
            case REFUND -> "25";
            case BALANCE_INQUIRY -> "01";
        };
    }
}
