package io.shoudan.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.ACQUIRER;
import static io.shoudan.iso8583.terminal.TerminalDialect.AMOUNT;
import static io.shoudan.iso8583.terminal.TerminalDialect.CONDITION_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.CURRENCY;
import static io.shoudan.iso8583.terminal.TerminalDialect.ENTRY_MODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.INSTITUTIONS;
import static io.shoudan.iso8583.terminal.TerminalDialect.MAC;
import static io.shoudan.iso8583.terminal.TerminalDialect.MERCHANT;
import static io.shoudan.iso8583.terminal.TerminalDialect.OPERATOR_OR_SCHEME;
import static io.shoudan.iso8583.terminal.TerminalDialect.PIN_BLOCK;
import static io.shoudan.iso8583.terminal.TerminalDialect.PIN_CAPTURE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.SECURITY_CONTROL;
import static io.shoudan.iso8583.terminal.TerminalDialect.SETTLEMENT_DATE;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACK_2;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRANSACTION;
import static io.shoudan.terminal.FakeTransactionService.REVERSALS;
import static io.shoudan.terminal.FakeTransactionService.TRANSACTIONS;
import static io.shoudan.terminal.FakeTransactionService.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.merchant.model.BindingStatus;
import io.shoudan.contracts.merchant.model.MerchantStatus;
import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.TrackTwo;
import io.shoudan.iso8583.framing.FrameWriter;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TransactionField;
import io.shoudan.platform.testing.Eventually;
import io.shoudan.terminal.software.SoftwareBlocks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every request that must not get far: what the terminal hears, whether it is asked to sign on,
/// whether the answer has a MAC, what is remembered. None reaches transaction-service.
class HostChecksIT {

    private static final String OTHER_MERCHANT = "898310058120002";
    private static final String SUSPENDED_MERCHANT = "898310058120003";
    private static final String OTHER_MAIN_KEY = "1123456789ABCDEFFEDCBA9876543210";

    private static final String BARRED_MODEL = "POS-BARRED";

    private final House house = House.shared();
    private long block;
    private final TestTerminal terminal = house.newTerminal();

    private final Map<String, Function<Message.Builder, Message.Builder>> changes =
            Map.ofEntries(
                    Map.entry("is as it should be", it -> it),
                    Map.entry("has no amount", it -> it.remove(AMOUNT)),
                    Map.entry("has no currency", it -> it.remove(CURRENCY)),
                    Map.entry("has no entry mode", it -> it.remove(ENTRY_MODE)),
                    Map.entry("has no trace number", it -> it.remove(TRACE_NUMBER)),
                    Map.entry("has no real currency", it -> it.set(CURRENCY, "000")),
                    Map.entry(
                            "is of an unknown type",
                            it -> it.set(TRANSACTION, TransactionField.of("99000007000"))),
                    Map.entry("is of no merchant", it -> it.set(MERCHANT, "000000000000000")),
                    Map.entry("is of another's", it -> it.set(MERCHANT, OTHER_MERCHANT)),
                    Map.entry("is of a suspended one", it -> it.set(MERCHANT, SUSPENDED_MERCHANT)),
                    Map.entry("has an unreadable PIN", HostChecksIT::withUnreadablePin));

    private static Message.Builder withUnreadablePin(Message.Builder purchase) {
        return purchase.set(ENTRY_MODE, "011")
                .set(PIN_CAPTURE_CODE, "12")
                .set(PIN_BLOCK, PinBlock.of(new byte[8]))
                .set(SECURITY_CONTROL, "2600000000000000");
    }

    @BeforeEach
    void knowMerchants() {
        house.merchant(OTHER_MERCHANT, 1, MerchantStatus.ACTIVE);
        house.merchant(SUSPENDED_MERCHANT, 1, MerchantStatus.SUSPENDED);
        house.transactions().forget();
    }

    @AfterEach
    void hangUp() {
        terminal.close();
        house.clock().reset();
        if (block > 0) {
            blocks().lift(block, "test");
        }
    }

