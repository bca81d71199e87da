package io.shoudan.simulator.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {

    private static final String PURCHASE =
            "005A 6000030000 613100310000 0200 7024048000C08011 16 6225000000 000014 000000"
                    + " 000000012345 000042 3012 0120 00 3930303130303031"
                    + " 383938333130303538313230303031 313536 0013 22000007000500"
                    + " 3134383146363446";

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

    @Test
    void explainsItsInput() throws IOException {
        assertThat(explain(PURCHASE.replace(" ", "\n"), "--dialect", "terminal")).isZero();
        assertThat(printed()).contains("0200");
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
        assertThat(printed()).contains("terminal-sm4");
    }
}
