package io.shoudan.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.ADDITIONAL_DATA;
import static io.shoudan.iso8583.terminal.TerminalDialect.MAC;
import static io.shoudan.iso8583.terminal.TerminalDialect.PAN;
import static io.shoudan.iso8583.terminal.TerminalDialect.PIN_BLOCK;
import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRANSACTION;
import static io.shoudan.terminal.FakeTransactionService.SETTLEMENT;
import static io.shoudan.terminal.FakeTransactionService.TRANSACTIONS;
import static io.shoudan.terminal.FakeTransactionService.UPLOAD;
import static io.shoudan.terminal.FakeTransactionService.UPLOAD_END;
import static io.shoudan.terminal.FakeTransactionService.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.merchant.model.BindingStatus;
import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.framing.FrameWriter;
import io.shoudan.iso8583.mac.BlockCipher;
import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.pin.PinFormat0;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TransactionField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Frames made by somebody else, sent byte for byte, and answers that must be theirs byte for byte.
class GoldenFramesIT {

    private static final String TERMINAL = "90010001";
    private static final String PIN_KEY = "23232323232323234545454545454545";
    private static final String MAC_KEY = "89898989ABABABAB";
    private static final String LONG_MAC_KEY = "89898989ABABABABCDCDCDCDEFEFEFEF";

    private final House house = House.shared();

    @BeforeEach
    void bind() {
        house.transactions().forget();
        bind("POS-1", MAC_KEY);
    }

    private void bind(String model, String macKey) {
        house.bind(TERMINAL, House.MERCHANT, model, BindingStatus.ACTIVE);
        house.loadMainKey(TERMINAL);
        house.installKeys(TERMINAL, PIN_KEY, macKey);
    }

    private TerminalFrame answerTo(byte[] frame) {
        try (var terminal = house.terminal(TERMINAL).withMacKey(MAC_KEY)) {
            terminal.write(frame);
            return terminal.read().orElseThrow();
        }
    }

    @Test
    void answersAPurchaseByteForByte() {
        var answer = answerTo(GoldenFrames.bytes("purchase-manual"));

        assertThat(FrameWriter.framed(answer.body()))
                .isEqualTo(GoldenFrames.bytes("purchase-approved"));
    }

