package io.shoudan.transaction.payment;

import static io.shoudan.contracts.transaction.model.TransactionState.APPROVED;
import static io.shoudan.contracts.transaction.model.TransactionState.CAPTURED;
import static io.shoudan.contracts.transaction.model.TransactionState.DECLINED;
import static io.shoudan.contracts.transaction.model.TransactionState.NOT_DONE;
import static io.shoudan.contracts.transaction.model.TransactionState.RECEIVED;
import static io.shoudan.contracts.transaction.model.TransactionState.REVERSAL_DUE;
import static io.shoudan.contracts.transaction.model.TransactionState.REVERSED;
import static io.shoudan.contracts.transaction.model.TransactionState.SENT;
import static io.shoudan.contracts.transaction.model.TransactionState.SETTLED;
import static io.shoudan.contracts.transaction.model.TransactionState.UNKNOWN;
import static io.shoudan.contracts.transaction.model.TransactionState.VOIDED;

import io.shoudan.contracts.event.CaptureReversed;
import io.shoudan.contracts.event.TransactionApproved;
import io.shoudan.contracts.event.TransactionCaptured;
import io.shoudan.contracts.event.TransactionDeclined;
import io.shoudan.contracts.event.TransactionEvent;
import io.shoudan.contracts.event.TransactionFacts;
import io.shoudan.contracts.event.TransactionNotDone;
import io.shoudan.contracts.event.TransactionOutcomeUnknown;
import io.shoudan.contracts.event.TransactionReversalDue;
import io.shoudan.contracts.event.TransactionReversed;
import io.shoudan.contracts.event.TransactionSent;
import io.shoudan.contracts.event.TransactionSettled;
import io.shoudan.contracts.event.TransactionVoidReversed;
import io.shoudan.contracts.event.TransactionVoided;
import io.shoudan.contracts.transaction.model.TransactionState;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Every way from one state of a payment to the next, and the event that tells of it. What is not
/// in this table can't happen: each step is a guarded update `where state = from`.
public enum Edge {
    // spotless:off  The one place where columns are aligned: this is a table.
    INTENT               (null,         SENT,         TransactionSent::new),
    REFUSAL              (null,         DECLINED,     TransactionDeclined::new),

    /// Nothing writes RECEIVED today; rules that need a second look will.
    SEND_AFTER_ALL       (RECEIVED,     SENT,         TransactionSent::new),
    GIVE_UP              (RECEIVED,     DECLINED,     TransactionDeclined::new),

    APPROVE              (SENT,         APPROVED,     TransactionApproved::new),
    DECLINE              (SENT,         DECLINED,     TransactionDeclined::new),
    LOSE_SIGHT           (SENT,         UNKNOWN,      TransactionOutcomeUnknown::new),

    REVERSE_UNKNOWN      (UNKNOWN,      REVERSAL_DUE, TransactionReversalDue::new),
    REVERSE_APPROVED     (APPROVED,     REVERSAL_DUE, TransactionReversalDue::new),
    /// An approval came late, after the reversal was acknowledged.
    REVERSE_AGAIN        (REVERSED,     REVERSAL_DUE, TransactionReversalDue::new),
    /// The network first knew no such original and approved it later.
    REVERSE_AFTER_ALL    (NOT_DONE,     REVERSAL_DUE, TransactionReversalDue::new),
    ACKNOWLEDGE          (REVERSAL_DUE, REVERSED,     TransactionReversed::new),
    FIND_NOTHING         (REVERSAL_DUE, NOT_DONE,     TransactionNotDone::new),

    TAKE_BACK            (APPROVED,     VOIDED,       TransactionVoided::new),
    RESTORE              (VOIDED,       APPROVED,     TransactionVoidReversed::new),

    CAPTURE              (APPROVED,     CAPTURED,     Edge::captured),
    SETTLE               (CAPTURED,     SETTLED,      TransactionSettled::new),
    /// A closed batch stays as it is: the row keeps its state, a compensating line follows.
    COMPENSATE_CAPTURED  (CAPTURED,     CAPTURED,     Edge::captureReversed),
    COMPENSATE_SETTLED   (SETTLED,      SETTLED,      Edge::captureReversed);
    // spotless:on

    private final @Nullable TransactionState from;
    private final TransactionState to;

    // Every constant's function is one of the constructors above or a static method: immutable.
    @SuppressWarnings("ImmutableEnumChecker")
    private final BiFunction<TransactionFacts, Payment, TransactionEvent.OfTransaction> event;

    Edge(
            @Nullable TransactionState from,
            TransactionState to,
            Function<TransactionFacts, TransactionEvent.OfTransaction> event) {
        this(from, to, (facts, _) -> event.apply(facts));
    }

    Edge(
            @Nullable TransactionState from,
            TransactionState to,
            BiFunction<TransactionFacts, Payment, TransactionEvent.OfTransaction> event) {
        this.from = from;
        this.to = to;
        this.event = event;
    }

    /// Where the edge starts; null for the two that create a payment.
    public @Nullable TransactionState from() {
        return from;
    }

    public TransactionState to() {
        return to;
    }

    /// What is told of `payment`, which has just taken this edge.
    TransactionEvent.OfTransaction eventOf(Payment payment) {
        return event.apply(payment.facts(), payment);
    }

    private static TransactionEvent.OfTransaction captured(TransactionFacts facts, Payment it) {
        return new TransactionCaptured(facts, Objects.requireNonNull(it.captureBatchId()));
    }

    private static TransactionEvent.OfTransaction captureReversed(
            TransactionFacts facts, Payment it) {
        return new CaptureReversed(facts, Objects.requireNonNull(it.captureReversedOn()));
    }
}
