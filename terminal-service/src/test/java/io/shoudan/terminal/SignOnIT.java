package io.shoudan.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.ACQUIRER;
import static io.shoudan.iso8583.terminal.TerminalDialect.KEYS_OR_TEXT;
import static io.shoudan.iso8583.terminal.TerminalDialect.LOCAL_DATE;
import static io.shoudan.iso8583.terminal.TerminalDialect.LOCAL_TIME;
import static io.shoudan.iso8583.terminal.TerminalDialect.MAC;
import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.RETRIEVAL_REFERENCE;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRANSACTION;
import static io.shoudan.terminal.FakeTransactionService.SIGN_ON;
import static io.shoudan.terminal.FakeTransactionService.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.merchant.model.BindingStatus;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.terminal.TerminalProfile;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.testing.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keys and batch numbers, whatever gets lost on the way to the terminal.
class SignOnIT {

    private final House house = House.shared();
    private final TestTerminal terminal = house.newTerminal();

    @BeforeEach
    void forget() {
        house.transactions().forget();
    }

    @AfterEach
    void hangUp() {
        terminal.close();
        house.clock().reset();
    }

    private String purchase() {
        return purchase(terminal);
    }

    private static String purchase(TestTerminal by) {
        return by.sendSigned(by.purchase(100).unchecked()).message().get(RESPONSE_CODE);
    }

    /// The terminal throws unless every check value is its key's.
    @ParameterizedTest
    @CsvSource({"001, 24, 8, 0", "003, 40, 16, 0", "004, 60, 16, 16"})
    void givesTheKeysAskedFor(String code, int bytes, int pinKeyBytes, int trackKeyBytes) {
        var answer = terminal.signOn(code);

        assertThat(answer.get(KEYS_OR_TEXT).length()).isEqualTo(bytes);
        assertThat(terminal.pinKey()).hasSize(pinKeyBytes);
        assertThat(terminal.macKey()).hasSize(8);
        assertThat(terminal.trackKey() == null ? 0 : terminal.trackKey().length)
                .isEqualTo(trackKeyBytes);
        assertThat(purchase()).isEqualTo("00");
    }

    @Test
    void givesALongMacKeyToModelsThatTakeOne() {
        house.bind(terminal.id(), House.MERCHANT, "POS-X919", BindingStatus.ACTIVE);
        var profile = TerminalProfile.STANDARD.withMac(MacAlgorithm.X919, 16);
        terminal.speaking(profile).signOn("003");

        assertThat(terminal.macKey()).hasSize(16);
        assertThat(purchase()).isEqualTo("00");
    }

    /// Field by field what the protocol lists for 0810: bitmap `003800010AC00014`.
    @Test
    void answersWithTheFieldsOfTheProtocol() {
        var request = terminal.management("0800", "003").unchecked();

        var answer = terminal.exchange(terminal.frame(request));

        var message = answer.message();
        assertThat(message.fields())
                .extracting(field -> field.number())
                .containsExactly(11, 12, 13, 32, 37, 39, 41, 42, 60, 62);
        assertThat(message.get(ACQUIRER)).isEqualTo("00098310");
        assertThat(message.get(TRANSACTION).text()).isEqualTo("00000007003");
        assertThat(message.get(RETRIEVAL_REFERENCE)).matches("[0-9]{4}9[0-9]{7}");
        assertThat(answer.tpdu().text()).isEqualTo("6000000003");
        assertThat(answer.header().text()).isEqualTo("613100310000");
    }

    /// The golden request of a terminal that nobody has bound, and the golden refusal but for clock
    /// and reference.
    @Test
    void refusesAnUnknownTerminalAsTheGoldenFrameDoes() {
        var golden = GoldenFrames.frame("sign-on-refused-97");
        var stranger = house.terminal("99999999");
        var request = stranger.management("0800", "003").set(TRACE_NUMBER, "000003").unchecked();

        var answer = stranger.exchange(stranger.frame(request));

        var sameTime =
                answer.message().toBuilder()
                        .set(LOCAL_TIME, golden.message().get(LOCAL_TIME))
                        .set(LOCAL_DATE, golden.message().get(LOCAL_DATE))
                        .set(RETRIEVAL_REFERENCE, golden.message().get(RETRIEVAL_REFERENCE))
                        .unchecked();
        assertThat(sameTime).isEqualTo(golden.message());
        stranger.close();
    }

    @Test
    void asksTransactionServiceForTheBatch() {
        var request = terminal.management("0800", "003").unchecked();
        terminal.send(request);
        terminal.send(request);
        terminal.send(terminal.management("0800", "003").unchecked());

        var digests =
                house.transactions().calls(SIGN_ON).stream()
                        .map(call -> call.body().get("requestDigest").asString())
                        .toList();
        assertThat(digests.get(1)).isEqualTo(digests.get(0));
        assertThat(digests.get(2)).isNotEqualTo(digests.get(0));
        var call = house.transactions().calls(SIGN_ON).getFirst();
        assertThat(call.body().get("traceNumber").asString()).isEqualTo(request.get(TRACE_NUMBER));
        assertThat(call.header("Authorization")).startsWith("Bearer ");
        assertThat(call.header("X-request-id")).isNotEmpty();
        assertThat(Long.parseLong(call.header("Shoudan-deadline-ms"))).isBetween(1L, 35_000L);
    }

