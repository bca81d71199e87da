package io.shoudan.simulator.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.Pan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The command line as a person sees it: what it prints, what it keeps, how it ends.
class TerminalCommandTest {

    private static final String CARD = "6225000000000014";

    @TempDir private Path folder;
    private final ScriptedHost host = new ScriptedHost();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterEach
    void close() {
        host.close();
    }

    private int run(String... words) {
        var arguments = new ArrayList<>(List.of(words));
        arguments.addAll(
                List.of("--port", String.valueOf(host.port()), "--state", state().toString()));
        return new TerminalCommand(print(out), print(err)).run(arguments.toArray(String[]::new));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private Path state() {
        return folder.resolve("terminal.json");
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void signOn() {
        host.thenFrame(GoldenFrames.frame("sign-on-003-answer"));
        assertThat(run("sign-on")).isZero();
        out.reset();
    }

    /// Puts the terminal at the trace number of a golden frame.
    private void atTrace(String trace) throws IOException {
        var text = Files.readString(state());
        Files.writeString(state(), text.replace("\"000002\"", "\"" + trace + "\""));
    }

    @Test
    void printsAnExchangeFieldByFieldWithoutTheCardNumber() throws IOException {
        signOn();
        atTrace("000042");
        host.thenFrame(GoldenFrames.frame("purchase-approved"));

        assertThat(run("purchase", "--amount", "123.45", "--card", CARD)).isZero();
        assertThat(host.received()).contains(GoldenFrames.frame("purchase-manual"));
        assertThat(printed())
                .contains("--> TPDU 6000030000 header 613100310000")
                .contains("0200 Purchase")
                .contains("Primary account number")
                .contains("622500******0014")
                .contains("<-- TPDU 6000000003 header 613100310000")
                .contains("The answer's MAC is right.")
                .contains("00 approved · 批准")
                .contains("trace 000042  batch 000007  Purchase 123.45")
                .doesNotContain(CARD)
                .doesNotContain("3012");
    }

    @Test
    void keepsItsStateToItselfAndWithoutTheCardNumber() throws IOException {
        signOn();
        atTrace("000042");
        host.thenFrame(GoldenFrames.frame("purchase-approved"));
        run("purchase", "--amount", "123.45", "--card", CARD, "--pin", "123456");

        var text = Files.readString(state());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state())))
                .isEqualTo("rw-------");
        assertThat(text)
                .contains("622500******0014")
                .contains("632600000042")
                .contains(GoldenFrames.field("sign-on-003-answer", 62))
                .doesNotContain(CARD)
                .doesNotContain("123456")
                .doesNotContain("23232323232323234545454545454545")
                .doesNotContain("89898989ABABABAB");
        assertThat(printed()).doesNotContain("123456");
    }

    @Test
    void goesOnWhereItStopped() throws IOException {
        signOn();
        atTrace("000042");
        host.thenFrame(GoldenFrames.frame("purchase-approved")).thenHangUp();
        run("purchase", "--amount", "123.45");
        var text = Files.readString(state());
        Files.writeString(state(), text.replace("\"000043\"", "\"000045\""));

        assertThat(run("void", "--trace", "42")).isEqualTo(TerminalCommand.NO_ANSWER);
        assertThat(host.received()).contains(GoldenFrames.frame("void"));
        assertThat(printed())
                .contains("The host closed the connection without an answer.")
                .contains("Not answered: reverse --trace 000045");
    }

    @Test
    void explainsADeclineInBothLanguages() throws IOException {
        signOn();
        atTrace("000045");
        host.thenFrame(GoldenFrames.frame("declined-77-sign-on-again"));

        assertThat(run("purchase", "--amount", "123.45")).isEqualTo(TerminalCommand.DECLINED);
        assertThat(printed())
                .contains("77 ")
                .contains("Sign on again")
                .contains("请重新签到")
                .contains("The host asks the terminal to sign on again");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(run("purchase", "--amount", "1")).isEqualTo(TerminalCommand.USAGE);
        assertThat(complained()).contains("must sign on first: sign-on");
        assertThat(host.received()).isEmpty();
    }

    @Test
    void tellsWhenNobodyIsThere() {
        host.close();

        assertThat(run("echo")).isEqualTo(TerminalCommand.NO_ANSWER);
        assertThat(printed()).contains("No connection: is the host there?");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    typed                           | complaint
                    purchase                        | must be given: --amount
                    purchase --amount 12.345        | must have at most 2 decimals: --amount
                    purchase --amount 1e3           | must be an amount like 12.34: --amount
                    purchase --amount -1            | must be an amount like 12.34: --amount
                    purchase --amount 1,50          | must be an amount like 12.34: --amount
                    purchase --amount .5            | must be an amount like 12.34: --amount
                    purchase --amount 12345678901   | must be an amount like 12.34: --amount
                    purchase --amount 1 --card 62250000 | must be 12..19 digits: --card
                    purchase --amount 1 --expiry 3013 | must be YYMM: --expiry
                    purchase --amount 1 --pin 12    | must be 4..12 digits: --pin
                    purchase --amount 1 --trace 5   | must be an option of this command: --trace
                    purchase --amount               | must have a value: --amount
                    purchase 6225000000000014       | must be one command, then options
                    void                            | must be given: --trace
                    void --trace 1234567            | must be 1..6 digits: --trace
                    refund --trace 1                | must be given: --amount
                    fly                             | must be a command: fly
                    echo --terminal 9001            | must be given: --merchant
                    echo --tmk 0123                 | must have 16 bytes: main key
                    echo --tmk XYZ                  | must be an even number of hexadecimal digits
                    echo --merchant 1               | must have 15 characters: merchant
                    """)
    void refuses(String typed, String complaint) {
        var arguments = typed.split(" ");

        var code = new TerminalCommand(print(out), print(err)).run(arguments);

        assertThat(code).isEqualTo(TerminalCommand.USAGE);
        assertThat(complained()).startsWith(complaint).doesNotContain(CARD);
        assertThat(printed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"12.34, 1234", "12.3, 1230", "12, 1200", "0.01, 1", "0, 0", "0012.00, 1200"})
    void readsAmountsExactly(String text, long minor) {
        assertThat(Amounts.parse(text)).isEqualTo(minor);
    }

    @Test
    void refusesAStateFileThatIsNone() throws IOException {
        Files.writeString(state(), "{}");

        assertThat(run("echo")).isEqualTo(TerminalCommand.USAGE);
        assertThat(complained()).startsWith("must be a terminal's state: ");
    }

    @Test
    void refusesAVoidOfWhatItNeverSold() {
        signOn();

        assertThat(run("void", "--trace", "7")).isEqualTo(TerminalCommand.USAGE);
        assertThat(complained()).startsWith("must have a slip: trace 000007");
    }

    @Test
    void listsItsSlips() throws IOException {
        signOn();
        atTrace("000042");
        host.thenFrame(GoldenFrames.frame("purchase-approved"));
        run("purchase", "--amount", "123.45");
        out.reset();

        assertThat(run("slips")).isZero();
        assertThat(printed())
                .isEqualTo(
                        "trace 000042  batch 000007  Purchase 123.45  622500******0014  APPROVED"
                                + "  632600000042\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "help"})
    void helps(String word) {
        assertThat(run(word)).isZero();
        assertThat(printed()).startsWith("usage: ");
    }

    /// A default that a host must refuse would be a trap for whoever tries the program first.
    @Test
    void offersACardThatExists() {
        var pan = Pan.of(TerminalCommand.demoCard());

        assertThat(pan.luhnValid()).isTrue();
        assertThat(pan.clearText()).startsWith("62");
    }
}
