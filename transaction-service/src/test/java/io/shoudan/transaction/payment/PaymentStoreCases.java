package io.shoudan.transaction.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.contracts.transaction.model.TransactionState;
import io.shoudan.iso8583.Bytes;
import io.shoudan.transaction.payment.Identities.Known;
import io.shoudan.transaction.payment.Identities.Taking;
import io.shoudan.transaction.payment.Payments.Move;
import io.shoudan.transaction.simulation.StoreHouse;
import io.shoudan.transaction.simulation.StoreHouse.End;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What payments and identities must do wherever they are kept. The simulation's tables pass the
/// same cases as PostgreSQL's, or it would prove nothing.
interface PaymentStoreCases {

    Bytes DIGEST = Bytes.of(new byte[32]);
    Answer APPROVAL = Answer.approved("00", "123456", null, null);

    StoreHouse house();

    PaymentStore store();

    Identities identities();

    private Payment created(NewPayment draft) {
        return house().transactions().in(() -> store().insert(List.of(draft)).getFirst());
    }

    private List<Payment> move(UUID id, Edge edge, Change change) {
        return store().move(List.of(new Move(id, edge, change)));
    }

    private List<Payment> moved(Payment payment, Edge edge, Change change) {
        return house().transactions().in(() -> move(payment.id(), edge, change));
    }

    private Payment approved() {
        var sent = created(Drafts.purchase(10_00));
        return moved(sent, Edge.APPROVE, Change.answering(Step.APPROVED_BY_ISSUER, APPROVAL))
                .getFirst();
    }

    private Payment now(Payment payment) {
        return store().find(payment.id()).orElseThrow();
    }

    @Test
    default void recordsWhatIsSent() {
        var draft = Drafts.purchase(12_34);
        var sent = created(draft);

        assertThat(sent.state()).isEqualTo(TransactionState.SENT);
        assertThat(sent.open()).isTrue();
        assertThat(sent.networkTrace()).isNotNull();
        assertThat(sent.retrievalReference()).matches("[0-9]{12}");
        assertThat(sent.stepCount()).isEqualTo(2);
        assertThat(sent.transitionCount()).isEqualTo(1);
        assertThat(sent.slip()).isEqualTo(draft.slip());
        assertThat(store().findByReference(sent.retrievalReference())).isPresent();
        assertThat(store().findPurchases(draft.slip())).hasSize(1);
        assertThat(store().findPurchase(draft.slip().merchantId(), sent.retrievalReference()))
                .isPresent();
        assertThat(store().findPurchase("898310058120009", sent.retrievalReference())).isEmpty();
    }

    @Test
    default void recordsWhatIsRefused() {
        var refused = created(Drafts.refused(Cause.CARD_EXPIRED));

        assertThat(refused.state()).isEqualTo(TransactionState.DECLINED);
        assertThat(refused.networkTrace()).isNull();
        assertThat(refused.answer()).isEqualTo(Answer.declined(Cause.CARD_EXPIRED));
        assertThat(refused.decidedAt()).isNotNull();
    }

