package io.shoudan.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.ADDITIONAL_DATA;
import static io.shoudan.iso8583.terminal.TerminalDialect.ENTRY_MODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.KEYS_OR_TEXT;
import static io.shoudan.iso8583.terminal.TerminalDialect.MAC;
import static io.shoudan.iso8583.terminal.TerminalDialect.OPERATOR_OR_SCHEME;
import static io.shoudan.iso8583.terminal.TerminalDialect.PAN;
import static io.shoudan.iso8583.terminal.TerminalDialect.PIN_BLOCK;
import static io.shoudan.iso8583.terminal.TerminalDialect.PIN_CAPTURE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.SECURITY_CONTROL;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACK_2;
import static io.shoudan.terminal.FakeTransactionService.TRANSACTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.contracts.merchant.model.BindingStatus;
import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.TrackTwo;
import io.shoudan.iso8583.framing.FrameWriter;
import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.mac.WorkingKeysField;
import io.shoudan.iso8583.mac.WorkingKeysField.MacCheckValue;
import io.shoudan.iso8583.terminal.TerminalProfile;
import io.shoudan.iso8583.terminal.TerminalProfile.Lengths;
import io.shoudan.platform.testing.Eventually;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Terminals of makers who write otherwise: what their profile says is what they are understood in
/// and answered in.
class ProfilesIT {

    private static final TerminalProfile ASCII = TerminalProfile.STANDARD.with(Lengths.ASCII);
    private static final TerminalProfile BEHIND_KEY =
            TerminalProfile.STANDARD.with(MacCheckValue.BEHIND_KEY);
    private static final String KEY = "0123456789ABCDEFFEDCBA9876543210";
    private static final int MESSAGE_AT = 11;
    private static final int MAC_BYTES = 8;

    private final House house = House.shared();
    private final TestTerminal terminal = house.newTerminal();

    @BeforeEach
    void forget() {
        house.transactions().forget();
    }

    @AfterEach
    void hangUp() {
        terminal.close();
    }

    private TestTerminal of(String model, TerminalProfile profile) {
        house.bind(terminal.id(), House.MERCHANT, model, BindingStatus.ACTIVE);
        return terminal.speaking(profile);
    }

    private String purchase() {
        return terminal.sendSigned(terminal.purchase(100).unchecked()).message().get(RESPONSE_CODE);
    }

    private String detail() {
        return Eventually.until(
                        "the attempt is in the history",
                        () ->
                                house.jdbc()
                                        .sql(
                                                """
                                                select detail from attempt
                                                 where terminal_id = :terminal
                                                """)
                                        .param("terminal", terminal.id())
                                        .query((row, _) -> row.getString("detail"))
                                        .list(),
                        it -> !it.isEmpty())
                .getLast();
    }

    /// The terminal throws unless every check value is its key's.
    @Test
    void putsTheCheckValueOfTheMacKeyWhereTheProfileHasIt() {
        var answer = of("POS-CHECK-VALUE", BEHIND_KEY).signOn("003");

        var usual = WorkingKeysField.Layout.of("003", 8);
        assertThatThrownBy(() -> WorkingKeysField.parse(answer.get(KEYS_OR_TEXT), usual))
                .hasMessageContaining("8 zero bytes");
        assertThat(purchase()).isEqualTo("00");
    }

    /// What fills up an odd number of digits does no harm, so that by default both are good.
    @ParameterizedTest
    @CsvSource({"POS-1, 00", "POS-ZERO, 30"})
    void takesPaddingAsTheProfileHasIt(String model, String code) {
        of(model, TerminalProfile.STANDARD).signOn("003");
        var sent = Bytes.of(terminal.signed(terminal.purchase(100).unchecked()).body()).hex();
        // Fields 14 and 22; then 25.
        var body = Bytes.ofHex(sent.replace("3012012000", "3012012F00")).toArray();
        sign(body);

        terminal.write(FrameWriter.framed(body));

        var answer = terminal.read().orElseThrow().message();
        assertThat(answer.get(RESPONSE_CODE)).isEqualTo(code);
        if (code.equals("30")) {
            assertThat(detail()).contains("22").contains("padded with 0").doesNotContain("F0");
        }
    }

    @ParameterizedTest
    @CsvSource({"POS-1, false, 00", "POS-BATCH-MAC, false, A0", "POS-BATCH-MAC, true, 00"})
    void needsMacsOfBatchesAsTheProfileHasIt(String model, boolean signed, String code) {
        of(model, TerminalProfile.STANDARD).signOn("003");
        var settlement =
                terminal.management("0500", "201").set(ADDITIONAL_DATA, "0".repeat(62)).unchecked();

        var answer = signed ? terminal.sendSigned(settlement).message() : terminal.send(settlement);

        assertThat(answer.get(RESPONSE_CODE)).isEqualTo(code);
    }

    private void sign(byte[] body) {
        var input = Arrays.copyOfRange(body, MESSAGE_AT, body.length - MAC_BYTES);
        var mac = MacAlgorithm.ECB.mac(terminal.macKey(), input);
        System.arraycopy(mac, 0, body, body.length - MAC_BYTES, MAC_BYTES);
    }

