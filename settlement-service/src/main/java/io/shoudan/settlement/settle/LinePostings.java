package io.shoudan.settlement.settle;

import io.shoudan.contracts.Money;
import io.shoudan.settlement.fee.Fee;
import io.shoudan.settlement.ledger.Account;
import io.shoudan.settlement.ledger.JournalEntry;
import io.shoudan.settlement.ledger.JournalEntry.Transfer;
import io.shoudan.settlement.line.SettlementLine;
import java.util.List;

/// What a settlement line does to the books. Pure.
///
/// A purchase: the network owes us the amount, we owe it to the merchant, who owes us the fee. A
/// refund, and the compensation of a purchase, the other way round.
final class LinePostings {

    private LinePostings() {}

    /// @param fee of the line, negative when it is given back
    static JournalEntry of(SettlementLine line, Fee fee) {
        var network = new Account.NetworkReceivable(line.scheme());
        var merchant = new Account.MerchantPayable(line.merchantId());
        var amount = new Transfer(network, merchant, line.amount());
        var charge =
                new Transfer(
                        merchant,
                        new Account.FeeIncome(),
                        Money.of(Math.abs(fee.minor()), line.amount().currency()));
        return JournalEntry.of(
                line.sourceId(),
                line.businessDate(),
                List.of(
                        line.paysMerchant() ? amount : amount.back(),
                        fee.minor() >= 0 ? charge : charge.back()));
    }
}
