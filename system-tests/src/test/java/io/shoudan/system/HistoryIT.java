package io.shoudan.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.launcher.DemoMerchant;
import io.shoudan.simulator.terminal.Card;
import io.shoudan.simulator.terminal.Exchange;
import io.shoudan.simulator.terminal.Terminal;
import io.shoudan.system.history.Fact.Flaw;
import io.shoudan.system.history.Fact.Looked.Place;
import io.shoudan.system.history.Fact.Measured;
import io.shoudan.system.history.Fact.Measured.Phase;
import io.shoudan.system.history.History;
import io.shoudan.system.history.HistoryChecker;
import io.shoudan.system.history.HouseReader;
import io.shoudan.system.history.Journal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// A day at two counters with everything that goes wrong there, and transaction-service killed in
/// the middle of a purchase: whatever a house has seen, nothing is lost and nothing doubled.
///
/// With `-Dshoudan.history.record=FOLDER` the history is written down.
@ExtendWith(House.class)
class HistoryIT {

    private static final Card CARD = Card.typed("6225000000000014", "3012");

    /// By its last two digits the network approves, and answers after 21 s.
    private static final long ANSWERED_LATE = 3_097;

    /// Approved by the network, and never answered.
    private static final long NEVER_ANSWERED = 7_798;

    private static final List<Field<?>> REPEATED_BY_A_REVERSAL =
            List.of(
                    TerminalDialect.PAN,
                    TerminalDialect.PROCESSING_CODE,
                    TerminalDialect.AMOUNT,
                    TerminalDialect.TRACE_NUMBER,
                    TerminalDialect.EXPIRY,
                    TerminalDialect.ENTRY_MODE,
                    TerminalDialect.CONDITION_CODE,
                    TerminalDialect.TERMINAL,
                    TerminalDialect.MERCHANT,
                    TerminalDialect.CURRENCY,
                    TerminalDialect.TRANSACTION);

    private final Journal journal = new Journal();
    private final RunningHouse house;

    HistoryIT(RunningHouse house) {
        this.house = house;
    }

    @Test
    void nothingIsLostAndNothingIsDoubled() throws Exception {
        Await.until(
                Duration.ofSeconds(90),
                () -> house.lines().stream().anyMatch(line -> line.startsWith("demo: ")),
                house::lines);
        List<Measured> measured =
                new ArrayList<>(new HouseReader(house.sources()).measure(Phase.BASELINE));
        journal.secret(DemoMerchant.FIRST.mainKey());
        journal.secret(DemoMerchant.SECOND.mainKey());
        try (Terminal first = house.newTerminal(DemoMerchant.FIRST);
                Terminal second = house.newTerminal(DemoMerchant.SECOND)) {
            assertThat(journal.hear(first, Terminal::signOn).approved()).isTrue();
            assertThat(journal.hear(second, Terminal::signOn).approved()).isTrue();
            intruders(first);
            ordinaryDay(first);
            lateAnswer(first);
            reversalFirst(first);
            killedInTheMiddle(second);
            settledAndReversedAfterwards(first);
            assertThat(journal.hear(second, Terminal::settle).approved()).isTrue();
        }
        var reader = new HouseReader(house.sources()); // A killed service has another process now.
        awaitQuiet(reader);
        measured.addAll(reader.measure(Phase.HEALED));
        History history = reader.read(journal, measured);
        record(history);
        assertThat(HistoryChecker.check(history)).isEmpty();
    }

    private void intruders(Terminal terminal) {
        var refused =
                journal.hear(
                        terminal,
                        Flaw.WRONG_MAC,
                        it -> it.exchange(it.frameWithWrongMac(it.drafts().purchase(1000, CARD))));
        assertThat(refused.responseCode()).contains("A0");
        try (var stranger = house.terminal("00000404", DemoMerchant.FIRST)) {
            assertThat(
                            journal.hear(stranger, Flaw.UNKNOWN_TERMINAL, Terminal::signOn)
                                    .responseCode())
                    .contains("97");
        }
    }

    private void ordinaryDay(Terminal terminal) throws InterruptedException {
        Exchange purchase = purchase(terminal, 1_000, CARD);
        lookUp(purchase);
        assertThat(journal.hearAgain(terminal, purchase).approved()).isTrue();
        Exchange otherContent =
                journal.hear(
                        terminal,
                        it ->
                                it.exchange(
                                        purchase.request().message().toBuilder()
                                                .set(TerminalDialect.AMOUNT, 9_900L)
                                                .remove(TerminalDialect.MAC)
                                                .unchecked()));
        assertThat(otherContent.responseCode()).contains("94");

        Exchange declined = journal.hear(terminal, it -> it.purchase(2_051, CARD));
        assertThat(declined.responseCode()).contains("51");
        assertThat(journal.hearAgain(terminal, declined).responseCode()).contains("51");

        purchase(terminal, 1_234, CARD.withPin("1234"));
        assertThat(journal.hear(terminal, it -> it.balance(CARD)).approved()).isTrue();

        Exchange mistaken = purchase(terminal, 4_000, CARD);
        assertThat(journal.hear(terminal, it -> it.voidOf(mistaken.traceNumber())).approved())
                .isTrue();
        Exchange kept = purchase(terminal, 5_000, CARD);
        Exchange voiding = journal.hear(terminal, it -> it.voidOf(kept.traceNumber()));
        assertThat(voiding.approved()).isTrue();
        assertThat(journal.hear(terminal, it -> it.reverse(voiding.traceNumber())).approved())
                .isTrue();

        Exchange unheard = purchase(terminal, 6_000, CARD);
        Exchange reversal = journal.hear(terminal, it -> it.reverse(unheard.traceNumber()));
        assertThat(reversal.approved()).isTrue();
        assertThat(journal.hearAgain(terminal, reversal).approved()).isTrue();

        Exchange refund = journal.hear(terminal, it -> it.refund(purchase.traceNumber(), 400));
        assertThat(refund.approved()).isTrue();
        Exchange tooMuch = journal.hear(terminal, it -> it.refund(purchase.traceNumber(), 601));
        assertThat(tooMuch.responseCode()).contains("64");
    }

