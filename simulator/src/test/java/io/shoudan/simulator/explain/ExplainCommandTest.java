package io.shoudan.simulator.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {

    private static final String PURCHASE =
            "005A 6000030000 613100310000 0200 7024048000C08011 16 6225000000 000014 000000"
                    + " 000000012345 000042 3012 0120 00 3930303130303031"
                    + " 383938333130303538313230303031 313536 0013 22000007000500"
                    + " 3134383146363446";

    private static final String SM4_PURCHASE =
            "005A600003000061310031000002007024048000C08011166225000000000014"
                    + "0000000000000025000000713012012000393030313030303138393833313030"
                    + "35383132303030313135360013220000070005004142374544443335";

    private static final String SM4_SIGN_ON_ANSWER =
            "008D60000000036131003100000810003800010AC00014000004093003112208"
                    + "0009831036333236303030303030303430303930303130303031383938333130"
                    + "3035383132303030310011000000070060006090BE8181183E27D6AF566902A0"
                    + "FD1FC42D5C72409E637BE31138B06056E034D413C7746FCB06BC0D13DB3699CC"
                    + "A829A260BDB1A4A629506C660D19F4";

    @TempDir private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int explain(String input, String... arguments) throws IOException {
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.US_ASCII));
        return new ExplainCommand(in, utf8(out), utf8(err)).run(arguments);
    }

    private static PrintStream utf8(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void explainsItsArguments() throws IOException {
        assertThat(explain("", PURCHASE, "--mak", "89898989ABABABAB")).isZero();
        assertThat(printed()).contains("VALID · 有效", "消费", "MAC", "right · 正确");
        assertThat(printed()).doesNotContain("6225000000000014", "89898989");
    }

    /// A key among the arguments is seen by whoever lists processes or reads the shell's history.
    @Test
    void takesKeysFromAFile() throws IOException {
        var file = keys("# of a test terminal\n\n mak = 89898989ABABABAB\n");

        assertThat(explain("", PURCHASE, "--keys", file)).isZero();
        assertThat(printed()).contains("right · 正确").doesNotContain("89898989");
        assertThat(explain("", PURCHASE, "--keys", keys("mak=0123456789ABCDEF"))).isEqualTo(1);
    }

    /// As editors write them and people copy them.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFFmak=89898989ABABABAB",
                "\uFEFF# of a test terminal\r\nmak=89898989ABABABAB\r\n",
                "mak=8989 8989 ABAB ABAB",
                "mak = 89:89:89:89:AB:AB:AB:AB",
                "mak=89-89-89-89-AB-AB-AB-AB",
            })
    void takesKeysAsTheyAreCopied(String content) throws IOException {
        assertThat(explain("", PURCHASE, "--keys", keys(content))).isZero();
        assertThat(printed()).contains("right · 正确").doesNotContain("8989");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "89898989ABABABAB",
                "zak=89898989ABABABAB",
                "mak=89898989ABABABAB\nmak=89898989ABABABAB",
                "mak=898989",
                "mak=89898989ABABABAX",
            })
    void saysNothingOfKeysThatAreNone(String content) throws IOException {
        assertThat(explain("", PURCHASE, "--keys", keys(content))).isEqualTo(2);
        assertThat(printed()).doesNotContain("898989");
    }

    @Test
    void takesAKeyFromOnePlace() throws IOException {
        var file = keys("mak=89898989ABABABAB");

        assertThat(explain("", PURCHASE, "--keys", file, "--mak", "89898989ABABABAB")).isEqualTo(2);
        assertThat(explain("", PURCHASE, "--keys", keys("#".repeat(5000)))).isEqualTo(2);
        assertThatIOException().isThrownBy(() -> explain("", PURCHASE, "--keys", folder + "/none"));
    }

    private String keys(String content) throws IOException {
        return Files.writeString(folder.resolve("keys"), content).toString();
    }

    @Test
    void explainsItsInput() throws IOException {
        assertThat(explain(PURCHASE.replace(" ", "\n"), "--dialect", "terminal")).isZero();
        assertThat(printed()).contains("0200");
    }

    /// The JDK has no SM4; the command has.
    @Test
    void checksWhatSm4KeysProtect() throws IOException {
        var key = "FFEEDDCCBBAA00998877665544332211";

        assertThat(explain("", SM4_PURCHASE, "--mak", key)).isZero();
        assertThat(printed()).contains("terminal-sm4", "right · 正确 (sm4)");
        assertThat(explain("", SM4_PURCHASE, "--mak", key.replace("FF", "FE"))).isEqualTo(1);
    }

    @Test
    void checksCheckValuesOfSm4Keys() throws IOException {
        var key = "0123456789ABCDEFFEDCBA9876543210";

        assertThat(explain("", SM4_SIGN_ON_ANSWER, "--tmk", key)).isZero();
        assertThat(printed()).contains("TDK 校验值: right").doesNotContain("not checked");
    }

    @ParameterizedTest
    @CsvSource({"ecb, 0", "ECB, 0", "x99, 1", "x919, 1", "sm4, 1", "md5, 2", "'', 2"})
    void checksTheMacByTheAlgorithmThatItIsTold(String algorithm, int code) throws IOException {
        assertThat(explain("", PURCHASE, "--mak", "89898989ABABABAB", "--mac", algorithm))
                .isEqualTo(code);
        if (code == 1) {
            assertThat(printed()).contains("MAC 算法与约定的不一致");
        }
        if (code == 2) {
            assertThat(printed()).contains("must be one of ecb, x99, x919, sm4: --mac");
        }
    }

    @Test
    void saysWhatIsNotValid() throws IOException {
        assertThat(explain("", PURCHASE.replace("005A", "5A00"))).isEqualTo(1);
        assertThat(printed()).contains("low byte first");
        assertThat(explain("", PURCHASE, "--mak", "0123456789ABCDEF")).isEqualTo(1);
        assertThat(explain("", "0200")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no hex", "123"})
    void refusesWhatIsNoHex(String input) throws IOException {
        assertThat(explain(input)).isEqualTo(2);
        assertThat(printed()).contains("must be").contains("--help");
    }

    @Test
    void refusesOptionsThatItHasNot() throws IOException {
        assertThat(explain(PURCHASE, "--key", "00")).isEqualTo(2);
        assertThat(explain(PURCHASE, "--mak", "0011")).isEqualTo(2);
        assertThat(explain(PURCHASE, "--mak")).isEqualTo(2);
        assertThat(explain(PURCHASE, "--dialect", "none")).isEqualTo(2);
        assertThat(explain("", "--help")).isZero();
        assertThat(explain("", "-h")).isZero();
        assertThat(printed()).contains("terminal-sm4");
    }

    /// Half an explanation must not pass for one.
    @Test
    void failsIfNobodyCanReadWhatItSays() {
        var full =
                new PrintStream(
                        new OutputStream() {
                            @Override
                            public void write(int b) throws IOException {
                                throw new IOException("full");
                            }
                        });
        var command = new ExplainCommand(InputStream.nullInputStream(), full, full);

        assertThatThrownBy(() -> command.run(PURCHASE)).isInstanceOf(IOException.class);
    }
}
