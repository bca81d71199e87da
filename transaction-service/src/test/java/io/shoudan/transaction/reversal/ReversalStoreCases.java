package io.shoudan.transaction.reversal;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.ReversalReason;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Pan;
import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Drafts;
import io.shoudan.transaction.payment.Identity;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.reversal.ReversalStore.Finished;
import io.shoudan.transaction.reversal.ReversalStore.Leased;
import io.shoudan.transaction.simulation.StoreHouse;
import io.shoudan.transaction.simulation.StoreHouse.End;
import java.time.Duration;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What reversals, ours and those of terminals, must do wherever they are kept, as with payments.
interface ReversalStoreCases {

    Duration LEASE = Duration.ofHours(1);
    Duration AT_ONCE = Duration.ZERO;

    StoreHouse house();

    ReversalStore store();

    TerminalReversalStore terminalReversals();

    /// A payment that was sent.
    Payment sent();

    private Payment owed() {
        var payment = sent();
        house().transactions().run(() -> store().owe(payment, Cause.NETWORK_NO_REPLY));
        return payment;
    }

    private Optional<Leased> lease(Payment payment) {
        return house().transactions().in(() -> store().lease(1_000, LEASE)).stream()
                .filter(it -> it.paymentId().equals(payment.id()))
                .findFirst();
    }

    private boolean does(Predicate<ReversalStore> work) {
        return house().transactions().in(() -> work.test(store()));
    }

    private Leased begun(Payment payment) {
        var leased = lease(payment).orElseThrow();
        assertThat(does(it -> it.begin(leased))).isTrue();
        return leased;
    }

    @Test
    default void isLeasedOnceWhenItIsDue() {
        var payment = owed();

        assertThat(lease(payment))
                .hasValueSatisfying(
                        it -> {
                            assertThat(it.sent()).isFalse();
                            assertThat(it.attempts()).isZero();
                            assertThat(it.route().network()).isEqualTo("UNIONPAY");
                        });
        assertThat(lease(payment)).isEmpty();
    }

    @Test
    default void oneThatIsLiveServes() {
        var payment = owed();
        house().transactions().run(() -> store().owe(payment, Cause.TERMINAL_REVERSED));
        var leased = begun(payment);

        assertThat(does(it -> it.finish(leased, Finished.ACKNOWLEDGED))).isTrue();
        assertThat(lease(payment)).isEmpty();
    }

    @Test
    default void endsOnceAndMayBeOwedAgain() {
        var payment = owed();
        var leased = begun(payment);

        assertThat(does(it -> it.finish(leased, Finished.NOT_DONE))).isTrue();
        assertThat(does(it -> it.finish(leased, Finished.ACKNOWLEDGED))).isFalse();
        house().transactions().run(() -> store().owe(payment, Cause.LATE_APPROVAL));
        assertThat(lease(payment)).map(Leased::trace).isNotEqualTo(Optional.of(leased.trace()));
    }

    @Test
    default void isNotEndedBeforeItIsBegun() {
        var leased = lease(owed()).orElseThrow();

        assertThat(does(it -> it.finish(leased, Finished.ACKNOWLEDGED))).isFalse();
        assertThat(does(it -> it.refuse(leased, AT_ONCE))).isFalse();
    }

    @Test
    default void isSentAgainUnderItsTrace() {
        var payment = owed();
        var first = begun(payment);
        house().transactions().run(() -> store().retry(first, AT_ONCE));

        assertThat(lease(payment))
                .hasValueSatisfying(
                        it -> {
                            assertThat(it.sent()).isTrue();
                            assertThat(it.attempts()).isEqualTo(1);
                            assertThat(it.trace()).isEqualTo(first.trace());
                            assertThat(it.fencing()).isGreaterThan(first.fencing());
                        });
    }

    @Test
    default void whatWasNotSentIsAsBefore() {
        var payment = owed();
        var first = begun(payment);
        house().transactions().run(() -> store().postpone(first, AT_ONCE));

        assertThat(lease(payment))
                .hasValueSatisfying(
                        it -> {
                            assertThat(it.sent()).isFalse();
                            assertThat(it.attempts()).isZero();
                        });
    }

    @Test
    default void restsForAWhile() {
        var payment = owed();
        house().transactions().run(() -> store().rest(store().lease(1_000, LEASE)));

        assertThat(lease(payment)).isEmpty();
    }

    @Test
    default void aLostLeaseRecordsNothing() {
        var payment = owed();
        var lost = begun(payment);
        house().transactions().run(() -> store().letGo(lost, AT_ONCE));
        var current = begun(payment);

        assertThat(does(it -> it.begin(lost))).isFalse();
        assertThat(does(it -> it.finish(lost, Finished.NOT_DONE))).isFalse();
        assertThat(does(it -> it.refuse(lost, AT_ONCE))).isFalse();
        assertThat(does(it -> it.putAside(lost))).isFalse();
        house().transactions().run(() -> store().retry(lost, AT_ONCE));
        assertThat(lease(payment)).isEmpty();
        assertThat(does(it -> it.finish(current, Finished.ACKNOWLEDGED))).isTrue();
    }

    /// What the attempt before the approval is answered counts no longer.
    @Test
    default void startsOverAfterAnApproval() {
        var payment = owed();
        var before = begun(payment);
        house().transactions().run(() -> store().oweAfterApproval(payment, Cause.LATE_APPROVAL));

        assertThat(does(it -> it.finish(before, Finished.NOT_DONE))).isFalse();
        assertThat(lease(payment))
                .hasValueSatisfying(
                        it -> {
                            assertThat(it.sent()).isFalse();
                            assertThat(it.trace()).isNotEqualTo(before.trace());
                        });
    }