    @ParameterizedTest
    @CsvSource({"POS-1, 01, 00", "POS-OPERATOR, 01, 30", "POS-OPERATOR, 001, 00"})
    void takesShortOperatorsAsTheProfileHasIt(String model, String operator, String code) {
        of(model, TerminalProfile.STANDARD);
        var signOn = terminal.management("0800", "003").set(OPERATOR_OR_SCHEME, operator);

        assertThat(terminal.send(signOn.unchecked()).get(RESPONSE_CODE)).isEqualTo(code);
    }

    /// Fields 2 and 35 stand in front of the one that tells whose profile it is.
    @Test
    void speaksWithAsciiLengths() {
        of("POS-ASCII", ASCII);

        assertThat(terminal.signOn("003").get(RESPONSE_CODE)).isEqualTo("00");
        assertThat(purchase()).isEqualTo("00");
        var swiped =
                terminal.purchase(200)
                        .remove(PAN)
                        .set(ENTRY_MODE, "022")
                        .set(TRACK_2, TrackTwo.of(TestTerminal.CARD + "D30122010000000000"));
        var answer = terminal.sendSigned(swiped.unchecked());

        assertThat(answer.message().get(RESPONSE_CODE)).isEqualTo("00");
        assertThat(answer.message().has(MAC)).isTrue();
        // Field 32 in front of 37: eight digits, in ASCII "08".
        assertThat(Bytes.of(answer.body()).hex()).contains("3038" + "00098310");
        var card = house.transactions().calls(TRANSACTIONS).getLast().body().get("card");
        assertThat(card.get("pan").asString()).isEqualTo(TestTerminal.CARD);
    }

    /// Refused in the way in which the terminal writes: another it wouldn't understand.
    @ParameterizedTest
    @CsvSource({"POS-1, ASCII, terminal", "POS-ASCII, PACKED, terminal-ascii-lengths"})
    void refusesATerminalThatWritesOtherwiseThanItsProfile(
            String model, Lengths written, String dialect) {
        of(model, TerminalProfile.STANDARD.with(written));

        var answer = terminal.send(terminal.purchase(100).unchecked());

        assertThat(answer.get(RESPONSE_CODE)).isEqualTo("30");
        assertThat(detail()).startsWith("must be in dialect " + dialect + ": field 2 at byte 21: ");
        assertThat(house.transactions().calls(TRANSACTIONS)).isEmpty();
    }

    /// Nobody knows its profile.
    @Test
    void answersAStrangerInTheWayItWrites() {
        try (var stranger = house.terminal("99999998").speaking(ASCII)) {
            assertThat(stranger.signOn("003").get(RESPONSE_CODE)).isEqualTo("97");
        }
    }

    @Test
    void verifiesMacsBySm4() {
        of("POS-SM4", TerminalProfile.SM4).withMacKey(KEY);
        house.installKeys(terminal.id(), KEY, KEY);

        assertThat(purchase()).isEqualTo("00");
    }

    /// 99 and not 30: it was read, only the module doesn't open SM4's yet.
    @Test
    void readsLongPinBlocksOfSm4() {
        of("POS-SM4", TerminalProfile.SM4).withMacKey(KEY);
        house.installKeys(terminal.id(), KEY, KEY);

        var answer = terminal.sendSigned(withPin(terminal.purchase(100)).unchecked());

        assertThat(answer.message().get(RESPONSE_CODE)).isEqualTo("99");
        assertThat(answer.message().has(MAC)).isTrue();
    }

    private static Message.Builder withPin(Message.Builder purchase) {
        return purchase.set(ENTRY_MODE, "011")
                .set(PIN_CAPTURE_CODE, "12")
                .set(PIN_BLOCK, PinBlock.of(new byte[16]))
                .set(SECURITY_CONTROL, "2600000000000000");
    }

    /// Keys that its MACs can't be made with would leave the terminal without an answer.
    @ParameterizedTest
    @CsvSource({"POS-X919, 001", "POS-SM4, 003", "POS-SM4, 006", "POS-1, 006"})
    void givesNoKeysThatTheProfileHasNoUseFor(String model, String networkCode) {
        of(model, TerminalProfile.STANDARD);

        var answer = terminal.send(terminal.management("0800", networkCode).unchecked());

        assertThat(answer.get(RESPONSE_CODE)).isEqualTo("40");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mac-algorithm  | X919  | mac-key=SINGLE: must be 16 with MAC algorithm X919",
                "mac-algorithm  | SM4   | mac-key=SINGLE: must be 16 with MAC algorithm SM4",
                "mac-algorithm  | MD5   | MacAlgorithm.MD5",
                "padding        | SPACE | Padding.SPACE",
                "lengths        | HEX   | Lengths.HEX",
                "short-operator | LONG  | ShortOperator.LONG"
            })
    void doesNotStartWithAProfileThatCannotBe(String setting, String value, String why) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("shoudan.terminal.profiles.odd.models", "POS-ODD");
        settings.put("shoudan.terminal.profiles.odd." + setting, value);

        assertThatThrownBy(() -> house.another(settings).close())
                .rootCause()
                .hasMessageContaining(why);
    }
}