    private void lateAnswer(Terminal terminal) {
        Exchange unknown = journal.hear(terminal, it -> it.purchase(ANSWERED_LATE, CARD));
        assertThat(unknown.responseCode()).contains("98");
        awaitState(reference(unknown), "REVERSED");
    }

    /// The reversal overtakes its original, which must never be sent then.
    private void reversalFirst(Terminal terminal) {
        Message original = terminal.drafts().purchase(1_100, CARD);
        assertThat(journal.hear(terminal, it -> it.exchange(reversalOf(original))).approved())
                .isTrue();
        assertThat(journal.hear(terminal, it -> it.exchange(original)).responseCode())
                .contains("12");
    }

    private static Message reversalOf(Message original) {
        return Message.builder(TerminalDialect.DIALECT, "0400")
                .copy(original, REPEATED_BY_A_REVERSAL)
                .set(TerminalDialect.RESPONSE_CODE, "98")
                .build();
    }

    /// The terminal hears nothing, or 98 from the restarted service, and reverses until it is
    /// answered.
    private void killedInTheMiddle(Terminal terminal) throws Exception {
        purchase(terminal, 1_500, CARD);
        var atNetwork = TerminalTransactions.of(terminal, house.operator());
        Thread customer =
                Thread.ofVirtual()
                        .start(
                                () ->
                                        journal.hear(
                                                terminal, it -> it.purchase(NEVER_ANSWERED, CARD)));
        Await.until(
                Duration.ofSeconds(15),
                () -> atNetwork.all().size() == 2 && arrived(atNetwork.all().getFirst()),
                () -> "nothing has arrived at the card network");
        var killed = Instant.now();
        ProcessHandle service = house.service("transaction-service");
        service.destroyForcibly();
        service.onExit().join();
        customer.join();
        String trace = terminal.journal().getLast().traceNumber();
        Await.until(
                Duration.ofMinutes(2),
                () -> journal.hear(terminal, it -> it.reverse(trace)).approved(),
                terminal::journal);
        journal.disturbed(killed, Instant.now(), "kill -9 of transaction-service");
    }

    private boolean arrived(JsonNode transaction) throws Exception {
        return house.networkRecord(transaction.path("retrievalReference").asString())
                .contains("RECEIVED");
    }

    /// A closed batch stays as it is; the money goes back by a compensating line.
    private void settledAndReversedAfterwards(Terminal terminal) {
        Exchange purchase = purchase(terminal, 1_700, CARD);
        assertThat(journal.hear(terminal, Terminal::settle).approved()).isTrue();
        awaitState(reference(purchase), "SETTLED");
        Message reversal = reversalOf(purchase.request().message());
        assertThat(journal.hear(terminal, it -> it.exchange(reversal)).approved()).isTrue();
    }

    private Exchange purchase(Terminal terminal, long amountMinor, Card card) {
        Exchange purchase = journal.hear(terminal, it -> it.purchase(amountMinor, card));
        assertThat(purchase.approved()).as(purchase.toString()).isTrue();
        return purchase;
    }

    /// As whoever stands at the counter would: at once by reference, then in the list.
    private void lookUp(Exchange approval) throws InterruptedException {
        long begin = System.nanoTime();
        var found =
                house.operator()
                        .call("GET", "/v1/transactions/by-reference/" + reference(approval), null);
        journal.looked(
                approval,
                Place.BY_REFERENCE,
                found.status() == 200 ? Optional.of(since(begin)) : Optional.empty());
        var list =
                house.operator()
                        .get(
                                "/v1/transactions?limit=50&terminalId="
                                        + approval.request()
                                                .message()
                                                .get(TerminalDialect.TERMINAL));
        boolean listed =
                list.path("items")
                        .valueStream()
                        .anyMatch(
                                it ->
                                        it.path("retrievalReference")
                                                .asString()
                                                .equals(reference(approval)));
        journal.looked(approval, Place.LIST, listed ? Optional.of(since(begin)) : Optional.empty());
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static String reference(Exchange exchange) {
        return exchange.retrievalReference().orElseThrow();
    }

    private void awaitState(String reference, String state) {
        Await.until(
                Duration.ofSeconds(60),
                () -> stateOf(reference).equals(state),
                () -> reference + " is not " + state);
    }

    private String stateOf(String reference) throws InterruptedException {
        var answer =
                house.operator().call("GET", "/v1/transactions/by-reference/" + reference, null);
        return answer.status() == 200 ? answer.json().path("state").asString() : "";
    }

    private static void awaitQuiet(HouseReader reader) {
        List<String> pending = new ArrayList<>();
        Await.until(
                Duration.ofMinutes(2),
                () -> {
                    pending.clear();
                    pending.addAll(reader.pending());
                    return pending.isEmpty();
                },
                () -> pending);
    }

    private static void record(History history) {
        var folder = System.getProperty("shoudan.history.record");
        if (folder != null) {
            history.write(Path.of(folder));
        }
    }
}