    /// After an outage all terminals want to sign on at once, and some cardholders are waiting.
    @Test
    void letsTerminalsSignOnInTurnWhilePaymentsPass() throws Exception {
        terminal.signOn("003");
        var slow = new CountDownLatch(1);
        Map<String, Object> oneAtATime = Map.of("shoudan.terminal.sign-on.at-a-time", 1);
        try (var narrow = house.another(oneAtATime);
                var first = house.newTerminal().movedTo(narrow);
                var second = house.newTerminal().movedTo(narrow)) {
            house.transactions().forget();
            holdNextSignOn(slow);
            var signOns =
                    Stream.of(first, second)
                            .map(it -> Thread.ofVirtual().start(() -> it.signOn("003")))
                            .toList();
            Eventually.until(
                    "one is asked for",
                    () -> house.transactions().calls(SIGN_ON).size(),
                    it -> it == 1);

            terminal.movedTo(narrow);
            assertThat(purchase()).isEqualTo("00");
            assertThat(house.transactions().calls(SIGN_ON)).hasSize(1);

            slow.countDown();
            for (var signOn : signOns) {
                signOn.join();
            }
            assertThat(purchase(first)).isEqualTo("00");
            assertThat(purchase(second)).isEqualTo("00");
        }
    }

    /// Those that wait hold a place each; a cardholder must find one beside them.
    @Test
    void leavesPlacesToPaymentsWhileACrowdSignsOn() throws Exception {
        terminal.signOn("003");
        var slow = new CountDownLatch(1);
        Map<String, Object> small =
                Map.of(
                        "shoudan.terminal.sign-on.at-a-time", 1,
                        "shoudan.terminal.sign-on.patience", "30s",
                        "shoudan.terminal.tcp.max-requests", 4);
        try (var narrow = house.another(small);
                var first = house.newTerminal().movedTo(narrow);
                var crowd = house.newTerminal().movedTo(narrow)) {
            house.transactions().forget();
            holdNextSignOn(slow);
            var signOn = Thread.ofVirtual().start(() -> first.signOn("003"));
            Eventually.until(
                    "one is asked for",
                    () -> house.transactions().calls(SIGN_ON).size(),
                    it -> it == 1);

            // Sooner than those that wait give up.
            crowd.connection().setSoTimeout(10_000);
            for (int i = 0; i < 3; i++) {
                assertThat(crowd.signOn("003").get(RESPONSE_CODE)).isEqualTo("96");
            }
            terminal.movedTo(narrow);
            assertThat(purchase()).isEqualTo("00");

            slow.countDown();
            signOn.join();
            assertThat(purchase(first)).isEqualTo("00");
            assertThat(crowd.signOn("003").get(RESPONSE_CODE)).isEqualTo("00");
        } finally {
            slow.countDown();
        }
    }

