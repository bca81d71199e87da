package io.shoudan.settlement.settle;

import io.shoudan.contracts.settlement.model.LineKind;
import io.shoudan.settlement.fee.Fee;
import io.shoudan.settlement.fee.Fees;
import io.shoudan.settlement.fee.Tariff;
import io.shoudan.settlement.fee.Tariffs;
import io.shoudan.settlement.line.Lines;
import io.shoudan.settlement.line.SettlementLine;
import org.springframework.stereotype.Component;

/// Finds what a batch's member costs, from what is known now. Never guesses.
@Component
class Pricing {

    private final Tariffs tariffs;
    private final Lines lines;

    Pricing(Tariffs tariffs, Lines lines) {
        this.tariffs = tariffs;
        this.lines = lines;
    }

    /// @param member a purchase or refund that isn't priced
    Outcome price(SettlementLine member) {
        var tariff =
                tariffs.inForce(
                        member.merchantId(), member.amount().currency(), member.capturedAt());
        if (tariff.isEmpty()) {
            return new Outcome.NeedsTariff();
        }
        return member.kind() == LineKind.PURCHASE
                ? new Outcome.Priced(
                        Fees.ofPurchase(tariff.get(), member.region(), member.amount()))
                : priceRefund(member, tariff.get());
    }

    private Outcome priceRefund(SettlementLine refund, Tariff tariff) {
        var originalId = refund.originalId();
        if (!tariff.refundsReturnFee() || originalId == null) {
            return new Outcome.Priced(Fees.ofRefundThatReturnsNothing(tariff));
        }
        var purchase = lines.find(originalId, LineKind.PURCHASE, refund.merchantId());
        var purchaseFee = purchase.map(SettlementLine::fee);
        if (purchase.isEmpty() || purchaseFee.isEmpty()) {
            return new Outcome.NeedsOriginal();
        }
        var before = lines.refunded(purchase.get(), purchaseFee.get());
        return new Outcome.Priced(Fees.ofRefund(tariff, refund.region(), refund.amount(), before));
    }

    /// What came of it.
    sealed interface Outcome {

        record Priced(Fee fee) implements Outcome {}

        /// No tariff in the line's currency is known.
        record NeedsTariff() implements Outcome {}

        /// A refund gives back part of a fee that isn't known: the purchase was captured on
        /// another terminal whose batch is still open, or its events are not here yet.
        record NeedsOriginal() implements Outcome {}
    }
}