    @ParameterizedTest(name = "a purchase that {0}, by a terminal that {1}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    the purchase          | the terminal    | code | nibble | cause
                    has no amount         | is signed on    | 30   | 0      | MESSAGE_MALFORMED
                    has no currency       | is signed on    | 30   | 0      | MESSAGE_MALFORMED
                    has no entry mode     | is signed on    | 30   | 0      | MESSAGE_MALFORMED
                    has no trace number   | is signed on    | 30   | 0      | MESSAGE_MALFORMED
                    has no real currency  | is signed on    | 30   | 0      | MESSAGE_MALFORMED
                    has no amount         | is unknown      | 30   | 0      | MESSAGE_MALFORMED
                    is of an unknown type | is signed on    | 40   | 0      | MESSAGE_UNSUPPORTED
                    is as it should be    | is unknown      | 97   | 0      | TERMINAL_UNKNOWN
                    is of no merchant     | is unknown      | 97   | 0      | TERMINAL_UNKNOWN
                    is of no merchant     | is signed on    | 03   | 0      | MERCHANT_NOT_ACTIVE
                    is of a suspended one | is signed on    | 03   | 0      | MERCHANT_NOT_ACTIVE
                    is of another's       | is signed on    | 58   | 0      | TERMINAL_NOT_ACTIVE
                    is as it should be    | is suspended    | 58   | 0      | TERMINAL_NOT_ACTIVE
                    is as it should be    | is retired      | 58   | 0      | TERMINAL_NOT_ACTIVE
                    is as it should be    | never signed on | 77   | 3      | NOT_SIGNED_ON
                    is as it should be    | is re-keyed     | 77   | 3      | KEY_MISMATCH
                    is as it should be    | has a wrong key | A0   | 0      | MAC_FAILED
                    has an unreadable PIN | has a wrong key | A0   | 0      | MAC_FAILED
                    has an unreadable PIN | is signed on    | 99   | 3      | PIN_BLOCK_UNREADABLE
                    """)
    void refuses(String change, String state, String code, String nibble, String cause) {
        try (var sender = in(state)) {
            var request =
                    changes.getOrDefault(change, it -> it).apply(sender.purchase(100)).unchecked();

            var answer = sender.sendSigned(request);

            assertThat(answer.message().get(RESPONSE_CODE)).isEqualTo(code);
            assertThat(answer.header().text()).isEqualTo("61310" + nibble + "310000");
            // There is a key to sign with once the MAC was found right.
            assertThat(answer.message().has(MAC)).isEqualTo(code.equals("99"));
            assertThat(answer.message().find(TRACE_NUMBER)).isEqualTo(request.find(TRACE_NUMBER));
            Eventually.until(
                    "the attempt is in the history",
                    () -> causes(sender.id()),
                    it -> !it.isEmpty() && it.getLast().equals(cause));
            assertThat(house.transactions().calls(TRANSACTIONS)).isEmpty();
        }
    }

    private TestTerminal in(String state) {
        switch (state) {
            case "is unknown" -> {
                return house.terminal("99999998").withMacKey("0123456789ABCDEF");
            }
            case "never signed on" -> {
                return terminal.withMacKey("0123456789ABCDEF");
            }
            default -> terminal.signOn("003");
        }
        switch (state) {
            case "is suspended" -> bind(BindingStatus.SUSPENDED);
            case "is retired" -> bind(BindingStatus.RETIRED);
            case "is re-keyed" -> house.loadMainKey(terminal.id(), OTHER_MAIN_KEY);
            case "has a wrong key" -> terminal.withMacKey("0123456789ABCDEF");
            default -> assertThat(state).isEqualTo("is signed on");
        }
        return terminal;
    }

    private void bind(BindingStatus status) {
        house.bind(terminal.id(), House.MERCHANT, "POS-1", status);
    }

    private List<String> causes(String terminalId) {
        return house.jdbc()
                .sql("select cause from attempt where terminal_id = :terminal order by id")
                .param("terminal", terminalId)
                .query((row, _) -> row.getString("cause"))
                .list();
    }

    @Test
    void asksToSignOnAfterTheThirdBadMacInARow() {
        terminal.signOn("003");
        var good = Bytes.of(terminal.macKey()).hex();

        terminal.withMacKey("0123456789ABCDEF");
        assertThat(nibbleAfterAPurchase()).isEqualTo('0');
        assertThat(nibbleAfterAPurchase()).isEqualTo('0');
        terminal.withMacKey(good);
        assertThat(nibbleAfterAPurchase()).isEqualTo('0');
        terminal.withMacKey("0123456789ABCDEF");
        assertThat(nibbleAfterAPurchase()).isEqualTo('0');
        // Without a MAC is as bad as with a wrong one.
        assertThat(terminal.send(terminal.purchase(100).unchecked()).get(RESPONSE_CODE))
                .isEqualTo("A0");
        assertThat(nibbleAfterAPurchase()).isEqualTo('3');
        assertThat(nibbleAfterAPurchase()).isEqualTo('3');
        // Counted no further: whoever hammers must not make us write.
        assertThat(macFailures()).isEqualTo(3);
        terminal.withMacKey(good);
        assertThat(nibbleAfterAPurchase()).isEqualTo('0');
        assertThat(macFailures()).isZero();
    }

    private int macFailures() {
        return house.jdbc()
                .sql("select mac_failures from sign_on where terminal_id = :terminal")
                .param("terminal", terminal.id())
                .query(Integer.class)
                .single();
    }

    private char nibbleAfterAPurchase() {
        return terminal.sendSigned(terminal.purchase(100).unchecked()).header().text().charAt(5);
    }

    @Test
    void neverHoldsUpAReversal() {
        terminal.signOn("003");
        bind(BindingStatus.SUSPENDED);
        house.merchant(House.MERCHANT, 2, MerchantStatus.SUSPENDED);
        try {
            var answer = terminal.sendSigned(reversal()).message();

            assertThat(answer.get(RESPONSE_CODE)).isEqualTo("00");
            assertThat(answer.has(MAC)).isTrue();
            assertThat(answer.get(ACQUIRER)).isEqualTo("00098310");
            assertThat(answer.get(SETTLEMENT_DATE)).hasToString("--11-22");
            assertThat(answer.get(OPERATOR_OR_SCHEME)).isEqualTo("CUP");
            assertThat(answer.get(INSTITUTIONS)).isEqualTo("03080000   00098310   ");
            var asked = house.transactions().lastCall(REVERSALS).body();
            assertThat(asked.get("reason").asString()).isEqualTo("NO_ANSWER");
            assertThat(asked.get("kind").asString()).isEqualTo("PURCHASE");
        } finally {
            house.merchant(House.MERCHANT, 3, MerchantStatus.ACTIVE);
        }
    }

    /// It was off overnight or has signed off, and now can't sign on for newer keys.
    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    the keys        | the terminal             | code | nibble
                    have expired    | is suspended             | 00   | 0
                    have expired    | is retired               | 00   | 0
                    have expired    | is of a suspended one    | 00   | 0
                    have expired    | has blocked software     | 00   | 0
                    were signed off | is suspended             | 00   | 0
                    were signed off | has blocked software     | 00   | 0
                    have expired    | may sign on              | 77   | 3
                    were signed off | may sign on              | 77   | 3
                    were replaced   | is suspended             | 77   | 3
                    are another's   | is suspended             | A0   | 0
                    never were      | is suspended             | 77   | 3
                    """)
    void takesTheLastKeysForAReversalOfATerminalThatMayNotSignOn(
            String keys, String bar, String code, char nibble) {
        house.bind(terminal.id(), House.MERCHANT, BARRED_MODEL, BindingStatus.ACTIVE);
        if (keys.equals("never were")) {
            terminal.withMacKey("0123456789ABCDEF");
        } else {
            terminal.signOn("003");
        }
        switch (keys) {
            case "have expired" -> house.clock().advance(Duration.ofDays(3));
            case "were signed off" -> terminal.send(terminal.management("0820", "002").unchecked());
            case "were replaced" -> house.loadMainKey(terminal.id(), OTHER_MAIN_KEY);
            case "are another's" -> terminal.withMacKey("0123456789ABCDEF");
            default -> {}
        }
        switch (bar) {
            case "is suspended" -> bind(BindingStatus.SUSPENDED);
            case "is retired" -> bind(BindingStatus.RETIRED);
            case "has blocked software" ->
                    block = blocks().block("31310000", BARRED_MODEL, "test", "test").id();
            default -> {}
        }
        var reversal = reversal().toBuilder();
        if (bar.equals("is of a suspended one")) {
            reversal.set(MERCHANT, SUSPENDED_MERCHANT);
        }

        var answer = terminal.sendSigned(reversal.unchecked());

        assertThat(answer.message().get(RESPONSE_CODE)).isEqualTo(code);
        assertThat(answer.header().text().charAt(5)).isEqualTo(nibble);
        assertThat(answer.message().has(MAC)).isEqualTo(code.equals("00"));
        assertThat(house.transactions().calls(REVERSALS)).hasSize(code.equals("00") ? 1 : 0);
        // Nothing but reversals.
        assertThat(
                        terminal.sendSigned(terminal.purchase(100).unchecked())
                                .message()
                                .get(RESPONSE_CODE))
                .isNotEqualTo("00");
    }

