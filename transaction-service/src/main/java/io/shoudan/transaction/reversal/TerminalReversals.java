package io.shoudan.transaction.reversal;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.contracts.transaction.model.TransactionState;
import io.shoudan.iso8583.Bytes;
import io.shoudan.platform.database.CommitUnknown;
import io.shoudan.platform.database.Transactions;
import io.shoudan.transaction.payment.Answer;
import io.shoudan.transaction.payment.Captures;
import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Change;
import io.shoudan.transaction.payment.Durability;
import io.shoudan.transaction.payment.Edge;
import io.shoudan.transaction.payment.Identities;
import io.shoudan.transaction.payment.Identities.Known;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.payment.Payments;
import io.shoudan.transaction.payment.Step;
import io.shoudan.transaction.vault.Vault;
import java.time.Clock;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Records a terminal's reversal and sets off what follows from it. Money already moved is never
/// held up: neither batch, product nor limit is asked, and the answer is 00 once it is recorded.
///
/// Idempotent by the original's identity. Thread-safe; blocks for a few database round trips.
@Component
public final class TerminalReversals {

    private static final Logger LOG = LoggerFactory.getLogger(TerminalReversals.class);
    private static final int PAGE = 100;

    private final TerminalReversalStore table;
    private final Identities identities;
    private final Payments payments;
    private final Captures captures;
    private final Reversals reversals;
    private final Durability durability;
    private final Transactions transactions;
    private final Vault vault;
    private final Clock clock;
    private final ReversalMeters meters;

    TerminalReversals(
            TerminalReversalStore table,
            Identities identities,
            Payments payments,
            Captures captures,
            Reversals reversals,
            Durability durability,
            Transactions transactions,
            Vault vault,
            Clock clock,
            ReversalMeters meters) {
        this.table = table;
        this.identities = identities;
        this.payments = payments;
        this.captures = captures;
        this.reversals = reversals;
        this.durability = durability;
        this.transactions = transactions;
        this.vault = vault;
        this.clock = clock;
        this.meters = meters;
    }

    /// Records `reversal`, or repeats the first answer to it.
    public ReversalOutcome record(TerminalReversal reversal) {
        var panHash = vault.hash(reversal.pan());
        ReversalOutcome outcome;
        try {
            outcome = transactions.in(() -> recorded(reversal, panHash));
        } catch (CommitUnknown _) {
            // Either it is recorded and this repeats the answer, or it is recorded now.
            outcome = transactions.in(() -> recorded(reversal, panHash));
        }
        if (outcome instanceof ReversalOutcome.Refused) {
            meters.differs();
            LOG.atError()
                    .addKeyValue("terminal_id", reversal.original().slip().terminalId())
                    .addKeyValue("trace_number", reversal.original().slip().traceNumber())
                    .log("reversal names another card or amount than its original");
        }
        return outcome;
    }

    private ReversalOutcome recorded(TerminalReversal reversal, Bytes panHash) {
        var before = table.find(reversal);
        if (before.isPresent()) {
            return repeated(reversal, panHash, before.get());
        }
        if (identities.bury(reversal.original())) {
            return add(reversal, panHash, null, payments.newReference());
        }
        // A second statement, because the first one's snapshot can't see the winner.
        return switch (identities.find(reversal.original()).orElseThrow()) {
            case Known.Tombstone _ -> again(reversal, panHash);
            case Known.Taken(var paymentId, _) -> undo(reversal, panHash, paymentId);
        };
    }

    private ReversalOutcome undo(TerminalReversal reversal, Bytes panHash, UUID paymentId) {
        var payment = payments.lock(paymentId).orElseThrow();
        if (differs(reversal, panHash, payment)) {
            payments.note(paymentId, Step.REVERSAL_DIFFERS, Cause.REVERSAL_DIFFERS, null);
            return refused();
        }
        if (table.find(reversal).isPresent()) {
            return again(reversal, panHash); // Another transmission held the lock before us.
        }
        var outcome = add(reversal, panHash, paymentId, payment.retrievalReference());
        if (held(payment)) {
            withhold(reversal, payment);
        } else {
            takeBack(payment, reversal.cause());
        }
        return outcome;
    }

    /// The money went back another way, or is about to: by refunds or by a void.
    private static boolean held(Payment payment) {
        return payment.refundedMinor() > 0 || payment.state() == TransactionState.VOIDED;
    }

    /// Taking the whole purchase back as well would pay twice. Carried out after all if the refunds
    /// or the void come to nothing. A void gave everything back, so that nobody has to look.
    private void withhold(TerminalReversal reversal, Payment payment) {
        table.withhold(reversal);
        if (payment.state() == TransactionState.VOIDED) {
            payments.note(payment.id(), Step.REVERSAL_WITHHELD, reversal.cause(), "voided");
            return;
        }
        payments.note(
                payment.id(), Step.REVERSAL_WITHHELD, Cause.REVERSAL_AFTER_REFUND, "refunded");
        meters.withheld();
        LOG.atError()
                .addKeyValue("transaction_id", payment.id())
                .log("terminal reverses a purchase that has been refunded");
    }

