package io.shoudan.system.history;

import static io.shoudan.system.history.Planted.ANSWERED_LATE;
import static io.shoudan.system.history.Planted.COMPENSATED;
import static io.shoudan.system.history.Planted.DECLINED;
import static io.shoudan.system.history.Planted.NO_REFERENCE;
import static io.shoudan.system.history.Planted.ORDINARY;
import static io.shoudan.system.history.Planted.REVERSED;
import static io.shoudan.system.history.Planted.WITH_PIN;
import static io.shoudan.system.history.Planted.about;
import static io.shoudan.system.history.Planted.asked;
import static io.shoudan.system.history.Planted.breaking;
import static io.shoudan.system.history.Planted.paid;
import static io.shoudan.system.history.Planted.row;
import static io.shoudan.system.history.Planting.add;
import static io.shoudan.system.history.Planting.edit;
import static io.shoudan.system.history.Planting.edited;
import static io.shoudan.system.history.Planting.find;
import static io.shoudan.system.history.Planting.lose;
import static io.shoudan.system.history.Planting.replace;
import static io.shoudan.system.history.Planting.twice;
import static io.shoudan.system.history.Planting.without;

import io.shoudan.contracts.event.TransactionApproved;
import io.shoudan.contracts.event.TransactionDeclined;
import io.shoudan.system.history.Fact.Exchanged;
import io.shoudan.system.history.Fact.Payment;
import io.shoudan.system.history.Fact.Recorded;
import io.shoudan.system.history.Fact.Reversal;
import io.shoudan.system.history.Fact.Said;
import io.shoudan.system.history.Fact.Step;
import io.shoudan.system.history.Fact.SwitchChange;
import io.shoudan.system.history.Fact.TerminalReversal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/// What must never become of a payment.
final class PlantedPayments {

    private PlantedPayments() {}

    static List<Planted> all() {
        return List.of(
                breaking(
                        Invariant.I3,
                        "a row that is left open",
                        it -> edit(it, Payment.class, paid(ANSWERED_LATE), "state", "UNKNOWN")),
                breaking(
                        Invariant.I3,
                        "a reversal that nobody sends any more",
                        it ->
                                add(
                                        it,
                                        Reversal.class,
                                        new Reversal(999, row(it, ANSWERED_LATE).id(), "DUE", 0))),
                breaking(Invariant.I3, "a captured decline", PlantedPayments::declinedAndCaptured),
                breaking(
                        Invariant.I7,
                        "an approval that the network never gave",
                        it -> lose(it, Recorded.class, about(it, WITH_PIN))),
                breaking(
                        Invariant.I7,
                        "a reversal that undid nothing at the network",
                        it -> reversal(it, "decision.outcome", "REVERSAL_DIFFERS")),
                breaking(
                        Invariant.I7,
                        "an approval that the network gave to another payment",
                        it ->
                                edit(
                                        it,
                                        Recorded.class,
                                        about(it, WITH_PIN).and(line -> line.decided("APPROVED")),
                                        "decision.authorizationCode",
                                        "000000")),
                breaking(
                        Invariant.I7,
                        "an approval of another amount at the network",
                        it ->
                                edit(
                                        it,
                                        Recorded.class,
                                        about(it, ORDINARY).and(Recorded::authorization),
                                        "message.amountMinor",
                                        1)),
                breaking(
                        Invariant.I7,
                        "an approval at the network that we never asked for",
                        PlantedPayments::strangersApproval),
                breaking(
                        Invariant.I8,
                        "a reversal that takes effect twice",
                        it ->
                                twice(
                                        it,
                                        Recorded.class,
                                        about(it, REVERSED).and(Recorded::reversal))),
                breaking(
                        Invariant.I8,
                        "a reversal without its original at the network",
                        it -> anotherReversal(it)),
                breaking(
                        Invariant.I8,
                        "a reversal without its original here",
                        it ->
                                add(
                                        it,
                                        Reversal.class,
                                        new Reversal(999, Planted.NOBODY, "ACKNOWLEDGED", 1))),
                breaking(
                        Invariant.I8,
                        "reversed, and no reversal was acknowledged",
                        it -> lose(it, Reversal.class, owed(it, REVERSED))),
                new Planted(
                        "a reversal that is acknowledged and never left",
                        Set.of(Invariant.I7, Invariant.I8),
                        it ->
                                lose(
                                        it,
                                        Recorded.class,
                                        about(it, REVERSED).and(Recorded::reversal))),
                breaking(
                        Invariant.I8,
                        "an original that came after its reversal and was not declined",
                        it ->
                                without(
                                        it,
                                        TerminalReversal.class,
                                        reverses(it, REVERSED),
                                        "transactionId")),
                breaking(
                        Invariant.I8,
                        "a terminal's reversal that was answered and not recorded",
                        it -> lose(it, TerminalReversal.class, reverses(it, REVERSED))),
                breaking(
                        Invariant.I8,
                        "a terminal's reversal that was answered and not carried out",
                        PlantedPayments::reversalIgnored),
                breaking(
                        Invariant.I9,
                        "a late approval that was told",
                        PlantedPayments::lateApprovalTold),
                new Planted(
                        "a late approval that was not reversed",
                        Set.of(Invariant.I2, Invariant.I7, Invariant.I9),
                        it ->
                                edit(
                                        it,
                                        Recorded.class,
                                        about(it, DECLINED).and(Recorded::authorization),
                                        "decision.outcome",
                                        "APPROVED")),
                breaking(
                        Invariant.I10,
                        "a request sent past its deadline",
                        it -> sent(it, "at", deadline(it).plusMillis(1))),
                breaking(
                        Invariant.I10,
                        "a request sent before the sign-on",
                        it -> sent(it, "connection", 777)),
                breaking(
                        Invariant.I10,
                        "a request sent with the switch off",
                        PlantedPayments::switchOff));
    }

