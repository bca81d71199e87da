package io.shoudan.transaction.simulation;

import io.shoudan.contracts.event.TransactionEvent;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.contracts.transaction.model.TransactionState;
import io.shoudan.transaction.payment.Answer;
import io.shoudan.transaction.payment.Edge;
import io.shoudan.transaction.payment.Identities.Known;
import io.shoudan.transaction.payment.Identity;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.payment.PaymentCells;
import io.shoudan.transaction.reversal.ReversalCells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What must hold once a run is healed, by the numbers of the money rules' invariants.
final class Checks {

    private static final Set<TransactionState> OPEN =
            Set.of(
                    TransactionState.RECEIVED,
                    TransactionState.SENT,
                    TransactionState.UNKNOWN,
                    TransactionState.REVERSAL_DUE);

    private static final Set<TransactionState> STANDING =
            Set.of(
                    TransactionState.APPROVED,
                    TransactionState.VOIDED,
                    TransactionState.CAPTURED,
                    TransactionState.SETTLED);

    private final Simulation house;
    private final List<String> found = new ArrayList<>();
    private final Map<UUID, PaymentCells> rows;

    private Checks(Simulation house) {
        this.house = house;
        this.rows =
                house.payments().all().stream()
                        .collect(Collectors.toMap(it -> it.payment().id(), it -> it));
    }

    static List<String> of(Simulation house) {
        var checks = new Checks(house);
        checks.rows();
        checks.answers();
        checks.network();
        checks.reversals();
        checks.claims();
        checks.events();
        return checks.found;
    }

    static boolean open(TransactionState state) {
        return OPEN.contains(state);
    }

    static boolean live(ReversalCells reversal) {
        return switch (reversal.state()) {
            case DUE, SENT, QUARANTINED -> true;
            case ACKNOWLEDGED, NOT_DONE -> false;
        };
    }

    /// @param about what the invariant is about; most often nobody has to say so
    private void require(boolean held, String invariant, Object... about) {
        if (!held) {
            found.add(invariant + ": " + Arrays.toString(about));
        }
    }

    private void rows() {
        for (var row : rows.values()) {
            var it = row.payment();
            require(!open(it.state()), "I3 a payment is open", it.id(), it.state());
            require(
                    house.sent().getOrDefault(it.id(), 0) <= 1,
                    "I4 an authorization was sent again",
                    it.id());
            require(
                    row.steps().size() == it.stepCount()
                            && row.steps().getLast().state() == it.state(),
                    "I17 the timeline differs from its payment",
                    row);
        }
        for (var reversal : house.reversals().all()) {
            require(!live(reversal), "I3 a reversal is owed", reversal);
        }
    }

    private void answers() {
        for (var cashier : house.cashiers()) {
            var first = new HashMap<Identity, Cashier.Told>();
            for (var each : cashier.told()) {
                var before = first.putIfAbsent(each.identity(), each);
                require(
                        before == null || same(before, each),
                        "I4 two answers to one request",
                        Objects.requireNonNullElse(before, each),
                        each);
                told(each);
            }
            for (var identity : cashier.reversed()) {
                reversed(identity);
            }
        }
    }

    private static boolean same(Cashier.Told one, Cashier.Told other) {
        return one.answer().equals(other.answer())
                && one.payment().id().equals(other.payment().id())
                && Objects.equals(one.payment().decidedAt(), other.payment().decidedAt())
                && one.payment().retrievalReference().equals(other.payment().retrievalReference());
    }

    private void told(Cashier.Told told) {
        var row = rows.get(told.payment().id());
        require(
                row != null && told.answer().equals(row.payment().answer()),
                "I1 an answer is not the recorded one",
                told,
                Objects.requireNonNullElse(row, "no row"));
        if (row != null && told.answer().result() != Answer.Result.APPROVED) {
            require(
                    !STANDING.contains(row.payment().state()),
                    "I2 what was declined or unknown stands",
                    row);
        }
    }

    private void reversed(Identity identity) {
        if (!(house.payments().identities().find(identity).orElse(null)
                instanceof Known.Taken taken)) {
            return; // A tombstone.
        }
        var row = Objects.requireNonNull(rows.get(taken.paymentId())).payment();
        boolean held = row.refundedMinor() > 0 || row.state() == TransactionState.VOIDED;
        require(held || !STANDING.contains(row.state()), "I2 what a terminal reversed stands", row);
    }

