package io.shoudan.settlement.settle;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.settlement.model.LineKind;
import io.shoudan.settlement.batch.Batch;
import io.shoudan.settlement.batch.Batches;
import io.shoudan.settlement.batch.EarlyRefund;
import io.shoudan.settlement.fee.Fee;
import io.shoudan.settlement.fee.Fees;
import io.shoudan.settlement.fee.Tariff;
import io.shoudan.settlement.fee.Tariffs;
import io.shoudan.settlement.line.Lines;
import io.shoudan.settlement.line.SettlementLine;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Finds what a batch's member costs, from what is known now. Never guesses, and never waits for
/// what may not come:
///
/// - A purchase needs a tariff.
/// - A refund that gives a fee back needs what its purchase cost. The close of the refund's batch
///   says which purchases were captured by then; their events are on the way. Of the others nobody
///   knows when they are captured, or whether, so their refunds are priced without them: as if the
///   purchase had been captured together with the refund; nothing is given back if it had ended.
///
/// Which of these it is was told once, by the close; so a replay, in whatever order terminals are
/// heard, prices alike.
@Component
class Pricing {

    private static final String REMARK = "the purchase was not captured yet";

    private final Tariffs tariffs;
    private final Batches batches;
    private final Lines lines;

    Pricing(Tariffs tariffs, Batches batches, Lines lines) {
        this.tariffs = tariffs;
        this.batches = batches;
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
        long batchId = Objects.requireNonNull(refund.batchId());
        if (batches.find(batchId).map(Batch::closing).isEmpty()) {
            return new Outcome.NeedsOriginal();
        }
        var early =
                batches.earlyRefunds(batchId).stream()
                        .filter(it -> it.transactionId().equals(refund.transactionId()))
                        .findFirst();
        return early.isPresent()
                ? new Outcome.Priced(feeOfEarly(refund, originalId, early.get(), tariff))
                : priceByPurchase(refund, originalId, tariff);
    }

    private Fee feeOfEarly(
            SettlementLine refund, UUID purchaseId, EarlyRefund early, Tariff tariff) {
        if (early.purchaseEnded()) {
            return Fees.ofRefundOfNothing(tariff);
        }
        var bought = Money.of(early.purchaseMinor(), refund.amount().currency());
        var wouldCost = Fees.ofPurchase(tariff, refund.region(), bought);
        return feeOf(refund, purchaseId, bought, wouldCost, tariff).noting(REMARK);
    }

    private Outcome priceByPurchase(SettlementLine refund, UUID purchaseId, Tariff tariff) {
        var purchase = lines.find(purchaseId, LineKind.PURCHASE, refund.merchantId());
        var cost = purchase.map(SettlementLine::fee);
        return cost.isEmpty()
                ? new Outcome.NeedsOriginal()
                : new Outcome.Priced(
                        feeOf(refund, purchaseId, purchase.get().amount(), cost.get(), tariff));
    }

    private Fee feeOf(
            SettlementLine refund, UUID purchaseId, Money bought, Fee cost, Tariff tariff) {
        var before = lines.refunded(purchaseId, bought.minorUnits(), cost);
        return Fees.ofRefund(tariff, refund.region(), refund.amount(), before);
    }

    /// What came of it.
    sealed interface Outcome {

        record Priced(Fee fee) implements Outcome {}

        /// No tariff in the line's currency is known.
        record NeedsTariff() implements Outcome {}

        /// A refund gives back part of a fee that isn't known: the close of its batch, or the
        /// event of its purchase, isn't here yet. Both are certain to come.
        record NeedsOriginal() implements Outcome {}
    }
}
