package io.shoudan.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.iso8583.Message;
import io.shoudan.simulator.network.Decision.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// What the network decides and what of it stands, without sockets.
class BookTest {

    private static final String RRN = "632600000042";
    private static final JsonMapper JSON = RecordFormat.mapper();

    @TempDir private Path folder;
    private Path file;
    private Book book;
    private final TestLink link = new TestLink();

    /// A connection that has signed on, and hears nothing.
    private static final class TestLink implements Link {

        private boolean signedOn = true;

        @Override
        public long number() {
            return 1;
        }

        @Override
        public boolean signedOn() {
            return signedOn;
        }

        @Override
        public void signOn() {
            signedOn = true;
        }

        @Override
        public void signOff() {
            signedOn = false;
        }

        @Override
        public void send(Message message) {
            throw new UnsupportedOperationException("must not be called");
        }
    }

    @BeforeEach
    void open() {
        file = folder.resolve("network.jsonl");
        book = opened(100);
    }

    @AfterEach
    void close() {
        book.close();
    }

    private Book opened(int maxTrails) {
        var clock = Clock.fixed(Instant.parse("2026-11-22T01:31:05Z"), ZoneOffset.UTC);
        return new Book(file, JSON, clock, maxTrails);
    }

    private void restart() {
        book.close();
        book = opened(100);
    }

    private static Facts purchase(long amountMinor) {
        return request("0200", "000000", amountMinor, "000042", RRN, null);
    }

    private static Facts reversal(long amountMinor) {
        return request(
                "0420",
                "000000",
                amountMinor,
                "000043",
                RRN,
                new Facts.Named("0200", "000042", "1122013105"));
    }

