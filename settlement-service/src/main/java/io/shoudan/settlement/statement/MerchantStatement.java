package io.shoudan.settlement.statement;

import io.shoudan.contracts.settlement.model.LineKind;
import io.shoudan.settlement.fee.Fee;
import io.shoudan.settlement.line.SettlementLine;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lines of one merchant, business date and currency, all from one snapshot of the database, so
/// that sums and lines agree. Amounts are in minor units.
///
/// @param merchantName absent until we have heard of the merchant
/// @param lines        in order of capture
record MerchantStatement(
        String merchantId,
        @Nullable String merchantName,
        LocalDate businessDate,
        Currency currency,
        List<SettlementLine> lines) {

    MerchantStatement {
        lines = List.copyOf(lines);
    }

    List<SettlementLine> posted() {
        return lines.stream().filter(SettlementLine::isPosted).toList();
    }

    /// Captured, but not posted: not in the sums.
    List<SettlementLine> waiting() {
        return lines.stream().filter(it -> !it.isPosted()).toList();
    }

    /// Purchases less reversed ones.
    long purchasesMinor() {
        return amounts(LineKind.PURCHASE) - amounts(LineKind.PURCHASE_REVERSAL);
    }

    /// Refunds less reversed ones.
    long refundsMinor() {
        return amounts(LineKind.REFUND) - amounts(LineKind.REFUND_REVERSAL);
    }

    /// Fees less those given back.
    long feesMinor() {
        long sum = 0;
        for (var line : posted()) {
            sum = Math.addExact(sum, line.requireFee().minor());
        }
        return sum;
    }

    /// What the date changes in what we owe the merchant.
    long netMinor() {
        return purchasesMinor() - refundsMinor() - feesMinor();
    }

    /// What one line changes in what we owe the merchant.
    static long netMinor(SettlementLine line, Fee fee) {
        var amount = line.amount().minorUnits();
        return (line.paysMerchant() ? amount : -amount) - fee.minor();
    }

    private long amounts(LineKind kind) {
        long sum = 0;
        for (var line : posted()) {
            if (line.kind() == kind) {
                sum = Math.addExact(sum, line.amount().minorUnits());
            }
        }
        return sum;
    }
}
