package io.shoudan.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    @Test
    void takesWordsAndBothFormsOfOptions() {
        var line = CommandLine.parse("purchase", "--amount", "12.34", "--card=6225000000000014");

        assertThat(line.words()).containsExactly("purchase");
        assertThat(line.required("amount")).isEqualTo("12.34");
        assertThat(line.find("card")).contains("6225000000000014");
        assertThat(line.find("pin")).isEmpty();
        line.expectAllUsed();
    }

    @ParameterizedTest
    @CsvSource({"21s, PT21S", "500ms, PT0.5S", "2m, PT2M", "0s, PT0S"})
    void readsTimeSpans(String text, Duration span) {
        var line = CommandLine.parse("--after", text);

        assertThat(line.duration("after", Duration.ZERO)).isEqualTo(span);
    }

    @ParameterizedTest
    @CsvSource({"21", "s", "-1s", "1.5s", "1h", "99999999999s"})
    void refusesOtherTimeSpans(String text) {
        var line = CommandLine.parse("--after", text);

        assertThatThrownBy(() -> line.duration("after", Duration.ZERO))
                .isInstanceOf(UsageMistake.class)
                .hasMessage("must be like 21s, 500ms or 2m: --after");
    }

    @Test
    void refusesWhatItCanNotUnderstand() {
        assertThatThrownBy(() -> CommandLine.parse("--port"))
                .hasMessage("must have a value: --port");
        assertThatThrownBy(() -> CommandLine.parse("--port", "1", "--port", "2"))
                .hasMessage("must be given once: --port");
        assertThatThrownBy(() -> CommandLine.parse("--port", "x").integer("port", 1))
                .hasMessage("must be a whole number: --port");
        assertThatThrownBy(() -> CommandLine.parse().required("record"))
                .hasMessage("must be given: --record");
        assertThatThrownBy(() -> CommandLine.parse("--prot", "1").expectAllUsed())
                .hasMessage("must be an option of this command: --prot");
    }
}