    private static Predicate<Reversal> owed(History day, long amount) {
        var id = row(day, amount).id();
        return it -> it.transactionId().equals(id);
    }

    private static Predicate<TerminalReversal> reverses(History day, long amount) {
        var id = row(day, amount).id();
        return it -> id.equals(it.transactionId());
    }

    private static History reversal(History day, String component, Object value) {
        return edit(
                day,
                Recorded.class,
                about(day, REVERSED).and(Recorded::reversal),
                component,
                value);
    }

    private static History anotherReversal(History day) {
        var line = find(day, Recorded.class, about(day, REVERSED).and(Recorded::reversal));
        return add(day, Recorded.class, edited(Recorded.class, line, "about", NO_REFERENCE));
    }

    /// Told so on the topic, too.
    private static History declinedAndCaptured(History day) {
        var id = row(day, ORDINARY).id();
        var approved =
                find(
                        day,
                        Said.class,
                        it ->
                                it.event() instanceof TransactionApproved(var facts)
                                        && facts.transactionId().equals(id));
        var lie =
                edited(
                        Said.class,
                        approved.with(
                                new TransactionDeclined(
                                        ((TransactionApproved) approved.event()).transaction())),
                        "content.transaction.state",
                        "DECLINED");
        return edit(
                replace(day, Said.class, approved, lie),
                Step.class,
                it ->
                        it.transactionId().equals(id)
                                && it.transition() != null
                                && it.state().equals("APPROVED"),
                "state",
                "DECLINED");
    }

    private static History strangersApproval(History day) {
        var line = find(day, Recorded.class, about(day, ORDINARY).and(Recorded::authorization));
        return add(day, Recorded.class, edited(Recorded.class, line, "about", NO_REFERENCE));
    }

    private static History reversalIgnored(History day) {
        var obeyed = find(day, TerminalReversal.class, reverses(day, REVERSED));
        var heard =
                find(
                        day,
                        Exchanged.class,
                        it ->
                                it.request().reversal()
                                        && it.request().identity().equals(obeyed.identity()));
        var standing = row(day, WITH_PIN);
        var ignored = edited(TerminalReversal.class, obeyed, "traceNumber", standing.traceNumber());
        return add(
                add(
                        day,
                        Exchanged.class,
                        edited(
                                Exchanged.class,
                                heard,
                                "request.traceNumber",
                                standing.traceNumber())),
                TerminalReversal.class,
                edited(TerminalReversal.class, ignored, "transactionId", standing.id()));
    }

    private static History lateApprovalTold(History day) {
        var told = edit(day, Exchanged.class, asked(ANSWERED_LATE), "answer.code", "00");
        var withCode =
                edit(
                        told,
                        Exchanged.class,
                        asked(ANSWERED_LATE),
                        "answer.authorizationCode",
                        "123456");
        return edit(withCode, Payment.class, paid(ANSWERED_LATE), "authorizationCode", "123456");
    }

    private static Instant deadline(History day) {
        return Objects.requireNonNull(row(day, COMPENSATED).sendDeadlineAt());
    }

    private static History sent(History day, String component, Object value) {
        return edit(
                day,
                Recorded.class,
                about(day, COMPENSATED).and(Recorded::authorization),
                component,
                value);
    }

    /// For as long as it took to be known, and a little longer.
    private static History switchOff(History day) {
        var line = find(day, Recorded.class, about(day, WITH_PIN).and(Recorded::authorization));
        var network = Objects.requireNonNull(row(day, WITH_PIN).network());
        var off = line.at().minus(Duration.ofMillis(1_001));
        var on = line.at().plus(Duration.ofMillis(1));
        return add(
                add(day, SwitchChange.class, new SwitchChange(1, "NETWORK", network, false, off)),
                SwitchChange.class,
                new SwitchChange(2, "NETWORK", network, true, on));
    }
}
