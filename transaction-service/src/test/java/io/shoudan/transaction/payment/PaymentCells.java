package io.shoudan.transaction.payment;

import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.contracts.transaction.model.TransactionState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `transaction` with its timeline. Immutable.
///
/// @param sendDeadline by the store's clock; absent for what was never sent
/// @param holdsClaim   on the original of a void or refund
public record PaymentCells(
        Payment payment,
        @Nullable Instant sendDeadline,
        boolean holdsClaim,
        List<StepCells> steps) {

    /// A row of `transaction_step`.
    ///
    /// @param transition its number, of a change of state
    public record StepCells(
            Step step,
            TransactionState state,
            @Nullable Integer transition,
            @Nullable String cause,
            @Nullable String detail) {}

    static PaymentCells of(
            NewPayment draft, NumbersInMemory numbers, Instant now, LocalDate businessDate) {
        boolean sent = draft.refusal() == null;
        var refusal = draft.refusal();
        var cause = refusal == null ? null : refusal.cause();
        var payment =
                new Payment(
                        draft.id(),
                        draft.kind(),
                        sent ? TransactionState.SENT : TransactionState.DECLINED,
                        draft.slip(),
                        draft.batchId(),
                        draft.conditionCode(),
                        draft.amount(),
                        0,
                        draft.card(),
                        numbers.reference(),
                        sent ? numbers.next(now) : null,
                        businessDate,
                        now,
                        cause == null ? null : cause.code(),
                        cause == null ? null : Answer.declined(cause),
                        sent ? null : now,
                        draft.originalId(),
                        null,
                        null,
                        null,
                        draft.place(),
                        draft.softwareVersion(),
                        2,
                        1,
                        now);
        return new PaymentCells(
                payment,
                sent ? now.plus(draft.patience()) : null,
                sent
                        && (draft.kind() == TransactionKind.VOID
                                || draft.kind() == TransactionKind.REFUND),
                List.of(
                        new StepCells(Step.RECEIVED, TransactionState.RECEIVED, null, null, null),
                        new StepCells(
                                sent ? Step.SENT_TO_NETWORK : Step.DECLINED_BY_RULES,
                                payment.state(),
                                1,
                                payment.cause(),
                                refusal == null ? null : refusal.detail())));
    }

    PaymentCells moved(TransactionState to, Change change, Instant now) {
        var cause =
                to == TransactionState.APPROVED
                        ? null
                        : change.cause() == null ? payment.cause() : change.cause();
        var answer = payment.answer() == null ? change.answer() : payment.answer();
        var next = with().state(to).cause(cause).answer(answer);
        if (payment.decidedAt() == null) {
            next.decidedAt(now);
        }
        return next.transition(change.step(), change.cause(), change.detail()).seenAt(now);
    }

    PaymentCells noted(Step step, @Nullable String cause, @Nullable String detail) {
        return with().step(step, null, cause, detail);
    }

    PaymentCells seenAt(Instant now) {
        return with().changedAt(now).cells();
    }

    PaymentCells claimed(@Nullable UUID claimant) {
        return with().voidClaimId(claimant).cells();
    }

    PaymentCells refunded(long minorUnits) {
        return with().refundedMinor(payment.refundedMinor() + minorUnits).cells();
    }

    PaymentCells holdingNothing() {
        return new PaymentCells(payment, sendDeadline, false, steps);
    }

    PaymentCells captured(long batchId) {
        return with().state(TransactionState.CAPTURED)
                .captureBatchId(batchId)
                .transition(Step.CAPTURED, null, null);
    }

    PaymentCells settled() {
        return with().state(TransactionState.SETTLED).transition(Step.SETTLED, null, null);
    }

    PaymentCells compensated(LocalDate businessDate, String cause) {
        return with().captureReversedOn(businessDate)
                .cause(cause)
                .transition(Step.CAPTURE_REVERSED, cause, null);
    }

    private Next with() {
        return new Next();
    }

    /// The row with something changed.
    private final class Next {

        private TransactionState state = payment.state();
        private long refundedMinor = payment.refundedMinor();
        private @Nullable String cause = payment.cause();
        private @Nullable Answer answer = payment.answer();
        private @Nullable Instant decidedAt = payment.decidedAt();
        private @Nullable UUID voidClaimId = payment.voidClaimId();
        private @Nullable Long captureBatchId = payment.captureBatchId();
        private @Nullable LocalDate captureReversedOn = payment.captureReversedOn();
        private int transitionCount = payment.transitionCount();
        private Instant changedAt = payment.changedAt();
        private List<StepCells> timeline = steps;

        Next state(TransactionState value) {
            state = value;
            return this;
        }

        Next refundedMinor(long value) {
            if (value < 0) {
                throw new IllegalStateException("must be 0 or more: refunded=" + value);
            }
            refundedMinor = value;
            return this;
        }

        Next cause(@Nullable String value) {
            cause = value;
            return this;
        }

        Next answer(@Nullable Answer value) {
            answer = value;
            return this;
        }

        Next decidedAt(Instant value) {
            decidedAt = value;
            return this;
        }

        Next voidClaimId(@Nullable UUID value) {
            voidClaimId = value;
            return this;
        }

        Next captureBatchId(long value) {
            captureBatchId = value;
            return this;
        }

        Next captureReversedOn(LocalDate value) {
            captureReversedOn = value;
            return this;
        }

        Next changedAt(Instant value) {
            changedAt = value;
            return this;
        }

        PaymentCells transition(Step step, @Nullable String why, @Nullable String detail) {
            return step(step, ++transitionCount, why, detail);
        }

        PaymentCells step(
                Step step,
                @Nullable Integer transition,
                @Nullable String why,
                @Nullable String detail) {
            timeline = new ArrayList<>(timeline);
            timeline.add(new StepCells(step, state, transition, why, detail));
            return cells();
        }

        PaymentCells cells() {
            var it = payment;
            return new PaymentCells(
                    new Payment(
                            it.id(),
                            it.kind(),
                            state,
                            it.slip(),
                            it.batchId(),
                            it.conditionCode(),
                            it.amount(),
                            refundedMinor,
                            it.card(),
                            it.retrievalReference(),
                            it.networkTrace(),
                            it.businessDate(),
                            it.receivedAt(),
                            cause,
                            answer,
                            decidedAt,
                            it.originalId(),
                            voidClaimId,
                            captureBatchId,
                            captureReversedOn,
                            it.place(),
                            it.softwareVersion(),
                            timeline.size(),
                            transitionCount,
                            changedAt),
                    sendDeadline,
                    holdsClaim,
                    timeline);
        }
    }
}
