package io.shoudan.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    private static final Path DEFAULT_DATA = Path.of("/home/somebody/shoudan/.shoudan");

    @Test
    void staysUpOnTheUsualPortsWhenNothingIsAskedFor() {
        Options options = parse("");

        assertThat(options.data()).isEqualTo(DEFAULT_DATA);
        assertThat(options.demo()).isEqualTo(Options.DemoChoice.RUN_AND_STAY);
        assertThat(options.ports().terminalTcp()).isEqualTo(8583);
        assertThat(options.ports().gateway()).isEqualTo(8080);
    }

    @Test
    void countsPortsUpFromTheBase() {
        assertThat(parse("--base-port 21000").ports().named())
                .extracting(Ports.Named::address)
                .startsWith("127.0.0.1:21000", "127.0.0.1:21001")
                .endsWith("127.0.0.1:21010")
                .doesNotHaveDuplicates();
    }

    @Test
    void takesNoPortsForTheKafkaOfOthers() {
        Ports ports = parse("--kafka-port 9092 --base-port 21000").ports();

        assertThat(ports.ownKafka()).isFalse();
        assertThat(ports.kafka()).isEqualTo(9092);
        assertThat(ports.named())
                .extracting(Ports.Named::address)
                .hasSize(9)
                .endsWith("127.0.0.1:21008");
        assertThat(parse("").ports().ownKafka()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --data /srv/a                     | /srv/a | RUN_AND_STAY
                    --data=/srv/a --no-demo           | /srv/a | STAY
                    --demo-only --data /srv/../srv/b/ | /srv/b | RUN_AND_STOP
                    """)
    void readsBothSpellingsOfAValue(String line, String data, Options.DemoChoice demo) {
        assertThat(parse(line).data()).isEqualTo(Path.of(data));
        assertThat(parse(line).demo()).isEqualTo(demo);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --quick                | unknown option: --quick
                    start                  | unknown option: start
                    --data                 | --data needs a value
                    --data --no-demo       | --data needs a value
                    --base-port=           | --base-port needs a value
                    --base-port x          | --base-port must be 1..65525: x
                    --base-port 0          | --base-port must be 1..65525: 0
                    --base-port 65526      | --base-port must be 1..65525: 65526
                    --base-port -1         | --base-port must be 1..65525: -1
                    --kafka-port 65536     | --kafka-port must be 1..65535: 65536
                    --no-demo=yes          | --no-demo takes no value
                    --no-demo --demo-only  | --demo-only and --no-demo exclude each other
                    """)
    void refusesWhatMakesNoSense(String line, String complaint) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(Options.UsageException.class)
                .hasMessage(complaint);
    }

    private static Options parse(String line) {
        return Options.parse(line.isEmpty() ? new String[0] : line.split(" ", -1), DEFAULT_DATA);
    }
}