    @Test
    void asksToSignOnAgainByteForByte() {
        house.transactions()
                .next(
                        TRANSACTIONS,
                        says(
                                """
                                {"result": "REFUSED", "cause": "BATCH_CLOSED", "repeated": false,
                                 "retrievalReference": "632600000045",
                                 "hostTime": "2026-11-22T01:31:06Z"}
                                """));
        var golden = GoldenFrames.frame("purchase-manual");
        var stale =
                golden.message().toBuilder()
                        .set(TRACE_NUMBER, "000045")
                        .set(TRANSACTION, TransactionField.of("2200000600050"))
                        .remove(MAC)
                        .unchecked();
        var request =
                TerminalFrame.of(golden.tpdu(), golden.header(), stale)
                        .authenticated(
                                input ->
                                        MacAlgorithm.ECB.mac(
                                                Bytes.ofHex(MAC_KEY).toArray(), input));

        var answer = answerTo(FrameWriter.framed(request.body()));

        assertThat(FrameWriter.framed(answer.body()))
                .isEqualTo(GoldenFrames.bytes("declined-77-sign-on-again"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    request                        | answer | code | asked of           | kind
                    void                           | 0210   | 00   | transactions       | VOID
                    refund-partial                 | 0230   | 00   | transactions       | REFUND
                    balance                        | 0210   | 00   | transactions | BALANCE_INQUIRY
                    purchase-chip-pin-19-digit-pan | 0210   | 00   | transactions       | PURCHASE
                    reversal-no-answer             | 0410   | 00   | reversals          | PURCHASE
                    settlement                     | 0510   | 00   | batches/settlement |
                    batch-upload                   | 0330   | 00   | batches/upload     |
                    batch-upload-end               | 0330   | 00   | batches/upload-end |
                    echo                           | 0830   | 00   |                    |
                    sign-off                       | 0830   | 00   |                    |
                    pre-authorization              | 0110   | 40   |                    |
                    """)
    void answersEachKind(String name, String mti, String code, String path, String kind) {
        var answer = answerTo(GoldenFrames.bytes(name)).message();

        assertThat(answer.mti()).isEqualTo(mti);
        assertThat(answer.get(RESPONSE_CODE)).isEqualTo(code);
        if (path != null) {
            assertThat(house.transactions().calls("/internal/v1/" + path)).hasSize(1);
        }
        if (kind != null) {
            var body = house.transactions().lastCall("/internal/v1/" + path).body();
            assertThat(body.get("kind").asString()).isEqualTo(kind);
        }
    }

    @Test
    void translatesThePinForTheNetwork() {
        var frame = GoldenFrames.frame("purchase-chip-pin-19-digit-pan");
        assertThat(frame.message().has(PIN_BLOCK)).isTrue();

        answerTo(GoldenFrames.bytes("purchase-chip-pin-19-digit-pan"));

        var card = house.transactions().lastCall(TRANSACTIONS).body().get("card");
        var pan = frame.message().get(PAN);
        assertThat(card.get("pan").asString()).isEqualTo(pan.clearText());
        assertThat(pin(card.get("pinBlock").asString(), pan)).isEqualTo("123456");
        assertThat(card.get("entryMode").asString()).isEqualTo("051");
        assertThat(card.get("sequence").asString()).isEqualTo("001");
        assertThat(card.get("trackTwo").asString()).endsWith("D30122010000082300");
    }

    private static String pin(String block, Pan pan) {
        var zoneKey = Bytes.ofHex(House.ZONE_KEY).toArray();
        var clear = BlockCipher.TRIPLE_DES.decrypt(zoneKey, Bytes.ofHex(block).toArray());
        return new String(PinFormat0.decode(clear, pan));
    }

    @Test
    void passesTotalsAndLinesOn() {
        answerTo(GoldenFrames.bytes("settlement"));
        answerTo(GoldenFrames.bytes("batch-upload"));
        answerTo(GoldenFrames.bytes("batch-upload-end"));

        var totals = house.transactions().lastCall(SETTLEMENT).body();
        assertThat(totals.get("currency").asString()).isEqualTo("CNY");
        assertThat(totals.at("/domestic/debitMinor").asLong()).isEqualTo(12_345);
        assertThat(totals.at("/domestic/creditMinor").asLong()).isEqualTo(5_000);
        var lines = house.transactions().lastCall(UPLOAD).body().get("lines");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).get("pan").asString()).isEqualTo(TestTerminal.CARD);
        assertThat(lines.get(1).get("traceNumber").asString()).isEqualTo("000046");
        var end = house.transactions().lastCall(UPLOAD_END).body();
        assertThat(end.get("balanced").asBoolean()).isTrue();
        assertThat(end.get("totalCount").asInt()).isEqualTo(2);
    }

    /// Field 48 has three digits for a count and twelve for an amount: the terminal must hear of
    /// its batch all the same, or it would settle it for ever.
    @Test
    void tellsTheMostItCanOfABatchThatHasMore() {
        house.transactions()
                .next(
                        SETTLEMENT,
                        says(
                                """
                                {"accepted": true, "retrievalReference": "632600000049",
                                 "hostTime": "2026-11-22T09:40:00+08:00",
                                 "domestic": {"debitMinor": 1000000000000, "debitCount": 1000,
                                              "creditMinor": 5000, "creditCount": 1},
                                 "foreign": {"debitMinor": 0, "debitCount": 0,
                                             "creditMinor": 7, "creditCount": 1000},
                                 "domesticBalanced": false, "foreignBalanced": true,
                                 "repeated": false}
                                """));

        var answer = answerTo(GoldenFrames.bytes("settlement")).message();

        assertThat(answer.get(RESPONSE_CODE)).isEqualTo("00");
        assertThat(answer.get(ADDITIONAL_DATA))
                .isEqualTo(
                        "999999999999"
                                + "999"
                                + "000000005000"
                                + "001"
                                + "2"
                                + "000000000000"
                                + "000"
                                + "000000000007"
                                + "999"
                                + "2");
    }

    /// Which algorithm a terminal uses is bound to its model: the same frame is good from one and
    /// bad from another.
    @ParameterizedTest(name = "{0} from {1}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    request                   | model    | MAC key | code
                    purchase-contactless-mak16 | POS-1    | long   | 00
                    purchase-mac-x99          | POS-X99  | short  | 00
                    purchase-mac-x99-3des     | POS-X99  | long   | 00
                    purchase-mac-x919         | POS-X919 | long   | 00
                    purchase-mac-x99          | POS-1    | short  | A0
                    purchase-manual           | POS-X99  | short  | A0
                    """)
    void verifiesTheMacOfTheTerminalsProfile(
            String name, String model, String macKey, String code) {
        bind(model, macKey.equals("long") ? LONG_MAC_KEY : MAC_KEY);

        try (var terminal = house.terminal(TERMINAL)) {
            terminal.write(GoldenFrames.bytes(name));
            // The answer's MAC is left alone: which key made it is what this test is about.
            var answer = terminal.readUnverified().orElseThrow();
            assertThat(answer.message().get(RESPONSE_CODE)).isEqualTo(code);
        }
    }
}