    /// Carries out what was withheld, where neither refund nor void holds the payment any more. One
    /// that can't be carried out is tried again with the next run, and holds up none of the others.
    void reconsider() {
        meters.withholding(table.withholding());
        @Nullable UUID last = null;
        List<TerminalReversalStore.Withheld> page;
        do {
            page = table.released(last, PAGE);
            for (var each : page) {
                reconsider(each);
                last = each.paymentId();
            }
        } while (page.size() == PAGE);
    }

    private void reconsider(TerminalReversalStore.Withheld withheld) {
        try {
            transactions.run(() -> letGo(withheld));
        } catch (RuntimeException failure) { // The others' turn must come.
            meters.stuck();
            LOG.atError()
                    .addKeyValue("transaction_id", withheld.paymentId())
                    .addKeyValue("cause", failure.getClass().getName())
                    .setCause(failure)
                    .log("withheld reversal can't be carried out; it is tried again later");
        }
    }

    private void letGo(TerminalReversalStore.Withheld withheld) {
        var payment = payments.lock(withheld.paymentId()).orElseThrow();
        if (!held(payment) && table.letGo(withheld.paymentId())) {
            takeBack(payment, TerminalReversal.causeOf(withheld.reason()));
        }
    }

    private void takeBack(Payment payment, Cause cause) {
        if (payment.kind() == TransactionKind.BALANCE_INQUIRY) {
            payments.note(payment.id(), Step.REVERSAL_REQUESTED, cause, "nothing to take back");
            return;
        }
        switch (payment.state()) {
            case SENT -> {
                // The outcome that comes now is a late answer.
                var change =
                        new Change(
                                Step.REVERSAL_REQUESTED,
                                cause.code(),
                                null,
                                Answer.unknown(Cause.NETWORK_NO_REPLY));
                reversals.owe(payments.moveLocked(payment, Edge.LOSE_SIGHT, change), cause);
            }
            case APPROVED -> {
                var change = Change.of(Step.REVERSAL_REQUESTED, cause.code());
                reversals.owe(payments.moveLocked(payment, Edge.REVERSE_APPROVED, change), cause);
            }
            case CAPTURED, SETTLED -> {
                payments.note(payment.id(), Step.REVERSAL_REQUESTED, cause, null);
                captures.compensate(payment.id(), cause);
                reversals.owe(payment, cause);
            }
            case RECEIVED ->
                    payments.moveLocked(
                            payment,
                            Edge.GIVE_UP,
                            new Change(
                                    Step.REVERSAL_REQUESTED,
                                    cause.code(),
                                    null,
                                    Answer.declined(Cause.HOST_INTERRUPTED)));
            case UNKNOWN, REVERSAL_DUE, REVERSED, NOT_DONE, DECLINED, VOIDED ->
                    payments.note(
                            payment.id(),
                            Step.REVERSAL_REQUESTED,
                            cause,
                            "nothing more to take back");
        }
    }

    private ReversalOutcome add(
            TerminalReversal reversal, Bytes panHash, @Nullable UUID paymentId, String reference) {
        if (!table.add(reversal, panHash, paymentId, reference)) {
            return again(reversal, panHash);
        }
        var stored = table.find(reversal).orElseThrow();
        return new ReversalOutcome.Recorded(
                stored.retrievalReference(),
                stored.at(),
                stored.businessDate(),
                stored.original(),
                false);
    }

    private ReversalOutcome again(TerminalReversal reversal, Bytes panHash) {
        return repeated(reversal, panHash, table.find(reversal).orElseThrow());
    }

    private ReversalOutcome repeated(
            TerminalReversal reversal, Bytes panHash, TerminalReversalStore.Recorded first) {
        boolean same = first.panHash().equals(panHash) && sameAmount(reversal, first.amountMinor());
        if (!same) {
            return refused();
        }
        durability.confirm();
        return new ReversalOutcome.Recorded(
                first.retrievalReference(),
                first.at(),
                first.businessDate(),
                first.original(),
                true);
    }

    private static boolean differs(TerminalReversal reversal, Bytes panHash, Payment payment) {
        var amount = payment.amount();
        return !payment.card().panHash().equals(panHash)
                || !sameAmount(reversal, amount == null ? null : amount.minorUnits())
                || !Objects.equals(currencyOf(reversal.amount()), currencyOf(amount));
    }

    private static @Nullable Currency currencyOf(@Nullable Money amount) {
        return amount == null ? null : amount.currency();
    }

    private static boolean sameAmount(TerminalReversal reversal, @Nullable Long minorUnits) {
        var amount = reversal.amount();
        return amount == null
                ? minorUnits == null
                : minorUnits != null && amount.minorUnits() == minorUnits;
    }

    private ReversalOutcome refused() {
        return new ReversalOutcome.Refused(
                payments.newReference(), clock.instant(), Cause.REVERSAL_DIFFERS);
    }
}
