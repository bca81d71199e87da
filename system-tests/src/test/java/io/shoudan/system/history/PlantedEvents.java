package io.shoudan.system.history;

import static io.shoudan.system.history.Planted.COMPENSATED;
import static io.shoudan.system.history.Planted.NOBODY;
import static io.shoudan.system.history.Planted.ORDINARY;
import static io.shoudan.system.history.Planted.breaking;
import static io.shoudan.system.history.Planted.row;
import static io.shoudan.system.history.Planting.add;
import static io.shoudan.system.history.Planting.edit;
import static io.shoudan.system.history.Planting.edited;
import static io.shoudan.system.history.Planting.find;
import static io.shoudan.system.history.Planting.lose;
import static io.shoudan.system.history.Planting.replace;
import static io.shoudan.system.history.Planting.twice;

import io.shoudan.contracts.event.BatchClosed;
import io.shoudan.contracts.event.TransactionApproved;
import io.shoudan.contracts.event.TransactionCaptured;
import io.shoudan.contracts.event.TransactionEvent;
import io.shoudan.contracts.event.TransactionSent;
import io.shoudan.system.history.Fact.Backlog;
import io.shoudan.system.history.Fact.Copied;
import io.shoudan.system.history.Fact.Entry;
import io.shoudan.system.history.Fact.Line;
import io.shoudan.system.history.Fact.Owned;
import io.shoudan.system.history.Fact.Payment;
import io.shoudan.system.history.Fact.Posting;
import io.shoudan.system.history.Fact.Said;
import io.shoudan.system.history.Fact.SettledBatch;
import io.shoudan.system.history.Fact.Taken;
import io.shoudan.system.history.Fact.TerminalBatch;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/// What must never be said, posted or taken in.
final class PlantedEvents {

    private PlantedEvents() {}

    static List<Planted> all() {
        return List.of(
                breaking(
                        Invariant.I11,
                        "a settlement line too many",
                        it -> twice(it, Line.class, line(it, ORDINARY))),
                breaking(
                        Invariant.I11,
                        "a lost settlement line",
                        it -> lose(it, Line.class, line(it, ORDINARY))),
                breaking(
                        Invariant.I11,
                        "a settlement line of nothing",
                        it ->
                                add(
                                        it,
                                        Line.class,
                                        edited(
                                                Line.class,
                                                find(it, Line.class, line(it, ORDINARY)),
                                                "transactionId",
                                                NOBODY))),
                breaking(
                        Invariant.I11,
                        "a lost compensation",
                        it ->
                                lose(
                                        it,
                                        Line.class,
                                        line(it, COMPENSATED)
                                                .and(l -> l.kind().endsWith("REVERSAL")))),
                breaking(Invariant.I11, "a doubled posting", PlantedEvents::postedTwice),
                breaking(
                        Invariant.I11,
                        "a lost journal entry",
                        it -> lose(it, Entry.class, entry(it, ORDINARY))),
                breaking(
                        Invariant.I11,
                        "a posting of another amount",
                        it ->
                                edit(
                                        it,
                                        Posting.class,
                                        p -> p.entryId() == entryId(it) && p.number() == 1,
                                        "amountMinor",
                                        1)),
                breaking(
                        Invariant.I17,
                        "a lost event",
                        it -> lose(it, Said.class, said(it, TransactionApproved.class))),
                breaking(
                        Invariant.I17,
                        "an event that comes twice with other content",
                        PlantedEvents::otherContent),
                breaking(
                        Invariant.I17,
                        "an event that was said anew for the same change",
                        it ->
                                add(
                                        it,
                                        Said.class,
                                        find(it, Said.class, said(it, TransactionApproved.class))
                                                .under(NOBODY)
                                                .at(9_999))),
                breaking(
                        Invariant.I17,
                        "events of one key out of order",
                        it -> swapped(it, TransactionSent.class, TransactionApproved.class)),
                breaking(
                        Invariant.I17,
                        "a batch's close before its members",
                        PlantedEvents::closedBeforeItsMembers),
                breaking(
                        Invariant.I17,
                        "an event of what never happened",
                        it ->
                                edit(
                                        it,
                                        Said.class,
                                        said(it, TransactionApproved.class),
                                        "content.transaction.state",
                                        "VOIDED")),
                breaking(
                        Invariant.I17,
                        "an event in another partition than its key's",
                        it ->
                                edit(
                                        it,
                                        Said.class,
                                        said(it, TransactionApproved.class),
                                        "partition",
                                        777)),
                breaking(
                        Invariant.I17,
                        "an event under another key",
                        it ->
                                edit(
                                        it,
                                        Said.class,
                                        said(it, TransactionApproved.class),
                                        "key",
                                        "90010001")),
                breaking(
                        Invariant.I17,
                        "a closed batch of which nobody was told",
                        it -> lose(it, Said.class, closeOf(it, ORDINARY))),
                breaking(
                        Invariant.I17,
                        "a batch that counts a member too many",
                        it ->
                                edit(
                                        it,
                                        TerminalBatch.class,
                                        batch -> batch.closedAt() != null,
                                        "memberCount",
                                        777)),
                breaking(
                        Invariant.I17,
                        "a void that overtakes what it voids",
                        PlantedEvents::voidFirst),
                breaking(
                        Invariant.I17,
                        "an event that nobody can read",
                        it -> add(it, Said.class, unreadable(it))),
                breaking(
                        Invariant.I17,
                        "an event that never left the outbox",
                        it -> edit(it, Backlog.class, _ -> true, "events", 1)),
                new Planted(
                        "a batch that is settled, and nobody was told",
                        Set.of(Invariant.I17, Invariant.I18),
                        it -> lose(it, Said.class, said -> said.type().endsWith("BatchSettled"))),
                breaking(
                        Invariant.I17,
                        "a change of a merchant that was never said",
                        it -> edit(it, Owned.class, _ -> true, "version", 777)),
                breaking(
                        Invariant.I18,
                        "an event that a consumer missed",
                        it -> lose(it, Taken.class, taken(it))),
                breaking(
                        Invariant.I18,
                        "an event that a consumer took in twice",
                        it -> twice(it, Taken.class, taken(it))),
                breaking(
                        Invariant.I18,
                        "a copy that is behind",
                        it -> edit(it, Copied.class, _ -> true, "version", 0)),
                breaking(
                        Invariant.I18,
                        "a line that a replay would make otherwise",
                        it ->
                                edit(
                                        it,
                                        Line.class,
                                        line(it, ORDINARY),
                                        "businessDate",
                                        "2001-01-01")),
                breaking(
                        Invariant.I18,
                        "a closed batch that settlement does not know",
                        it -> lose(it, SettledBatch.class, b -> b.settledAt() != null)),
                breaking(
                        Invariant.I18,
                        "an event that was put aside",
                        it ->
                                add(
                                        it,
                                        Said.class,
                                        edited(
                                                Said.class,
                                                find(
                                                        it,
                                                        Said.class,
                                                        said(it, TransactionCaptured.class)),
                                                "topic",
                                                "transaction.v1.dead-letter"))));
    }