    private SoftwareBlocks blocks() {
        return house.context().getBean(SoftwareBlocks.class);
    }

    /// The network's words about us, in the codes in which we speak about a terminal: it neither
    /// signs on again nor doubts our MAC.
    @ParameterizedTest
    @ValueSource(strings = {"A0", "77", "99", "97"})
    void tellsATerminalNothingOfTheNetworksTroubleWithUs(String code) {
        terminal.signOn("003");
        house.transactions()
                .next(
                        TRANSACTIONS,
                        says(
                                """
                                {"result": "DECLINED", "cause": "NETWORK_REFUSED_MESSAGE",
                                 "issuerResponseCode": "%s", "repeated": false,
                                 "transactionId": "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0001",
                                 "retrievalReference": "632600000045",
                                 "hostTime": "2026-11-22T01:31:06Z"}
                                """
                                        .formatted(code)));

        var answer = terminal.sendSigned(terminal.purchase(100).unchecked());

        assertThat(answer.message().get(RESPONSE_CODE)).isEqualTo("96");
        assertThat(answer.message().has(MAC)).isTrue();
        assertThat(answer.header().text().charAt(5)).isEqualTo('0');
    }

    /// A terminal that names none means the cell's: with none at all its reversal would differ
    /// from its original, and the money would stay where it is.
    @Test
    void takesAReversalWithoutACurrencyForOneInTheCells() {
        terminal.signOn("003");
        var reversal = reversal().toBuilder().remove(CURRENCY).unchecked();

        assertThat(terminal.sendSigned(reversal).message().get(RESPONSE_CODE)).isEqualTo("00");
        var amount = house.transactions().lastCall(REVERSALS).body().get("amount");
        assertThat(amount.get("minorUnits").asLong()).isEqualTo(100);
        assertThat(amount.get("currency").asString()).isEqualTo("CNY");
    }

