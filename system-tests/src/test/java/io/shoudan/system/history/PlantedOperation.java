package io.shoudan.system.history;

import static io.shoudan.system.history.Planted.ORDINARY;
import static io.shoudan.system.history.Planted.WITH_PIN;
import static io.shoudan.system.history.Planted.about;
import static io.shoudan.system.history.Planted.asked;
import static io.shoudan.system.history.Planted.breaking;
import static io.shoudan.system.history.Planting.add;
import static io.shoudan.system.history.Planting.edit;
import static io.shoudan.system.history.Planting.edited;
import static io.shoudan.system.history.Planting.find;
import static io.shoudan.system.history.Planting.lose;
import static io.shoudan.system.history.Planting.without;

import io.shoudan.system.history.Fact.Exchanged;
import io.shoudan.system.history.Fact.Flaw;
import io.shoudan.system.history.Fact.Identity;
import io.shoudan.system.history.Fact.Looked;
import io.shoudan.system.history.Fact.Looked.Place;
import io.shoudan.system.history.Fact.Measured;
import io.shoudan.system.history.Fact.Measured.Phase;
import io.shoudan.system.history.Fact.Recorded;
import io.shoudan.system.history.Fact.Searched;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/// What operators and intruders must never see.
final class PlantedOperation {

    private PlantedOperation() {}

    static List<Planted> all() {
        return List.of(
                breaking(
                        Invariant.I20,
                        "an approval that is not found by its reference",
                        it ->
                                without(
                                        it,
                                        Looked.class,
                                        l -> l.place() == Place.BY_REFERENCE,
                                        "afterMs")),
                breaking(
                        Invariant.I20,
                        "an approval that comes late into the list",
                        it ->
                                edit(
                                        it,
                                        Looked.class,
                                        l -> l.place() == Place.LIST,
                                        "afterMs",
                                        2_001)),
                breaking(
                        Invariant.I22,
                        "a card number in a table",
                        it -> edit(it, Searched.class, in("table"), "hits", 1)),
                breaking(
                        Invariant.I22,
                        "a card number in a log",
                        it -> edit(it, Searched.class, in("log"), "hits", 1)),
                breaking(
                        Invariant.I22,
                        "topics in which nobody looked",
                        it -> lose(it, Searched.class, in("topic"))),
                breaking(
                        Invariant.I24,
                        "an unknown terminal that signed on",
                        it ->
                                edit(
                                        edit(
                                                it,
                                                Exchanged.class,
                                                PlantedOperation::stranger,
                                                "answer.code",
                                                "00"),
                                        Exchanged.class,
                                        PlantedOperation::stranger,
                                        "heard",
                                        "BELIEVED")),
                breaking(
                        Invariant.I24,
                        "a request with a wrong MAC that took an identity",
                        PlantedOperation::recordedInSpiteOfItsMac),
                breaking(
                        Invariant.I24,
                        "an unknown terminal that reached the network",
                        PlantedOperation::strangerAtTheNetwork),
                breaking(
                        Invariant.I24,
                        "a sign-on that was asked for nothing",
                        it ->
                                edit(
                                        it,
                                        Exchanged.class,
                                        asked(WITH_PIN),
                                        "answer.signOnAsked",
                                        true)),
                breaking(Invariant.I25, "threads that stay", it -> grown(it, "threads", 1_000)),
                breaking(
                        Invariant.I25,
                        "connections that stay",
                        it -> grown(it, "connections", 1_000)),
                breaking(
                        Invariant.I25, "memory that stays", it -> grown(it, "heapBytes", 1L << 33)),
                breaking(
                        Invariant.I25,
                        "a service that was not there to be measured again",
                        it ->
                                lose(
                                        it,
                                        Measured.class,
                                        m ->
                                                m.phase() == Phase.HEALED
                                                        && m.service()
                                                                .equals("terminal-service"))));
    }

    private static Predicate<Searched> in(String place) {
        return it -> it.place().startsWith(place + " ");
    }

    private static boolean stranger(Exchanged it) {
        return it.flaw() == Flaw.UNKNOWN_TERMINAL;
    }

    private static History grown(History day, String component, long value) {
        return edit(day, Measured.class, it -> it.phase() == Phase.HEALED, component, value);
    }

    private static History recordedInSpiteOfItsMac(History day) {
        var request = find(day, Exchanged.class, it -> it.flaw() == Flaw.WRONG_MAC).request();
        return add(
                day,
                Identity.class,
                new Identity(
                        request.terminalId(),
                        request.merchantId(),
                        request.batchNumber(),
                        request.traceNumber(),
                        Objects.requireNonNull(request.processingCode()),
                        Objects.requireNonNull(request.type()),
                        Planted.NOBODY));
    }

    /// Declined there, so that nothing stands.
    private static History strangerAtTheNetwork(History day) {
        var terminalId =
                find(day, Exchanged.class, PlantedOperation::stranger).request().terminalId();
        var line = find(day, Recorded.class, about(day, ORDINARY).and(Recorded::authorization));
        var declined = edited(Recorded.class, line, "decision.outcome", "DECLINED");
        var elsewhere = edited(Recorded.class, declined, "about", Planted.NO_REFERENCE);
        return add(
                day,
                Recorded.class,
                edited(Recorded.class, elsewhere, "message.terminalId", terminalId));
    }
}