    private static Predicate<Line> line(History day, long amount) {
        var id = row(day, amount).id();
        return it -> it.transactionId().equals(id);
    }

    private static Predicate<Entry> entry(History day, long amount) {
        var id = row(day, amount).id();
        return it -> it.sourceId().startsWith(id + "/");
    }

    private static long entryId(History day) {
        return find(day, Entry.class, entry(day, ORDINARY)).entryId();
    }

    private static Predicate<Said> said(
            History day, Class<? extends TransactionEvent.OfTransaction> type) {
        var id = row(day, ORDINARY).id();
        return it ->
                it.event() instanceof TransactionEvent.OfTransaction event
                        && type.isInstance(event)
                        && event.transaction().transactionId().equals(id);
    }

    private static Predicate<Taken> taken(History day) {
        var captured = find(day, Said.class, said(day, TransactionCaptured.class));
        return it -> it.eventId().equals(captured.id());
    }

    private static History postedTwice(History day) {
        var entry = find(day, Entry.class, entry(day, ORDINARY));
        var again = edited(Entry.class, entry, "entryId", 9_999);
        return add(day, Entry.class, again)
                .with(
                        Posting.class,
                        all -> {
                            all.addAll(
                                    all.stream()
                                            .filter(it -> it.entryId() == entry.entryId())
                                            .map(it -> edited(Posting.class, it, "entryId", 9_999))
                                            .toList());
                            return all;
                        });
    }

    private static History otherContent(History day) {
        var first = find(day, Said.class, said(day, TransactionApproved.class));
        return add(
                day,
                Said.class,
                edited(Said.class, first.at(9_999), "content.transaction.amount.minorUnits", 1));
    }

    private static History swapped(
            History day,
            Class<? extends TransactionEvent.OfTransaction> early,
            Class<? extends TransactionEvent.OfTransaction> late) {
        return swapped(
                day,
                find(day, Said.class, said(day, early)),
                find(day, Said.class, said(day, late)));
    }

    private static History swapped(History day, Said one, Said other) {
        return replace(
                replace(day, Said.class, one, one.at(other.offset())),
                Said.class,
                other,
                other.at(one.offset()));
    }

    private static Said unreadable(History day) {
        var said = find(day, Said.class, said(day, TransactionApproved.class));
        return edited(Said.class, said.under(NOBODY).at(9_999), "content.transaction.kind", "GIFT");
    }

    private static Predicate<Said> closeOf(History day, long amount) {
        var batch = row(day, amount).captureBatchId();
        return it ->
                it.event() instanceof BatchClosed event && Objects.equals(event.batchId(), batch);
    }

    /// Each of the two is in order, only the one before the other.
    private static History voidFirst(History day) {
        var voiding = find(day, Payment.class, it -> it.kind().equals("VOID"));
        return day.with(
                Said.class,
                all ->
                        all.stream()
                                .map(it -> tellsOf(it, voiding) ? it.at(it.offset() - 9_999) : it)
                                .toList());
    }

    private static boolean tellsOf(Said said, Payment payment) {
        return said.event() instanceof TransactionEvent.OfTransaction event
                && event.transaction().transactionId().equals(payment.id());
    }

    private static History closedBeforeItsMembers(History day) {
        var captured = find(day, Said.class, said(day, TransactionCaptured.class));
        long batch = ((TransactionCaptured) captured.event()).batchId();
        var closed =
                find(
                        day,
                        Said.class,
                        it -> it.event() instanceof BatchClosed event && event.batchId() == batch);
        return swapped(day, captured, closed);
    }
}