    private static void awaited(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void refusesATerminalWithoutMainKey() {
        house.bind("70000001", House.MERCHANT, "POS-1", BindingStatus.ACTIVE);
        try (var keyless = house.terminal("70000001")) {
            assertThat(keyless.signOn("003").get(RESPONSE_CODE)).isEqualTo("77");
        }
    }

    @Test
    void refusesATerminalWhoseMainKeyIsReplacedMeanwhile() {
        house.transactions()
                .next(
                        SIGN_ON,
                        exchange -> {
                            house.loadMainKey(terminal.id(), "1123456789ABCDEFFEDCBA9876543210");
                            says("{\"batchNumber\": \"000007\", \"regressed\": false}")
                                    .play(exchange);
                        });

        assertThat(terminal.signOn("003").get(RESPONSE_CODE)).isEqualTo("77");
        assertThat(cause()).isEqualTo("KEY_MISMATCH");
        assertThat(generations()).isZero();
    }

    /// Silence would only make the terminal ask again and again, and tell its cashier nothing.
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"0800, 003", "0820, 002"})
    void tellsTheTerminalToTryLaterWhenKeysCannotBeWritten(String mti, String networkCode) {
        var transactions = house.context().getBean(Transactions.class);
        var request = terminal.management(mti, networkCode).unchecked();

        transactions.run(
                () -> {
                    house.jdbc().sql("lock table sign_on in access exclusive mode").update();
                    assertThat(terminal.send(request).get(RESPONSE_CODE)).isEqualTo("96");
                });

        assertThat(cause()).isEqualTo("PLATFORM_BUSY");
        assertThat(terminal.send(request).get(RESPONSE_CODE)).isEqualTo("00");
    }

    @Test
    void keepsTheOldKeysWhileAnswersGetLost() {
        terminal.signOn("003");
        assertThat(purchase()).isEqualTo("00");

        for (int lost = 0; lost < 5; lost++) {
            terminal.send(terminal.management("0800", "003").unchecked());
        }

        assertThat(purchase()).isEqualTo("00");
        assertThat(generations()).isEqualTo(4);
    }

    @Test
    void letsTheOldKeysGoFiveMinutesAfterTheNewOnesArrived() {
        terminal.signOn("003");
        assertThat(purchase()).isEqualTo("00");
        var oldKey = io.shoudan.iso8583.Bytes.of(terminal.macKey()).hex();
        terminal.signOn("003");
        assertThat(purchase()).isEqualTo("00");
        try (var late = house.terminal(terminal.id()).withMacKey(oldKey)) {
            house.clock().advance(Duration.ofMinutes(4));
            assertThat(late.sendSigned(aPurchaseBy(late)).message().get(RESPONSE_CODE))
                    .isEqualTo("00");

            house.clock().advance(Duration.ofMinutes(2));
            assertThat(late.sendSigned(aPurchaseBy(late)).message().get(RESPONSE_CODE))
                    .isEqualTo("A0");
        }
        assertThat(purchase()).isEqualTo("00");
    }

    private static Message aPurchaseBy(TestTerminal late) {
        return late.purchase(100).unchecked();
    }

    @Test
    void endsKeysAfterADay() {
        terminal.signOn("003");
        assertThat(purchase()).isEqualTo("00");
        house.clock().advance(Duration.ofHours(25));

        var answer = terminal.sendSigned(terminal.purchase(100).unchecked());

        assertThat(answer.message().get(RESPONSE_CODE)).isEqualTo("77");
        assertThat(answer.header().text()).isEqualTo("613103310000");
        assertThat(answer.message().has(MAC)).isFalse();
        assertThat(cause()).isEqualTo("KEYS_EXPIRED");
        terminal.signOn("003");
        assertThat(purchase()).isEqualTo("00");
    }

    /// The terminal signed on for new keys, but the answer got lost and the day went by: telling it
    /// that its MAC is wrong would send its cashier looking for the wrong fault.
    @Test
    void saysThatKeysExpiredWhenNewerOnesNeverArrived() {
        terminal.signOn("003");
        assertThat(purchase()).isEqualTo("00");
        house.clock().advance(Duration.ofHours(23));
        terminal.send(terminal.management("0800", "003").unchecked());
        house.clock().advance(Duration.ofHours(2));

        assertThat(purchase()).isEqualTo("77");
        assertThat(cause()).isEqualTo("KEYS_EXPIRED");
    }

    @Test
    void endsWithASignOff() {
        terminal.signOn("003");
        assertThat(purchase()).isEqualTo("00");

        var answer = terminal.send(terminal.management("0820", "002").unchecked());

        assertThat(answer.mti()).isEqualTo("0830");
        assertThat(answer.get(RESPONSE_CODE)).isEqualTo("00");
        assertThat(purchase()).isEqualTo("77");
        assertThat(cause()).isEqualTo("NOT_SIGNED_ON");
        // Signing on again does not bring the old keys back.
        var oldKey = io.shoudan.iso8583.Bytes.of(terminal.macKey()).hex();
        terminal.signOn("003");
        assertThat(generations()).isOne();
        try (var late = house.terminal(terminal.id()).withMacKey(oldKey)) {
            assertThat(late.sendSigned(aPurchaseBy(late)).message().get(RESPONSE_CODE))
                    .isEqualTo("A0");
        }
    }

    @Test
    void answersAnEchoWithoutASignOn() {
        var answer = terminal.send(terminal.management("0820", "301").unchecked());

        assertThat(answer.get(RESPONSE_CODE)).isEqualTo("00");
    }

    private int generations() {
        return house.jdbc()
                .sql("select count(*) from key_generation where terminal_id = :terminal")
                .param("terminal", terminal.id())
                .query(Integer.class)
                .single();
    }

    private String cause() {
        return Eventually.until(
                        "the attempt is in the history",
                        () ->
                                house.jdbc()
                                        .sql(
                                                """
                                                select cause from attempt
                                                 where terminal_id = :terminal
                                                """)
                                        .param("terminal", terminal.id())
                                        .query((row, _) -> row.getString("cause"))
                                        .list(),
                        it -> !it.isEmpty())
                .getLast();
    }

    /// The next sign-on is answered when `until` is.
    private void holdNextSignOn(CountDownLatch until) {
        house.transactions()
                .next(
                        SIGN_ON,
                        exchange -> {
                            awaited(until);
                            says("{\"batchNumber\": \"000007\", \"regressed\": false}")
                                    .play(exchange);
                        });
    }
}
