package io.shoudan.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.terminal.ProcessingRequirement;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TransactionKind;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// How the library is used: what reads here as an example is compiled and checked.
class ExampleTest {

    private static final byte[] BODY =
            HexFormat.of()
                    .parseHex(
                            "600003000061310031000002007024048000C080111662250000000000"
                                    + "14000000000000012345000042301201200039303031303030"
                                    + "31383938333130303538313230303031313536001322000007"
                                    + "0005003134383146363446");

    @Test
    void explainsAFrameWithSecretsMasked() {
        var frame = TerminalFrame.unpack(BODY);

        assertThat(frame.message().describe())
                .isEqualTo(
                        """
                0200 Purchase
                F2  Primary account number..............: 622500******0014
                F3  Processing code.....................: 000000
                F4  Amount, in minor units of 49........: 12345
                F11 System trace audit number...........: 000042
                F14 Expiry, YYMM........................: ****
                F22 Entry mode..........................: 012
                F25 Condition code......................: 00
                F41 Terminal............................: 90010001
                F42 Merchant............................: 898310058120001
                F49 Currency, ISO 4217 numeric..........: 156
                F60 Transaction type and batch..........: 2200000700050
                F64 Message authentication code.........: 8 bytes""");
    }

    @Test
    void answersAFrame() {
        var request = TerminalFrame.unpack(BODY);

        var answer =
                request.answer(
                        ProcessingRequirement.NONE,
                        reply ->
                                reply.set(TerminalDialect.LOCAL_TIME, LocalTime.of(9, 31, 5))
                                        .set(TerminalDialect.LOCAL_DATE, MonthDay.of(11, 22))
                                        .set(TerminalDialect.RETRIEVAL_REFERENCE, "632600000042")
                                        .set(TerminalDialect.AUTHORIZATION_CODE, "A1B2C3")
                                        .set(TerminalDialect.RESPONSE_CODE, "00"));

        assertThat(answer.toString())
                .isEqualTo(
                        "6000000003 613100310000 0210 2=622500******0014 3=000000 4=12345 11=000042"
                                + " 12=09:31:05 13=1122 14=**** 25=00 37=632600000042 38=A1B2C3"
                                + " 39=00 41=90010001 42=898310058120001 49=156 60=2200000700050");
        assertThat(TransactionKind.of(request.message())).contains(TransactionKind.PURCHASE);
    }
}
