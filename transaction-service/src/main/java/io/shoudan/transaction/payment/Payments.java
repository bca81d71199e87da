package io.shoudan.transaction.payment;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.contracts.transaction.model.TransactionState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Payments and their timelines. Every change of state is guarded and carries its step and its
/// event with it; all methods that write need the caller's database transaction.
@Component
public final class Payments {

    private final PaymentStore store;
    private final Announcer announcer;

    Payments(PaymentStore store, Announcer announcer) {
        this.store = store;
        this.announcer = announcer;
    }

    /// Records a payment: as SENT, because bytes may leave for the network from now on, or as
    /// DECLINED. Assigns its business date and retrieval reference, once and for all.
    public Payment create(NewPayment draft) {
        return create(List.of(draft)).getFirst();
    }

    /// Records several payments in the order of their ids, in one statement, and their events in
    /// another.
    ///
    /// @return the payments in that order
    public List<Payment> create(List<NewPayment> drafts) {
        if (drafts.isEmpty()) {
            return List.of();
        }
        var created = store.insert(drafts);
        announcer.announce(created.stream().map(Payments::eventOfCreation).toList());
        return created;
    }

    private static DomainEvent eventOfCreation(Payment created) {
        var edge = created.state() == TransactionState.SENT ? Edge.INTENT : Edge.REFUSAL;
        return edge.eventOf(created);
    }

    /// Takes `edge`, if the payment still is where the edge starts.
    ///
    /// @return the payment as it is now; empty if it was elsewhere, and nothing changed
    public Optional<Payment> move(UUID id, Edge edge, Change change) {
        return move(List.of(new Move(id, edge, change))).stream().findFirst();
    }

    /// One payment's way along an edge.
    public record Move(UUID id, Edge edge, Change change) {

        /// @throws IllegalArgumentException if the edge creates a payment
        public Move {
            if (edge.from() == null) {
                throw new IllegalArgumentException("must start at a state: edge=" + edge);
            }
        }
    }

    /// Takes several payments, each once, along their edges; rows are locked in the order of ids.
    ///
    /// @return those that still were where their edges start, as they are now, in the order of ids
    public List<Payment> move(List<Move> moves) {
        var moved = store.move(moves);
        var edges = moves.stream().collect(Collectors.toMap(Move::id, Move::edge));
        announcer.announce(
                moved.stream()
                        .map(it -> Objects.requireNonNull(edges.get(it.id())).eventOf(it))
                        .toList());
        return moved;
    }

    /// As [#move], where the caller holds the row's lock and has looked at its state.
    ///
    /// @throws IllegalStateException if the payment is not where the edge starts
    public Payment moveLocked(Payment locked, Edge edge, Change change) {
        return move(locked.id(), edge, change)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "must be " + edge.from() + ": id=" + locked.id()));
    }

    /// Adds a step that changes no state. Terminals and networks can cause some of them again and
    /// again, so a timeline that is very long takes no more.
    public void note(UUID id, Step step, @Nullable Cause cause, @Nullable String detail) {
        store.note(id, step, cause, detail);
    }

    public Optional<Payment> find(UUID id) {
        return store.find(id);
    }

    /// The payment with its row locked until the caller's database transaction ends.
    public Optional<Payment> lock(UUID id) {
        return store.lock(id);
    }

    public Optional<Payment> findByReference(String retrievalReference) {
        return store.findByReference(retrievalReference);
    }

    /// A purchase of one merchant by its field 37.
    public Optional<Payment> findPurchase(String merchantId, String retrievalReference) {
        return store.findPurchase(merchantId, retrievalReference);
    }

    /// Purchases that a slip names, newest first: numbers wrap, so there may be an older one.
    ///
    /// @param named the batch and trace of the purchase, at the terminal and merchant that ask
    public List<Payment> findPurchases(Slip named) {
        return store.findPurchases(named);
    }

    /// Payments that are open past their deadline by the database's clock.
    ///
    /// @param after the last id of the page before; null for the first page
    public List<UUID> overdue(@Nullable UUID after, int limit) {
        return store.overdue(after, limit);
    }

    /// Whether a terminal's batch has payments whose outcome is still awaited.
    public boolean anyOpen(String terminalId, long batchId) {
        return store.anyOpen(terminalId, batchId);
    }

    /// The highest trace number seen in a batch, 0 when there is none: those of reversals count
    /// whose original never came.
    public int highestTrace(long batchId) {
        return store.highestTrace(batchId);
    }

    /// A fresh field 37 for an answer that has no payment of its own.
    public String newReference() {
        return store.newReference();
    }

    /// Whether money of `payment` may still be refunded, and how much at most.
    public static long refundableMinor(Payment payment) {
        Money amount = payment.amount();
        return amount == null ? 0 : amount.minorUnits() - payment.refundedMinor();
    }
}