    /// Whatever can be told without it must not keep the money where it is.
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "has no reason",
                "has a reason of its own",
                "has no condition code",
                "has another's condition code",
                "has no real currency",
                "has a track under a key that there is not"
            })
    void neverHoldsUpAReversalThat(String detail) {
        terminal.signOn("003");
        var reversal = reversal().toBuilder();
        switch (detail) {
            case "has no reason" -> reversal.remove(RESPONSE_CODE);
            case "has a reason of its own" -> reversal.set(RESPONSE_CODE, "68");
            case "has no condition code" -> reversal.remove(CONDITION_CODE);
            case "has another's condition code" -> reversal.set(CONDITION_CODE, "06");
            case "has no real currency" -> reversal.set(CURRENCY, "000");
            default ->
                    reversal.set(TRACK_2, TrackTwo.of(TestTerminal.CARD + "D30122010000082300"))
                            .set(SECURITY_CONTROL, "2610000000000000");
        }

        var answer = terminal.sendSigned(reversal.unchecked()).message();

        assertThat(answer.get(RESPONSE_CODE)).isEqualTo("00");
        var asked = house.transactions().lastCall(REVERSALS).body();
        assertThat(asked.get("kind").asString()).isEqualTo("PURCHASE");
        assertThat(asked.at("/amount/minorUnits").asLong()).isEqualTo(100);
        assertThat(asked.at("/amount/currency").asString()).isEqualTo("CNY");
        assertThat(asked.at("/card/pan").asString()).isEqualTo(TestTerminal.CARD);
        // What can't be deciphered is nothing to send on.
        assertThat(asked.at("/card").hasNonNull("trackTwo")).isFalse();
    }

    @Test
    void believesNoReversalWithoutAMac() {
        terminal.signOn("003");

        assertThat(terminal.send(reversal()).get(RESPONSE_CODE)).isEqualTo("A0");
        assertThat(house.transactions().calls(REVERSALS)).isEmpty();
    }

    private Message reversal() {
        var purchase = terminal.purchase(100).unchecked();
        return Message.builder(purchase.dialect(), "0400")
                .copy(purchase, purchase.fields())
                .set(RESPONSE_CODE, "98")
                .unchecked();
    }

    @Test
    void answersAnUnknownMessageWithForty() {
        terminal.signOn("003");

        var answer = terminal.sendSigned(terminal.request("0940").unchecked()).message();

        assertThat(answer.mti()).isEqualTo("0950");
        assertThat(answer.get(RESPONSE_CODE)).isEqualTo("40");
    }

    /// Bit 1 would announce a second bitmap, bit 7 a field that the protocol doesn't have.
    @ParameterizedTest
    @CsvSource({"1", "7"})
    void echoesWhatItReadOfAMessageWithAnUnknownBit(int bit) {
        terminal.signOn("003");
        var body = withBit(terminal.signed(terminal.purchase(100).unchecked()), bit);
        terminal.write(FrameWriter.framed(body));

        if (bit == 1) {
            var answer = terminal.read().orElseThrow().message();
            assertThat(answer.get(RESPONSE_CODE)).isEqualTo("30");
            assertThat(answer.get(AMOUNT)).isEqualTo(100);
        } else {
            // Nothing behind field 7 can be read, and with it neither trace nor terminal.
            assertThat(terminal.read()).isEmpty();
        }
    }

    private static byte[] withBit(TerminalFrame frame, int bit) {
        var body = frame.body();
        body[13 + (bit - 1) / 8] |= (byte) (0x80 >> (bit - 1) % 8);
        return body;
    }

    @Test
    void dropsAnswersThatNobodyAskedFor() {
        terminal.signOn("003");
        terminal.write(GoldenFrames.bytes("purchase-approved"));

        assertThat(nibbleAfterAPurchase()).isEqualTo('0');
        assertThat(house.transactions().calls(TRANSACTIONS)).hasSize(1);
    }
}
