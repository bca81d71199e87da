package io.shoudan.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.RETRIEVAL_REFERENCE;
import static io.shoudan.terminal.FakeTransactionService.TRANSACTIONS;
import static io.shoudan.terminal.FakeTransactionService.hangsUp;
import static io.shoudan.terminal.FakeTransactionService.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.framing.FrameWriter;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.testing.Eventually;
import io.shoudan.terminal.FakeTransactionService.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a terminal hears when the way to transaction-service is bad: the outcome, sooner or later,
/// or nothing at all. Never a made-up decline: whatever happened to this transmission, an earlier
/// one may be recorded and approved.
class LostOutcomeIT {

    private static final FakeTransactionService SECOND = new FakeTransactionService();

    /// Two instances, and little time.
    private static final House HOUSE =
            House.shared()
                    .another(
                            Map.of(
                                    "shoudan.terminal.transactions.urls",
                                    House.shared().transactions().url() + "," + SECOND.url(),
                                    "shoudan.terminal.transactions.deadline",
                                    "4s",
                                    "shoudan.terminal.transactions.attempt-timeout",
                                    "2s"));

    private final TestTerminal terminal = HOUSE.newTerminal();

    @AfterAll
    static void close() {
        HOUSE.close();
        SECOND.close();
    }

    @AfterEach
    void hangUp() {
        terminal.close();
        first().forget();
        SECOND.forget();
    }

    private static FakeTransactionService first() {
        return HOUSE.transactions();
    }

    private List<Call> calls() {
        return java.util.stream.Stream.of(first(), SECOND)
                .flatMap(instance -> instance.calls(TRANSACTIONS).stream())
                .toList();
    }

    private static void next(FakeTransactionService.Script script) {
        first().next(TRANSACTIONS, script);
        SECOND.next(TRANSACTIONS, script);
    }

    @Test
    void asksAgainWhenAnOutcomeGotLost() {
        terminal.signOn("003");
        next(hangsUp());

        var answer = terminal.sendSigned(terminal.purchase(100).unchecked()).message();

        assertThat(answer.get(RESPONSE_CODE)).isEqualTo("00");
        assertThat(answer.get(RETRIEVAL_REFERENCE)).isEqualTo("632600000042");
        var calls = calls();
        assertThat(calls).hasSize(3);
        assertThat(calls).extracting(Call::body).containsOnly(calls.getFirst().body());
        assertThat(first().calls(TRANSACTIONS)).isNotEmpty();
        assertThat(SECOND.calls(TRANSACTIONS)).isNotEmpty();
    }

    @Test
    void asksAgainWhenADeadlinePassedThere() {
        terminal.signOn("003");
        next(refuses(504, "deadline-exceeded"));

        assertThat(purchase()).isEqualTo("00");
    }

    @Test
    void goesToTheOtherInstanceWhenOneIsBusy() {
        terminal.signOn("003");
        first().next(TRANSACTIONS, refuses(503, "unavailable"));

        assertThat(purchase()).isEqualTo("00");
        assertThat(purchase()).isEqualTo("00");
    }

    /// A defect of ours, or a wrong secret: it says nothing about an earlier transmission either.
    @Test
    void closesTheConnectionWhenItIsTurnedAway() {
        terminal.signOn("003");
        for (int i = 0; i < 100; i++) {
            next(refuses(403, "forbidden"));
        }

        terminal.write(request());

        assertThat(terminal.read()).isEmpty();
    }

