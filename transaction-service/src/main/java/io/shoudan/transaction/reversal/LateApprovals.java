package io.shoudan.transaction.reversal;

import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.transaction.payment.Answer;
import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Change;
import io.shoudan.transaction.payment.Edge;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.payment.Payments;
import io.shoudan.transaction.payment.Step;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// An approval for a payment that is no longer waited for, or an answer that may be one: recorded,
/// never told to the terminal, and reversed (money rule 10).
@Component
public final class LateApprovals {

    private final Payments payments;
    private final ReversalStore reversals;

    LateApprovals(Payments payments, ReversalStore reversals) {
        this.payments = payments;
        this.reversals = reversals;
    }

    /// Takes the approval in, in the caller's database transaction.
    ///
    /// @param locked the payment, with its row locked
    public void take(Payment locked, @Nullable String authorizationCode) {
        take(
                locked,
                Cause.LATE_APPROVAL,
                Cause.NETWORK_NO_REPLY,
                authorizationCode == null ? null : "authorization " + authorizationCode);
    }

    /// Takes in an answer that says neither approved nor declined: the issuer may hold the money,
    /// though the network denied before that it knows the original.
    ///
    /// @param locked the payment, with its row locked
    public void takeUnclear(Payment locked, String responseCode) {
        var cause = Cause.NETWORK_ANSWER_UNCLEAR;
        take(locked, cause, cause, "answer " + responseCode);
    }

    /// @param told to the terminal, if it was told nothing before
    private void take(Payment locked, Cause cause, Cause told, @Nullable String detail) {
        if (locked.kind() == TransactionKind.BALANCE_INQUIRY) {
            payments.note(locked.id(), Step.LATE_ANSWER, cause, detail);
            return;
        }
        switch (locked.state()) {
            // Nobody waits for it in memory: this process was restarted, or another one sent it.
            case SENT -> {
                var change =
                        new Change(Step.LATE_ANSWER, cause.code(), detail, Answer.unknown(told));
                owe(payments.moveLocked(locked, Edge.LOSE_SIGHT, change), cause);
            }
            case REVERSED -> owe(reverseAgain(locked, Edge.REVERSE_AGAIN, cause, detail), cause);
            case NOT_DONE ->
                    owe(reverseAgain(locked, Edge.REVERSE_AFTER_ALL, cause, detail), cause);
            // Its reversal is on the way, and may have been too early for the network; a declined
            // one keeps its state and is reversed too.
            case UNKNOWN, REVERSAL_DUE, DECLINED, RECEIVED -> {
                payments.note(locked.id(), Step.LATE_ANSWER, cause, detail);
                if (locked.networkTrace() != null) {
                    owe(locked, cause);
                }
            }
            // The approval that it has, once more.
            case APPROVED, VOIDED, CAPTURED, SETTLED -> {}
        }
    }

    private Payment reverseAgain(Payment locked, Edge edge, Cause cause, @Nullable String detail) {
        var change = new Change(Step.LATE_ANSWER, cause.code(), detail, null);
        return payments.moveLocked(locked, edge, change);
    }

    private void owe(Payment payment, Cause cause) {
        reversals.oweAfterApproval(payment, cause);
    }
}
