package io.shoudan.transaction.payment;

import io.shoudan.transaction.payment.Payments.Move;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where payments and their timelines are kept. Each method is one statement: it waits for rows
/// that another database transaction has changed, and then sees them as that one left them. All
/// that write need a database transaction and take effect with it.
///
/// Every change of state is guarded, writes its step and counts as a transition; what is told of it
/// is the caller's to add.
interface PaymentStore {

    /// A timeline as long as this takes no more steps that change no state.
    int MAX_STEPS = 900;

    /// Records payments that are new, in the order of their ids: as SENT, with a trace and a
    /// deadline, or as DECLINED.
    ///
    /// @return the payments in that order
    List<Payment> insert(List<NewPayment> drafts);

    /// Takes payments, each once, along their edges; rows are locked in the order of ids.
    ///
    /// @return those that still were where their edges start, as they are now, in the order of ids
    List<Payment> move(List<Move> moves);

    /// Adds a step that changes no state, up to [#MAX_STEPS].
    void note(UUID id, Step step, @Nullable Cause cause, @Nullable String detail);

    Optional<Payment> find(UUID id);

    /// The payment with its row locked until the caller's database transaction ends.
    Optional<Payment> lock(UUID id);

    Optional<Payment> findByReference(String retrievalReference);

    /// A purchase of one merchant.
    Optional<Payment> findPurchase(String merchantId, String retrievalReference);

    /// Purchases that a slip names, newest first, ten at most.
    List<Payment> findPurchases(Slip named);

    /// Open payments whose deadline the store's clock has passed, in order of ids.
    ///
    /// @param after the last id of the page before; null for the first page
    List<UUID> overdue(@Nullable UUID after, int limit);

    boolean anyOpen(String terminalId, long batchId);

    /// The highest trace number seen in a batch, of payments and of reversals without one; 0 when
    /// there is none.
    int highestTrace(long batchId);

    /// A fresh field 37.
    String newReference();

    /// Marks an approved purchase that neither void nor refund holds as held by a void.
    ///
    /// @return false if there is no such purchase
    boolean claimForVoid(UUID original, UUID claimant);

    /// Adds to what refunds hold of a purchase that money moved for.
    ///
    /// @return false if there is no such purchase, or not so much is left of it
    boolean claimForRefund(UUID original, long minorUnits);

    /// Marks a claimant as holding nothing.
    ///
    /// @return false if it held nothing before
    boolean letGo(UUID claimant);

    void releaseVoid(UUID original, UUID claimant);

    void releaseRefund(UUID original, long minorUnits);
}
