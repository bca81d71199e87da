package io.shoudan.transaction.payment;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.TransactionState;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What voids and refunds hold of their originals (money rule 6): taken in their own intent's
/// commit, given back in the commit that ends them without effect. Guarded updates, so that of two
/// claimants one wins.
@Component
public final class Claims {

    private final JdbcClient jdbc;
    private final Payments payments;

    Claims(JdbcClient jdbc, Payments payments) {
        this.jdbc = jdbc;
        this.payments = payments;
    }

    /// Claims `originalId` for a void, in the caller's database transaction.
    ///
    /// @return why not, if it could not be claimed
    public Optional<Cause> claimForVoid(UUID originalId, UUID voidId) {
        int claimed =
                jdbc.sql(
                                """
                                update transaction set void_claim_id = :claimant
                                 where id = :original and state = 'APPROVED'
                                   and kind = 'PURCHASE' and void_claim_id is null
                                   and refunded_minor = 0
                                """)
                        .param("original", originalId)
                        .param("claimant", voidId)
                        .update();
        if (claimed == 0) {
            return Optional.of(Cause.ORIGINAL_STATE);
        }
        payments.note(originalId, Step.CLAIMED, null, "void " + voidId);
        return Optional.empty();
    }

    /// Claims a part of `originalId` for a refund, in the caller's database transaction.
    ///
    /// @return why not, if it could not be claimed
    public Optional<Cause> claimForRefund(UUID originalId, UUID refundId, Money amount) {
        int claimed =
                jdbc.sql(
                                """
                                update transaction
                                   set refunded_minor = refunded_minor + :amount
                                 where id = :original
                                   and state in ('APPROVED', 'CAPTURED', 'SETTLED')
                                   and kind = 'PURCHASE' and void_claim_id is null
                                   and capture_reversed_on is null
                                   and refunded_minor + :amount <= amount_minor
                                """)
                        .param("original", originalId)
                        .param("amount", amount.minorUnits())
                        .update();
        if (claimed == 0) {
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
        if (!letGo(claimant.id())) {
            return;
        }
        switch (claimant.kind()) {
            case VOID -> releaseVoid(claimant);
            case REFUND -> releaseRefund(claimant);
            case PURCHASE, BALANCE_INQUIRY ->
                    throw new IllegalStateException("must hold no claim: id=" + claimant.id());
        }
    }

    /// The claimant's own row says whether it still holds its claim.
    private boolean letGo(UUID claimant) {
        return jdbc.sql(
                                """
                                update transaction set holds_claim = false
                                 where id = :id and holds_claim
                                """)
                        .param("id", claimant)
                        .update()
                == 1;
    }

    private void releaseVoid(Payment claimant) {
        var originalId = original(claimant);
        jdbc.sql(
                        """
                        update transaction set void_claim_id = null
                         where id = :original and void_claim_id = :claimant
                        """)
                .param("original", originalId)
                .param("claimant", claimant.id())
                .update();
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
        jdbc.sql(
                        """
                        update transaction set refunded_minor = refunded_minor - :amount
                         where id = :original
                        """)
                .param("original", originalId)
                .param("amount", Objects.requireNonNull(claimant.amount()).minorUnits())
                .update();
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