    @Test
    default void whatIsPutAsideWaitsForAPerson() {
        var payment = owed();
        var leased = begun(payment);
        assertThat(does(it -> it.refuse(leased, AT_ONCE))).isTrue();
        assertThat(does(it -> it.putAside(leased))).isTrue();

        assertThat(lease(payment)).isEmpty();
        assertThat(store().quarantined(1_000))
                .filteredOn(it -> it.paymentId().equals(payment.id()))
                .singleElement()
                .satisfies(it -> assertThat(it.refusals()).isEqualTo(1));
        assertThat(does(it -> it.resume(payment.id()))).isTrue();
        assertThat(does(it -> it.resume(payment.id()))).isFalse();
        assertThat(does(it -> it.finish(payment.id(), Finished.ACKNOWLEDGED))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    default void isOwedOnceByTwoTogether(End end) {
        var payment = sent();
        house().after(
                        () -> store().owe(payment, Cause.NETWORK_NO_REPLY),
                        end,
                        () -> {
                            store().owe(payment, Cause.TERMINAL_REVERSED);
                            return true;
                        });
        var leased = begun(payment);

        assertThat(does(it -> it.finish(leased, Finished.ACKNOWLEDGED))).isTrue();
        assertThat(lease(payment)).isEmpty();
    }

    /// Others take what is free.
    @Test
    default void whatSomebodyTakesIsPassedOver() {
        var payment = owed();

        var second =
                house().after(
                                () -> store().lease(1_000, LEASE),
                                End.COMMIT,
                                () -> store().lease(1_000, LEASE));

        assertThat(second).noneMatch(it -> it.paymentId().equals(payment.id()));
    }

    private static TerminalReversal reversalOf(Identity original) {
        return new TerminalReversal(
                original,
                Money.of(10_00, Currency.getInstance("CNY")),
                Pan.of("6225000000000014"),
                ReversalReason.NO_ANSWER);
    }

    private static TerminalReversal reversalOf(Payment payment) {
        return reversalOf(new Identity(payment.slip(), payment.kind()));
    }

    private boolean add(TerminalReversal reversal, @Nullable UUID payment, String reference) {
        return terminalReversals().add(reversal, Bytes.of(new byte[32]), payment, reference);
    }

    private boolean added(TerminalReversal reversal, @Nullable UUID payment, String reference) {
        return house().transactions().in(() -> add(reversal, payment, reference));
    }

    private Payment withheld() {
        var payment = sent();
        var reversal = reversalOf(payment);
        assertThat(added(reversal, payment.id(), payment.retrievalReference())).isTrue();
        house().transactions().run(() -> terminalReversals().withhold(reversal));
        return payment;
    }

    private boolean released(Payment payment, @Nullable UUID after) {
        return terminalReversals().released(after, 1_000).stream()
                .anyMatch(it -> it.paymentId().equals(payment.id()));
    }

    @Test
    default void aTerminalsReversalIsRecordedOnce() {
        var payment = sent();
        var reversal = reversalOf(payment);
        assertThat(terminalReversals().find(reversal)).isEmpty();

        assertThat(added(reversal, payment.id(), "606100000001")).isTrue();
        assertThat(added(reversal, null, "606100000002")).isFalse();

        assertThat(terminalReversals().find(reversal))
                .hasValueSatisfying(
                        it -> {
                            assertThat(it.retrievalReference()).isEqualTo("606100000001");
                            assertThat(it.amountMinor()).isEqualTo(10_00);
                            assertThat(it.panHash()).isEqualTo(Bytes.of(new byte[32]));
                            assertThat(it.original()).isNotNull();
                        });
        assertThat(
                        terminalReversals()
                                .find(
                                        reversalOf(
                                                new Identity(
                                                        payment.slip(), TransactionKind.VOID))))
                .isEmpty();
    }

    /// Of a payment that never came.
    @Test
    default void aTombstoneHasNoOriginal() {
        var reversal = reversalOf(Drafts.identity());
        assertThat(added(reversal, null, "606100000003")).isTrue();

        assertThat(terminalReversals().find(reversal))
                .hasValueSatisfying(it -> assertThat(it.original()).isNull());
    }

    @ParameterizedTest
    @EnumSource
    default void twoTransmissionsTogetherAreRecordedOnce(End end) {
        var reversal = reversalOf(Drafts.identity());

        boolean second =
                house().after(
                                () -> add(reversal, null, "606100000004"),
                                end,
                                () -> add(reversal, null, "606100000005"));

        assertThat(second).isEqualTo(end == End.ROLLBACK);
        assertThat(terminalReversals().find(reversal))
                .map(TerminalReversalStore.Recorded::retrievalReference)
                .hasValue(end == End.ROLLBACK ? "606100000005" : "606100000004");
    }

    @Test
    default void onlyWhatIsWithheldIsReleased() {
        var carriedOut = sent();
        assertThat(added(reversalOf(carriedOut), carriedOut.id(), "606100000006")).isTrue();
        var payment = withheld();

        assertThat(released(carriedOut, null)).isFalse();
        assertThat(released(payment, null)).isTrue();
        assertThat(released(payment, carriedOut.id())).isTrue();
        assertThat(released(payment, payment.id())).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    default void isLetGoOnceByTwoTogether(End end) {
        var payment = withheld();

        boolean second =
                house().after(
                                () -> terminalReversals().letGo(payment.id()),
                                end,
                                () -> terminalReversals().letGo(payment.id()));

        assertThat(second).isEqualTo(end == End.ROLLBACK);
        assertThat(released(payment, null)).isFalse();
    }
}