    private static Facts request(
            String mti,
            String processingCode,
            long amountMinor,
            String trace,
            String reference,
            Facts.@Nullable Named original) {
        return new Facts(
                mti,
                processingCode,
                amountMinor,
                "1122013105",
                trace,
                reference,
                null,
                null,
                "90010001",
                "898310058120001",
                "156",
                null,
                original,
                "622500******0014",
                "a1b2c3d4e5f60718");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    amount, code, outcome,  behaviour,           stands
                    1200,   00,   APPROVED, APPROVES,            1
                    50,     00,   APPROVED, APPROVES,            1
                    1251,   51,   DECLINED, INSUFFICIENT_FUNDS,  0
                    1254,   54,   DECLINED, EXPIRED_CARD,        0
                    1255,   55,   DECLINED, WRONG_PIN,           0
                    1261,   61,   DECLINED, OVER_LIMIT,          0
                    1291,   91,   DECLINED, ISSUER_UNAVAILABLE,  0
                    1296,   96,   DECLINED, SYSTEM_ERROR,        0
                    1297,   00,   APPROVED, ANSWERS_LATE,        1
                    1298,   00,   APPROVED, NEVER_ANSWERS,       1
                    1299,   00,   APPROVED, ANSWERS_ANOTHER,     1
                    97,     00,   APPROVED, ANSWERS_LATE,        1
                    """)
    void decidesByTheLastTwoDigits(
            long amount, String code, Outcome outcome, Behaviour behaviour, int stands) {
        var decision = book.decide(link, purchase(amount));

        assertThat(decision.outcome()).isEqualTo(outcome);
        assertThat(decision.responseCode()).isEqualTo(code);
        assertThat(decision.behaviour()).isEqualTo(behaviour);
        assertThat(decision.authorizationCode() != null).isEqualTo(outcome == Outcome.APPROVED);
        assertThat(book.effective()).hasSize(stands);
    }

    @Test
    void authorizesARepeatOnce() {
        var first = book.decide(link, purchase(1200));
        var second = book.decide(link, purchase(1200));

        assertThat(second).isEqualTo(first.repeated());
        assertThat(book.effective()).hasSize(1);
    }

    @Test
    void refusesAReferenceThatComesBackWithOtherContent() {
        book.decide(link, purchase(1200));

        assertThat(book.decide(link, purchase(1300)).responseCode()).isEqualTo("94");
        assertThat(Net.of(book.effective()).totals())
                .extracting(Net.Total::amountMinor)
                .containsExactly(1200L);
    }

    @Test
    void refusesBeforeSignOnAndKeepsNothing() {
        link.signOff();

        assertThat(book.decide(link, purchase(1200)))
                .isEqualTo(Decision.of(Outcome.REFUSED_NOT_SIGNED_ON, "91"));
        link.signOn();
        assertThat(book.decide(link, purchase(1200)).outcome()).isEqualTo(Outcome.APPROVED);
    }

    @Test
    void reversesOnceHoweverOftenItIsTold() {
        book.decide(link, purchase(1298));

        assertThat(book.reverse(link, reversal(1298)).outcome()).isEqualTo(Outcome.REVERSED);
        assertThat(book.reverse(link, reversal(1298)).outcome()).isEqualTo(Outcome.REVERSED_BEFORE);
        assertThat(book.reverse(link, reversal(1298)).responseCode()).isEqualTo("00");
        assertThat(book.effective()).isEmpty();
    }

    /// Money already moved is never held up, not even by a link that has not signed on again.
    @Test
    void reversesBeforeSignOn() {
        book.decide(link, purchase(1298));
        link.signOff();

        assertThat(book.reverse(link, reversal(1298)).outcome()).isEqualTo(Outcome.REVERSED);
    }

    @Test
    void refusesAnOriginalThatItsReversalOvertook() {
        assertThat(book.reverse(link, reversal(1200)).outcome()).isEqualTo(Outcome.REVERSED_AHEAD);
        restart();

        assertThat(book.decide(link, purchase(1200)))
                .isEqualTo(Decision.of(Outcome.REFUSED_AFTER_REVERSAL, "12"));
        assertThat(book.reverse(link, reversal(1200)).responseCode()).isEqualTo("00");
        assertThat(book.effective()).isEmpty();
    }

    @Test
    void acknowledgesTheReversalOfADecline() {
        book.decide(link, purchase(1251));

        assertThat(book.reverse(link, reversal(1251)))
                .isEqualTo(Decision.of(Outcome.REVERSED_DECLINE, "00"));
    }

    @Test
    void undoesNothingForAReversalThatMeansAnother() {
        book.decide(link, purchase(1200));

        assertThat(book.reverse(link, reversal(1300)))
                .isEqualTo(Decision.of(Outcome.REVERSAL_DIFFERS, "00"));
        assertThat(book.effective()).hasSize(1);
    }

    @Test
    void countsVoidsAndRefundsByThemselves() {
        book.decide(link, purchase(1200));
        book.decide(link, request("0200", "200000", 1200, "000044", "632600000044", null));
        book.decide(link, request("0220", "200000", 500, "000045", "632600000045", null));
        book.decide(link, request("0200", "310000", 0, "000046", "632600000046", null));

        var net = Net.of(book.effective());

        assertThat(net.items())
                .extracting(Net.Item::kind)
                .containsExactly(Original.Kind.PURCHASE, Original.Kind.VOID, Original.Kind.REFUND);
        assertThat(net.totals())
                .extracting(Net.Total::kind, Net.Total::count, Net.Total::amountMinor)
                .contains(Tuple.tuple(Original.Kind.REFUND, 1L, 500L));
    }

    @Test
    void remembersEverythingAfterARestart() {
        var decision = book.decide(link, purchase(1200));
        var before = Net.of(book.effective());
        var lines = book.lines(RRN);
        restart();

        assertThat(Net.of(book.effective())).isEqualTo(before);
        assertThat(book.lines(RRN)).isEqualTo(lines);
        assertThat(book.decide(link, purchase(1200))).isEqualTo(decision.repeated());
        assertThat(book.lines(RRN)).hasSize(2);
    }

    /// A kill in the middle of a write leaves half a line, which nobody was told about.
    @Test
    void cutsOffAnUnfinishedLine() throws IOException {
        book.decide(link, purchase(1200));
        book.close();
        Files.writeString(file, "{\"number\":2,\"at", StandardOpenOption.APPEND);
        book = opened(100);
        book.decide(link, purchase(1200));

        assertThat(Files.readAllLines(file)).hasSize(2).allMatch(line -> line.endsWith("}"));
    }

    @Test
    void refusesAFileThatIsNoRecord() throws IOException {
        book.close();
        Files.writeString(file, "6225000000000014\n");

        assertThatThrownBy(() -> opened(100))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("must be a record: line 1 of " + file);
        Files.delete(file);
        book = opened(100);
    }

    @Test
    void refusesAFileThatIsInUse() {
        assertThatThrownBy(() -> opened(100)).hasMessage("must be used by one process: " + file);
    }

    @Test
    void refusesNewTransactionsWhenFull() {
        book.close();
        book = opened(1);
        book.decide(link, purchase(1200));
        var second = request("0200", "000000", 100, "000044", "632600000044", null);

        assertThat(book.decide(link, second).responseCode()).isEqualTo("96");
        assertThat(book.reverse(link, reversal(1200)).outcome()).isEqualTo(Outcome.REVERSED);
    }
}
