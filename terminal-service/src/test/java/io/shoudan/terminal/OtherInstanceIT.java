package io.shoudan.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;
import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.Bytes;
import org.junit.jupiter.api.Test;

/// A terminal never signs on because of us: not for a restart, nor when it reaches another
/// instance.
class OtherInstanceIT {

    @Test
    void servesATerminalThatSignedOnElsewhereAndBefore() {
        var house = House.shared();
        try (var other = house.another();
                var terminal = house.newTerminal()) {
            terminal.signOn("003");
            assertThat(purchase(terminal)).isEqualTo("00");

            terminal.movedTo(other);
            assertThat(purchase(terminal)).isEqualTo("00");
            // Two bad MACs here, the third there: the count is one.
            var good = Bytes.of(terminal.macKey()).hex();
            terminal.withMacKey("0123456789ABCDEF");
            assertThat(purchase(terminal)).isEqualTo("A0");
            assertThat(purchase(terminal)).isEqualTo("A0");
            terminal.movedTo(house);
            var third = terminal.sendSigned(terminal.purchase(100).unchecked());
            assertThat(third.header().text()).isEqualTo("613103310000");
            terminal.withMacKey(good);

            terminal.movedTo(other);
            assertThat(purchase(terminal)).isEqualTo("00");
            other.restart();
            terminal.movedTo(other);
            assertThat(purchase(terminal)).isEqualTo("00");
        }
    }

    private static String purchase(TestTerminal terminal) {
        return terminal.sendSigned(terminal.purchase(100).unchecked()).message().get(RESPONSE_CODE);
    }
}
