package io.shoudan.transaction.payment;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.TransactionState;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// What voids and refunds hold of their originals (money rule 6): taken in their own intent's
/// commit, given back in the commit that ends them without effect. Guarded updates, so that of two
/// claimants one wins.
@Component
public final class Claims {

    private final PaymentStore store;
    private final Payments payments;

    Claims(PaymentStore store, Payments payments) {
        this.store = store;
        this.payments = payments;
    }

    /// Claims `originalId` for a void, in the caller's database transaction.
    ///
    /// @return why not, if it could not be claimed
    public Optional<Cause> claimForVoid(UUID originalId, UUID voidId) {
        if (!store.claimForVoid(originalId, voidId)) {
            return Optional.of(Cause.ORIGINAL_STATE);
        }
        payments.note(originalId, Step.CLAIMED, null, "void " + voidId);
        return Optional.empty();
    }

    /// Claims a part of `originalId` for a refund, in the caller's database transaction.
    ///
    /// @return why not, if it could not be claimed
    public Optional<Cause> claimForRefund(UUID originalId, UUID refundId, Money amount) {
        if (!store.claimForRefund(originalId, amount.minorUnits())) {
            return Optional.of(refundRefusal(originalId, amount));
        }
        payments.note(originalId, Step.CLAIMED, null, "refund " + refundId);
        return Optional.empty();
    }

    /// An approved void takes its original back.
    ///
    /// @return false if the original is no longer approved; then the void must be undone
    public boolean takeBack(Payment approvedVoid) {
        var change =
                Change.of(Step.VOIDED, Cause.VOIDED.code()).detailed("void " + approvedVoid.id());
        return payments.move(original(approvedVoid), Edge.TAKE_BACK, change).isPresent();
    }

    /// Gives back what `claimant` holds, because it was declined or its reversal acknowledged. An
    /// original that it had voided stands approved again. Whatever holds no claim, or gave it back
    /// before, changes nothing: a payment that is approved late and reversed again ends twice.
    public void release(Payment claimant) {
        if (!store.letGo(claimant.id())) { // Its own row says whether it still holds its claim.
            return;
        }
        switch (claimant.kind()) {
            case VOID -> releaseVoid(claimant);
            case REFUND -> releaseRefund(claimant);
            case PURCHASE, BALANCE_INQUIRY ->
                    throw new IllegalStateException("must hold no claim: id=" + claimant.id());
        }
    }

    private void releaseVoid(Payment claimant) {
        var originalId = original(claimant);
        store.releaseVoid(originalId, claimant.id());
        var restored =
                payments.move(
                        originalId,
                        Edge.RESTORE,
                        Change.of(Step.VOID_REVERSED).detailed("void " + claimant.id()));
        if (restored.isEmpty()) {
            payments.note(originalId, Step.CLAIM_RELEASED, null, "void " + claimant.id());
        }
    }

    private void releaseRefund(Payment claimant) {
        var originalId = original(claimant);
        store.releaseRefund(originalId, Objects.requireNonNull(claimant.amount()).minorUnits());
        payments.note(originalId, Step.CLAIM_RELEASED, null, "refund " + claimant.id());
    }

    private Cause refundRefusal(UUID originalId, Money amount) {
        return payments.find(originalId)
                .filter(it -> refundable(it.state()) && it.voidClaimId() == null)
                .filter(it -> Payments.refundableMinor(it) < amount.minorUnits())
                .map(_ -> Cause.AMOUNT_DIFFERS_FROM_ORIGINAL)
                .orElse(Cause.ORIGINAL_STATE);
    }

    /// Whether a purchase in this state may be refunded.
    public static boolean refundable(TransactionState state) {
        return switch (state) {
            case APPROVED, CAPTURED, SETTLED -> true;
            case RECEIVED, SENT, DECLINED, UNKNOWN, REVERSAL_DUE, REVERSED, NOT_DONE, VOIDED ->
                    false;
        };
    }

    private static UUID original(Payment claimant) {
        return Objects.requireNonNull(claimant.originalId());
    }
}