    /// The purchase was approved and its answer got lost on the way to the terminal, which repeats
    /// it while transaction-service is down: a decline would leave the cardholder paying.
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"nobody listens", "busy"})
    void neverDeclinesTheRepeatOfAnApprovedPurchase(String outage) {
        terminal.signOn("003");
        var purchase = terminal.signed(terminal.purchase(100).unchecked());
        var approved = terminal.exchange(purchase).message();
        assertThat(approved.get(RESPONSE_CODE)).isEqualTo("00");

        var urls = outage.equals("busy") ? HOUSE.transactions().url().toString() : House.NOBODY;
        try (var down = HOUSE.another(Map.of("shoudan.terminal.transactions.urls", urls))) {
            for (int i = 0; i < 100; i++) {
                first().next(TRANSACTIONS, refuses(503, "unavailable"));
            }
            terminal.movedTo(down).write(FrameWriter.framed(purchase.body()));
            assertThat(terminal.read()).isEmpty();
        }

        first().forget();
        var repeated = terminal.movedTo(HOUSE).exchange(purchase).message();
        assertThat(repeated.get(RESPONSE_CODE)).isEqualTo("00");
        assertThat(repeated.get(RETRIEVAL_REFERENCE)).isEqualTo(approved.get(RETRIEVAL_REFERENCE));
    }

    @Test
    void closesTheConnectionWithoutAnOutcome() {
        terminal.signOn("003");
        for (int i = 0; i < 100; i++) {
            next(refuses(503, "unavailable"));
        }

        terminal.write(request());

        assertThat(terminal.read()).isEmpty();
        first().forget();
        SECOND.forget();
        assertThat(purchase()).isEqualTo("00");
    }

    /// A sign-on moves no money, so its terminal may be told.
    @Test
    void tellsASignOnToTryLaterWhenNobodyListens() {
        try (var alone =
                HOUSE.another(Map.of("shoudan.terminal.transactions.urls", House.NOBODY))) {
            terminal.movedTo(alone);

            assertThat(terminal.signOn("003").get(RESPONSE_CODE)).isEqualTo("96");
        }
    }

    /// Nothing is asked of anybody, and an earlier transmission may have been approved.
    @Test
    void closesTheConnectionOnWhatItCannotCheck() {
        terminal.signOn("003");
        HOUSE.jdbc().sql("alter table binding rename to hidden").update();
        try {
            terminal.write(request());
            assertThat(terminal.read()).isEmpty();
            assertThat(calls()).isEmpty();
        } finally {
            HOUSE.jdbc().sql("alter table hidden rename to binding").update();
        }
        assertThat(purchase()).isEqualTo("00");
    }

    @Test
    void closesTheConnectionOnWhatItHasNoRoomFor() {
        var decided = new CountDownLatch(1);
        Map<String, Object> oneAtATime = Map.of("shoudan.terminal.tcp.max-requests", 1);
        try (var narrow = HOUSE.another(oneAtATime);
                var other = HOUSE.newTerminal()) {
            terminal.signOn("003");
            other.signOn("003");
            next(
                    exchange -> {
                        awaited(decided);
                        hangsUp().play(exchange);
                    });
            terminal.movedTo(narrow).write(request());
            Eventually.until("the only place is taken", () -> !calls().isEmpty());

            other.movedTo(narrow);
            other.write(FrameWriter.framed(other.signed(other.purchase(100).unchecked()).body()));

            assertThat(other.read()).isEmpty();
            decided.countDown();
            assertThat(terminal.read().orElseThrow().message().get(RESPONSE_CODE)).isEqualTo("00");
        } finally {
            decided.countDown();
        }
    }

    private static void awaited(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /// Each refusal needs a reference, and every hundredth of them the database. While that is out
    /// of reach a crowd is sent away together, not one after the other.
    @Test
    void queuesNobodyForAReference() {
        try (var fresh = House.shared().another()) {
            var transactions = fresh.context().getBean(Transactions.class);
            var crowd = new ArrayList<Thread>();
            var heard = new AtomicInteger();
            transactions.run(
                    () -> {
                        fresh.jdbc().sql("alter sequence retrieval_reference cycle").update();
                        for (int i = 0; i < 50; i++) {
                            crowd.add(
                                    Thread.ofVirtual()
                                            .start(
                                                    () -> {
                                                        if (echo(fresh)) {
                                                            heard.incrementAndGet();
                                                        }
                                                    }));
                        }
                        Eventually.until(
                                "all have been heard or sent away",
                                () -> crowd.stream().noneMatch(Thread::isAlive));
                    });
            assertThat(heard.get()).isLessThan(50);
            assertThat(echo(fresh)).isTrue();
        }
    }

    private boolean echo(House at) {
        try (var one = at.terminal(terminal.id())) {
            one.write(
                    FrameWriter.framed(
                            one.frame(one.management("0820", "301").unchecked()).body()));
            return one.read().isPresent();
        }
    }

    private String purchase() {
        return terminal.sendSigned(terminal.purchase(100).unchecked()).message().get(RESPONSE_CODE);
    }

    private byte[] request() {
        return FrameWriter.framed(terminal.signed(terminal.purchase(100).unchecked()).body());
    }
}