    private void network() {
        var entries = house.network().entries();
        for (var row : rows.values()) {
            var it = row.payment();
            var entry = entries.get(it.retrievalReference());
            boolean there = entry != null && entry.stands();
            require(
                    there == STANDING.contains(it.state()),
                    there ? "I7 only the network holds it" : "I7 only we hold it",
                    it.id(),
                    it.kind(),
                    it.state());
            if (entry != null) {
                require(entry.requests() <= 1, "I4 the network saw it again", it.id());
                require(entry.effects() <= 1, "I8 it was reversed twice", it.id());
            }
        }
        var ours =
                rows.values().stream()
                        .map(it -> it.payment().retrievalReference())
                        .collect(Collectors.toSet());
        entries.forEach(
                (reference, entry) ->
                        require(
                                !entry.stands() || ours.contains(reference),
                                "I7 only the network knows it",
                                reference));
    }

    private void reversals() {
        var entries = house.network().entries();
        for (var reversal : house.reversals().all()) {
            var row = rows.get(reversal.paymentId());
            require(row != null, "I8 a reversal has no payment", reversal);
            if (row != null && reversal.state() == ReversalCells.State.ACKNOWLEDGED) {
                var entry = entries.get(row.payment().retrievalReference());
                require(
                        entry != null && !entry.stands(),
                        "I8 an acknowledged reversal had no effect",
                        reversal);
            }
        }
    }

    private void claims() {
        for (var row : rows.values()) {
            var it = row.payment();
            if (it.kind() == TransactionKind.PURCHASE) {
                claimsOn(it);
            }
            if (it.kind() == TransactionKind.VOID && it.state() == TransactionState.APPROVED) {
                require(
                        original(it).state() == TransactionState.VOIDED,
                        "rule 6: an approved void has voided nothing",
                        it);
            }
            require(
                    row.holdsClaim() == (claims(it) && STANDING.contains(it.state())),
                    "rule 6: a claim is held by what does not stand, or the reverse",
                    row);
        }
    }

    private static boolean claims(Payment payment) {
        return payment.kind() == TransactionKind.VOID || payment.kind() == TransactionKind.REFUND;
    }

    private Payment original(Payment claimant) {
        return Objects.requireNonNull(rows.get(claimant.originalId())).payment();
    }

    private void claimsOn(Payment purchase) {
        long refunded = 0;
        @Nullable UUID voidedBy = null;
        for (var row : rows.values()) {
            var it = row.payment();
            if (!purchase.id().equals(it.originalId()) || !STANDING.contains(it.state())) {
                continue;
            }
            if (it.kind() == TransactionKind.REFUND) {
                refunded += Objects.requireNonNull(it.amount()).minorUnits();
            } else {
                voidedBy = it.id();
            }
        }
        require(
                purchase.refundedMinor() == refunded,
                "rule 6: refunded sum differs from the refunds that stand",
                purchase);
        require(
                Objects.equals(purchase.voidClaimId(), voidedBy)
                        && (purchase.state() == TransactionState.VOIDED) == (voidedBy != null),
                "rule 6: voided without a void, or the reverse",
                purchase);
        require(
                STANDING.contains(purchase.state()) || (refunded == 0 && voidedBy == null),
                "rule 6: money goes back for a purchase that does not stand",
                purchase);
    }

    /// Each change of state has its event, and the other way round, in order.
    private void events() {
        var told = new HashMap<UUID, List<TransactionEvent.OfTransaction>>();
        for (var event : house.payments().events()) {
            if (event instanceof TransactionEvent.OfTransaction it) {
                told.computeIfAbsent(it.transaction().transactionId(), _ -> new ArrayList<>())
                        .add(it);
            }
        }
        for (var row : rows.values()) {
            var events = told.getOrDefault(row.payment().id(), List.of());
            var states = events.stream().map(it -> it.transaction().state()).toList();
            var steps =
                    row.steps().stream()
                            .filter(it -> it.transition() != null)
                            .map(PaymentCells.StepCells::state)
                            .toList();
            require(states.equals(steps), "I17 events differ from changes", states, steps);
            for (int i = 0; i < events.size(); i++) {
                require(
                        events.get(i).transaction().sequence() == i + 1,
                        "I17 an event has another's number",
                        events);
                require(
                        allowed(i == 0 ? null : states.get(i - 1), states.get(i)),
                        "I17 no edge leads there",
                        states);
            }
        }
        require(rows.keySet().containsAll(told.keySet()), "I17 an event of no payment", told);
    }

    private static boolean allowed(@Nullable TransactionState from, TransactionState to) {
        return Arrays.stream(Edge.values()).anyMatch(it -> it.from() == from && it.to() == to);
    }
}
