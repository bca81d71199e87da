package io.shoudan.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.MAC;
import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.RETRIEVAL_REFERENCE;
import static io.shoudan.terminal.FakeTransactionService.TRANSACTIONS;
import static io.shoudan.terminal.FakeTransactionService.hangsUp;
import static io.shoudan.terminal.FakeTransactionService.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.testing.Eventually;
import io.shoudan.terminal.FakeTransactionService.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a terminal hears when the way to transaction-service is bad: the outcome, sooner or later;
/// 96 if certainly nothing happened; nothing at all if we can't know. Never a made-up decline.
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

        var answer = terminal.sendSigned(terminal.purchase(100).build()).message();

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
    void goesToTheOtherInstanceWhenOneAcceptsNothing() {
        terminal.signOn("003");
        first().next(TRANSACTIONS, refuses(503, "not-accepted"));

        assertThat(purchase()).isEqualTo("00");
        assertThat(purchase()).isEqualTo("00");
    }

    @Test
    void declinesWhenNoInstanceAcceptsAnything() {
        terminal.signOn("003");
        next(refuses(503, "not-accepted"));

        var answer = terminal.sendSigned(terminal.purchase(100).build()).message();

        assertThat(answer.get(RESPONSE_CODE)).isEqualTo("96");
        assertThat(answer.has(MAC)).isTrue();
        assertThat(calls()).hasSize(2);
    }

    /// One instance hung up in the middle, the other accepts nothing: the first may have recorded
    /// it, so its refusal elsewhere proves nothing.
    @Test
    void doesNotDeclineWhatMayHaveBeenRecorded() {
        terminal.signOn("003");
        for (int i = 0; i < 100; i++) {
            first().next(TRANSACTIONS, hangsUp());
            SECOND.next(TRANSACTIONS, refuses(503, "not-accepted"));
        }

        terminal.write(request());

        assertThat(terminal.read()).isEmpty();
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

    @Test
    void declinesWhenNobodyListens() {
        try (var alone =
                HOUSE.another(Map.of("shoudan.terminal.transactions.urls", House.nobody()))) {
            terminal.signOn("003");
            terminal.movedTo(alone);

            var answer = terminal.sendSigned(terminal.purchase(100).build()).message();

            assertThat(answer.get(RESPONSE_CODE)).isEqualTo("96");
            assertThat(answer.has(MAC)).isTrue();
            assertThat(terminal.signOn("003").get(RESPONSE_CODE)).isEqualTo("96");
        }
    }

    /// Nothing has been asked of anybody yet, so the terminal may be told.
    @Test
    void declinesWhatItCannotCheck() {
        terminal.signOn("003");
        HOUSE.jdbc().sql("alter table binding rename to hidden").update();
        try {
            assertThat(purchase()).isEqualTo("96");
            assertThat(calls()).isEmpty();
        } finally {
            HOUSE.jdbc().sql("alter table hidden rename to binding").update();
        }
        assertThat(purchase()).isEqualTo("00");
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
                    io.shoudan.iso8583.framing.FrameWriter.framed(
                            one.frame(one.management("0820", "301").build()).body()));
            return one.read().isPresent();
        }
    }

    private String purchase() {
        return terminal.sendSigned(terminal.purchase(100).build()).message().get(RESPONSE_CODE);
    }

    private byte[] request() {
        return io.shoudan.iso8583.framing.FrameWriter.framed(
                terminal.signed(terminal.purchase(100).build()).body());
    }
}
