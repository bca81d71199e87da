package io.shoudan.system.history;

import static io.shoudan.system.history.Planted.COMPENSATED;
import static io.shoudan.system.history.Planted.DECLINED;
import static io.shoudan.system.history.Planted.NOBODY;
import static io.shoudan.system.history.Planted.NO_REFERENCE;
import static io.shoudan.system.history.Planted.ORDINARY;
import static io.shoudan.system.history.Planted.REPEATED;
import static io.shoudan.system.history.Planted.TOO_MUCH;
import static io.shoudan.system.history.Planted.VOID_REVERSED;
import static io.shoudan.system.history.Planted.WITH_PIN;
import static io.shoudan.system.history.Planted.asked;
import static io.shoudan.system.history.Planted.breaking;
import static io.shoudan.system.history.Planted.paid;
import static io.shoudan.system.history.Planting.add;
import static io.shoudan.system.history.Planting.edit;
import static io.shoudan.system.history.Planting.find;
import static io.shoudan.system.history.Planting.lose;
import static io.shoudan.system.history.Planting.without;

import io.shoudan.system.history.Fact.Disturbed;
import io.shoudan.system.history.Fact.Exchanged;
import io.shoudan.system.history.Fact.Identity;
import io.shoudan.system.history.Fact.Payment;
import io.shoudan.system.history.Fact.Strayed;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/// What terminals must never hear.
final class PlantedAnswers {

    /// As terminal-service gives them to answers that are its own.
    private static final String OWN_REFERENCE = "632790000001";

    private static final Disturbed DISTURBED =
            new Disturbed(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), "corrupting proxy");

    private PlantedAnswers() {}

    static List<Planted> all() {
        return List.of(
                breaking(
                        Invariant.I1,
                        "an approval without a row",
                        it -> heard(it, ORDINARY, "answer.reference", NO_REFERENCE)),
                breaking(
                        Invariant.I1,
                        "an approval of another amount",
                        it -> heard(it, ORDINARY, "answer.amountMinor", 1)),
                breaking(
                        Invariant.I1,
                        "an approval with another authorization code",
                        it -> heard(it, ORDINARY, "answer.authorizationCode", "000000")),
                breaking(
                        Invariant.I1,
                        "an approval for another batch",
                        it -> heard(it, ORDINARY, "answer.batchNumber", "777777")),
                breaking(
                        Invariant.I2,
                        "a decline of what stands",
                        it -> heard(it, ORDINARY, "answer.code", "51")),
                breaking(
                        Invariant.I24,
                        "a decline that terminal-service made up for what stands",
                        it ->
                                heard(
                                        heard(it, ORDINARY, "answer.code", "96"),
                                        ORDINARY,
                                        "answer.reference",
                                        OWN_REFERENCE)),
                breaking(
                        Invariant.I2,
                        "a declined refund that holds its claim",
                        it -> edit(it, Payment.class, paid(TOO_MUCH), "holdsClaim", true)),
                breaking(
                        Invariant.I2,
                        "a purchase with more refunded than its refunds have",
                        it -> edit(it, Payment.class, paid(REPEATED), "refundedMinor", 800)),
                breaking(
                        Invariant.I2,
                        "a purchase still claimed by a void that was reversed",
                        it -> edit(it, Payment.class, paid(VOID_REVERSED), "voidClaimId", NOBODY)),
                breaking(Invariant.I4, "one request that became two rows", Planted::askedTwice),
                breaking(
                        Invariant.I4,
                        "a repeat with another answer",
                        it -> edit(it, Exchanged.class, repeat(it), "answer.same", "k0")),
                breaking(
                        Invariant.I4,
                        "a repeat of a decline that hears another",
                        it -> heard(it, DECLINED, "answer.code", "05")),
                breaking(
                        Invariant.I4,
                        "an authorization sent twice to the network",
                        Planted::sentTwice),
                breaking(
                        Invariant.I5,
                        "a new purchase that is given an old one's approval",
                        it -> edit(it, Exchanged.class, repeat(it), "order", 777)),
                breaking(
                        Invariant.I5,
                        "a row that a repeat would not find",
                        it ->
                                edit(
                                        it,
                                        Identity.class,
                                        identity -> identity.transactionId() != null,
                                        "traceNumber",
                                        "777777")),
                breaking(
                        Invariant.I5,
                        "a row that no terminal asked for",
                        it -> lose(it, Exchanged.class, asked(ORDINARY))),
                breaking(
                        Invariant.I6,
                        "a terminal left without an answer",
                        it ->
                                without(
                                        heard(it, WITH_PIN, "heard", "TIMED_OUT"),
                                        Exchanged.class,
                                        asked(WITH_PIN),
                                        "answer")),
                breaking(
                        Invariant.I6,
                        "an answer after the terminal's time-out",
                        it -> heard(it, COMPENSATED, "tookMs", 60_001)),
                breaking(
                        Invariant.I6,
                        "an answer on another terminal's connection",
                        it -> add(it, Strayed.class, stray("90020001", "90020002"))),
                breaking(
                        Invariant.I6,
                        "an answer on another terminal's connection, though lines are disturbed",
                        it ->
                                add(
                                        add(it, Strayed.class, stray("90020001", "90020002")),
                                        Disturbed.class,
                                        DISTURBED)),
                breaking(
                        Invariant.I6,
                        "an answer that came twice",
                        it -> add(it, Strayed.class, stray("90020001", "90020001"))));
    }

    private static History heard(History day, long amount, String component, Object value) {
        return edit(day, Exchanged.class, asked(amount), component, value);
    }

    /// The second transmission of one request.
    private static Predicate<Exchanged> repeat(History day) {
        var first = find(day, Exchanged.class, asked(REPEATED));
        return it -> it.order() == first.order() && it.at().isAfter(first.at());
    }

    private static Strayed stray(String terminalId, String answerTo) {
        return new Strayed(terminalId, Instant.EPOCH, "0210", answerTo, "000001", "00");
    }
}