    @Test
    default void movesOnceFromWhereAnEdgeStarts() {
        var sent = created(Drafts.purchase(10_00));
        var change = Change.answering(Step.APPROVED_BY_ISSUER, APPROVAL);

        assertThat(moved(sent, Edge.APPROVE, change))
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.state()).isEqualTo(TransactionState.APPROVED);
                            assertThat(it.answer()).isEqualTo(APPROVAL);
                            assertThat(it.cause()).isNull();
                            assertThat(it.stepCount()).isEqualTo(3);
                            assertThat(it.transitionCount()).isEqualTo(2);
                        });
        assertThat(moved(sent, Edge.APPROVE, change)).isEmpty();
        assertThat(now(sent).transitionCount()).isEqualTo(2);
    }

    /// The first answer stands, whatever comes later; so does its time.
    @Test
    default void keepsTheFirstAnswer() {
        var sent = created(Drafts.purchase(10_00));
        var unknown = Answer.unknown(Cause.NETWORK_NO_REPLY);
        var lost = moved(sent, Edge.LOSE_SIGHT, Change.answering(Step.NO_REPLY, unknown));
        var due =
                moved(
                        sent,
                        Edge.REVERSE_UNKNOWN,
                        new Change(
                                Step.REVERSAL_SENT,
                                null,
                                "attempt 1",
                                Answer.unknown(Cause.HOST_INTERRUPTED)));

        assertThat(due.getFirst().answer()).isEqualTo(unknown);
        assertThat(due.getFirst().decidedAt()).isEqualTo(lost.getFirst().decidedAt());
        assertThat(due.getFirst().cause()).isEqualTo(Cause.NETWORK_NO_REPLY.code());
    }

    @Test
    default void notesChangeNoState() {
        var sent = created(Drafts.purchase(10_00));
        house().transactions()
                .run(() -> store().note(sent.id(), Step.WRONG_ECHO, Cause.WRONG_ECHO, "trace"));

        assertThat(now(sent).stepCount()).isEqualTo(3);
        assertThat(now(sent).transitionCount()).isEqualTo(1);
        assertThat(now(sent).cause()).isNull();
    }

    @Test
    default void whatIsRolledBackWasNever() {
        var draft = Drafts.purchase(10_00);

        assertThatThrownBy(
                        () ->
                                house().transactions()
                                        .run(
                                                () -> {
                                                    store().insert(List.of(draft));
                                                    throw new StoreHouse.Undone();
                                                }))
                .isInstanceOf(StoreHouse.Undone.class);
        assertThat(store().find(draft.id())).isEmpty();
    }

    @Test
    default void findsWhatIsOverdue() {
        var late = created(Drafts.overdue());
        var inTime = created(Drafts.purchase(10_00));

        assertThat(store().overdue(null, 1_000)).contains(late.id()).doesNotContain(inTime.id());
        assertThat(store().overdue(late.id(), 1_000)).doesNotContain(late.id());
        moved(
                late,
                Edge.DECLINE,
                Change.answering(Step.NOT_SENT, Answer.declined(Cause.DEADLINE_PASSED)));
        assertThat(store().overdue(null, 1_000)).doesNotContain(late.id());
    }

    @Test
    default void aVoidHoldsAnApprovedPurchaseAlone() {
        var bought = approved();
        var claimant = new UUID(1, 2);

        assertThat(claimedForVoid(bought, claimant)).isTrue();
        assertThat(claimedForVoid(bought, new UUID(3, 4))).isFalse();
        assertThat(claimedForRefund(bought, 1)).isFalse();
        house().transactions().run(() -> store().releaseVoid(bought.id(), new UUID(3, 4)));
        assertThat(now(bought).voidClaimId()).isEqualTo(claimant);
        house().transactions().run(() -> store().releaseVoid(bought.id(), claimant));
        assertThat(now(bought).voidClaimId()).isNull();
    }

    @Test
    default void refundsHoldNoMoreThanThereIs() {
        var bought = approved();

        assertThat(claimedForRefund(bought, 6_00)).isTrue();
        assertThat(claimedForRefund(bought, 4_01)).isFalse();
        assertThat(claimedForRefund(bought, 4_00)).isTrue();
        assertThat(claimedForVoid(bought, new UUID(1, 2))).isFalse();
        house().transactions().run(() -> store().releaseRefund(bought.id(), 6_00));
        assertThat(now(bought).refundedMinor()).isEqualTo(4_00);
        assertThat(claimedForRefund(created(Drafts.purchase(10_00)), 1)).isFalse();
    }

    private boolean claimedForVoid(Payment original, UUID claimant) {
        return house().transactions().in(() -> store().claimForVoid(original.id(), claimant));
    }

    private boolean claimedForRefund(Payment original, long minorUnits) {
        return house().transactions().in(() -> store().claimForRefund(original.id(), minorUnits));
    }

    @Test
    default void aClaimantLetsGoOnce() {
        var bought = approved();
        var refund = created(Drafts.claimant(TransactionKind.REFUND, bought.id(), 1_00));

        assertThat(letGo(refund)).isTrue();
        assertThat(letGo(refund)).isFalse();
        assertThat(letGo(bought)).isFalse();
    }

    private boolean letGo(Payment claimant) {
        return house().transactions().in(() -> store().letGo(claimant.id()));
    }

    /// Whoever waited for the row looks at it again.
    @ParameterizedTest
    @EnumSource
    default void oneOfTwoMovesWins(End end) {
        var sent = created(Drafts.purchase(10_00));
        var unknown = Answer.unknown(Cause.HOST_INTERRUPTED);

        var second =
                house().after(
                                () ->
                                        move(
                                                sent.id(),
                                                Edge.APPROVE,
                                                Change.answering(
                                                        Step.APPROVED_BY_ISSUER, APPROVAL)),
                                end,
                                () ->
                                        move(
                                                sent.id(),
                                                Edge.LOSE_SIGHT,
                                                Change.answering(Step.FOUND_OPEN, unknown)));

        assertThat(second).hasSize(end == End.COMMIT ? 0 : 1);
        assertThat(now(sent).state())
                .isEqualTo(
                        end == End.COMMIT ? TransactionState.APPROVED : TransactionState.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource
    default void aLockShowsWhatItsHolderLeft(End end) {
        var sent = created(Drafts.purchase(10_00));

        var second =
                house().after(
                                () ->
                                        move(
                                                sent.id(),
                                                Edge.APPROVE,
                                                Change.answering(
                                                        Step.APPROVED_BY_ISSUER, APPROVAL)),
                                end,
                                () -> store().lock(sent.id()).orElseThrow());

        assertThat(second.state())
                .isEqualTo(end == End.COMMIT ? TransactionState.APPROVED : TransactionState.SENT);
    }

    @ParameterizedTest
    @EnumSource
    default void refundsTogetherHoldNoMoreThanThereIs(End end) {
        var bought = approved();

        var second =
                house().after(
                                () -> store().claimForRefund(bought.id(), 6_00),
                                end,
                                () -> store().claimForRefund(bought.id(), 6_00));

        assertThat(second).isEqualTo(end == End.ROLLBACK);
        assertThat(now(bought).refundedMinor()).isEqualTo(6_00);
    }

    @Test
    default void anIdentityIsTakenOnce() {
        var identity = Drafts.identity();
        var first = new UUID(1, 1);

        assertThat(identities().find(identity)).isEmpty();
        assertThat(taken(identity, first)).isTrue();
        assertThat(taken(identity, new UUID(2, 2))).isFalse();
        assertThat(buried(identity)).isFalse();
        assertThat(identities().find(identity)).contains(new Known.Taken(first, DIGEST));
    }

    @Test
    default void ofSeveralIdentitiesThoseThatAreFreeAreTaken() {
        var known = Drafts.identity();
        var free = Drafts.identity();
        taken(known, new UUID(1, 1));

        assertThat(
                        house().transactions()
                                .in(
                                        () ->
                                                identities()
                                                        .take(
                                                                List.of(
                                                                        new Taking(
                                                                                known,
                                                                                new UUID(2, 2),
                                                                                DIGEST),
                                                                        new Taking(
                                                                                free,
                                                                                new UUID(3, 3),
                                                                                DIGEST)))))
                .containsExactly(new UUID(3, 3));
    }

    @Test
    default void aTombstoneIsTakenOnceByWhatItBars() {
        var identity = Drafts.identity();

        assertThat(buried(identity)).isTrue();
        assertThat(taken(identity, new UUID(1, 1))).isFalse();
        assertThat(identities().find(identity)).contains(new Known.Tombstone());
        assertThat(dug(identity, new UUID(1, 1))).isTrue();
        assertThat(dug(identity, new UUID(2, 2))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    default void ofARequestAndItsReversalOneIsFirst(End end) {
        var identity = Drafts.identity();

        var second =
                house().after(
                                () -> identities().take(identity, new UUID(1, 1), DIGEST),
                                end,
                                () -> identities().bury(identity));

        assertThat(second).isEqualTo(end == End.ROLLBACK);
    }

    private boolean taken(Identity identity, UUID payment) {
        return house().transactions().in(() -> identities().take(identity, payment, DIGEST));
    }

    private boolean buried(Identity identity) {
        return house().transactions().in(() -> identities().bury(identity));
    }

    private boolean dug(Identity identity, UUID payment) {
        return house().transactions()
                .in(() -> identities().takeFromTombstone(identity, payment, DIGEST));
    }
}
