package io.shoudan.terminal.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TerminalHeader;
import io.shoudan.iso8583.terminal.Tpdu;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever stands here is stored, and shown by the API.
class SoftwareVersionTest {

    @ParameterizedTest
    @CsvSource({
        "ShopPay 2.7, ShopPay 2.7",
        "4111111111111111, 31310000",
        "4111_1111_1111_1111, 31310000",
        "0123456789ABCDEFFEDCBA9876543210, 31310000",
        "'   ', 31310000"
    })
    void takesTheHeadersWhereFieldFiftyNineSaysWhatMayNotBeStored(String told, String taken) {
        var application = "05%03d%s".formatted(told.length(), told);
        var message =
                Message.builder(TerminalDialect.DIALECT, "0800")
                        .set(TerminalDialect.TRACE_NUMBER, "000001")
                        .set(
                                TerminalDialect.PRIVATE_59,
                                "A2%03d%s".formatted(application.length(), application))
                        .unchecked();
        var frame =
                TerminalFrame.of(
                        Tpdu.of("6000030000"), new TerminalHeader("613100310000"), message);

        assertThat(SoftwareVersion.of(frame)).isEqualTo(taken);
    }
}
