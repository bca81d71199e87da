package io.shoudan.system.history;

import io.shoudan.system.history.Fact.Exchanged;
import io.shoudan.system.history.Fact.Identity;
import io.shoudan.system.history.Fact.Payment;
import io.shoudan.system.history.Fact.Recorded;
import io.shoudan.system.history.Fact.Said;
import io.shoudan.system.history.Fact.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A sound history that was broken in one place, and what is broken by that.
record Planted(String what, Set<Invariant> breaks, UnaryOperator<History> plant) {

    static Planted breaking(Invariant breaks, String what, UnaryOperator<History> plant) {
        return new Planted(what, Set.of(breaks), plant);
    }

    // What happened on the recorded day, by amount; see HistoryIT.

    /// Heard twice, refunded in part, and settled.
    static final long REPEATED = 1_000;

    static final long WITH_PIN = 1_234;
    static final long DECLINED = 2_051;
    static final long ANSWERED_LATE = 3_097;
    static final long REVERSED = 6_000;

    /// Its void was reversed, so that it stands again.
    static final long VOID_REVERSED = 5_000;

    /// Settled, then reversed; after the kill, around which answers may be late.
    static final long COMPENSATED = 1_700;

    /// The other terminal's, heard once and settled.
    static final long ORDINARY = 1_500;

    /// A declined refund.
    static final long TOO_MUCH = 601;

    static final UUID NOBODY = UUID.fromString("0198b5a4-3f6e-7c21-9d40-5b1f2f6a9e01");

    /// A reference that nobody was given.
    static final String NO_REFERENCE = "632700000000";

    /// A day at two counters, a purchase killed in the middle, and the demo's day before.
    static History day() {
        return History.read(Path.of("src/test/resources/history/day"));
    }

    @Override
    public String toString() {
        return breaks.stream().map(Invariant::name).sorted().toList() + " " + what;
    }

    /// The terminals' request for a payment of that amount.
    static Predicate<Exchanged> asked(long amountMinor) {
        return it ->
                it.request().payment()
                        && it.flaw() == null
                        && Objects.equals(it.request().amountMinor(), amountMinor);
    }

    static Payment row(History history, long amountMinor) {
        return Planting.find(history, Payment.class, paid(amountMinor));
    }

    /// By one of the terminals that keep a journal.
    static Predicate<Payment> paid(long amountMinor) {
        return it ->
                it.terminalId().startsWith("9002") && Objects.equals(it.amountMinor(), amountMinor);
    }

    /// The network received a request that it had decided before.
    static History sentTwice(History day) {
        var first =
                Planting.find(
                        day, Recorded.class, about(day, ORDINARY).and(Recorded::authorization));
        return Planting.add(
                day,
                Recorded.class,
                Planting.edited(Recorded.class, first, "decision.outcome", "REPEATED"));
    }

    /// A declined row once more, with its identity, steps and events.
    static History askedTwice(History day) {
        var row = row(day, DECLINED);
        var other = Planting.edited(Payment.class, row, "id", NOBODY);
        return day.with(
                        Payment.class,
                        all -> {
                            all.add(
                                    Planting.edited(
                                            Payment.class,
                                            other,
                                            "retrievalReference",
                                            NO_REFERENCE));
                            return all;
                        })
                .with(Identity.class, all -> alsoFor(NOBODY, row.id(), all, Identity.class))
                .with(Step.class, all -> alsoFor(NOBODY, row.id(), all, Step.class))
                .with(Said.class, all -> saidAlso(row.id(), all));
    }

    private static <F extends Fact> List<F> alsoFor(
            UUID other, UUID id, List<F> all, Class<F> kind) {
        for (var fact : List.copyOf(all)) {
            if (HistoryJson.MAPPER
                    .valueToTree(fact)
                    .path("transactionId")
                    .asString("")
                    .equals(id.toString())) {
                all.add(Planting.edited(kind, fact, "transactionId", other));
            }
        }
        return all;
    }

    private static List<Said> saidAlso(UUID id, List<Said> all) {
        for (var said : List.copyOf(all)) {
            if (said.content()
                    .at("/transaction/transactionId")
                    .asString("")
                    .equals(id.toString())) {
                var again = said.under(new UUID(0, said.offset())).at(9_999 + said.offset());
                var other =
                        Planting.edited(
                                Said.class, again, "content.transaction.transactionId", NOBODY);
                all.add(
                        Planting.edited(
                                Said.class,
                                other,
                                "content.transaction.retrievalReference",
                                NO_REFERENCE));
            }
        }
        return all;
    }

    /// Lines of the network's record about the payment of that amount.
    static Predicate<Recorded> about(History history, long amountMinor) {
        var reference = row(history, amountMinor).retrievalReference();
        return it -> reference.equals(it.about());
    }
}
