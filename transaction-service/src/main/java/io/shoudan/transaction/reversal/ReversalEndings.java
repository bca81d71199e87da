package io.shoudan.transaction.reversal;

import io.shoudan.transaction.payment.Change;
import io.shoudan.transaction.payment.Claims;
import io.shoudan.transaction.payment.Edge;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.payment.Payments;
import io.shoudan.transaction.payment.Step;
import io.shoudan.transaction.reversal.ReversalStore.Finished;
import org.springframework.stereotype.Component;

/// What the end of a reversal means for its payment: the last state, and the claim given back.
@Component
class ReversalEndings {

    private final Payments payments;
    private final Claims claims;

    ReversalEndings(Payments payments, Claims claims) {
        this.payments = payments;
        this.claims = claims;
    }

    /// In the commit that ends the reversal.
    ///
    /// @param locked the payment, with its row locked
    void end(Payment locked, Finished as) {
        switch (locked.state()) {
            case REVERSAL_DUE -> payments.moveLocked(locked, edge(as), Change.of(step(as)));
            // Captured rows keep their state; so do declined ones approved late.
            default -> payments.note(locked.id(), step(as), null, null);
        }
        claims.release(locked);
    }

    private static Edge edge(Finished as) {
        return switch (as) {
            case ACKNOWLEDGED -> Edge.ACKNOWLEDGE;
            case NOT_DONE -> Edge.FIND_NOTHING;
        };
    }

    private static Step step(Finished as) {
        return switch (as) {
            case ACKNOWLEDGED -> Step.REVERSAL_ACKNOWLEDGED;
            case NOT_DONE -> Step.REVERSAL_NOT_DONE;
        };
    }
}
