package io.shoudan.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.terminal.ProcessingRequirement;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TransactionField;
import io.shoudan.iso8583.terminal.TransactionKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// How the library is used: what reads here as an example is compiled and checked.
class ExampleTest {

    private static final String SOURCE = "io/shoudan/iso8583/ExampleTest.java";

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

    /// What README.md shows prints what it says there.
    @Test
    void printsAMaskedMessage() throws IOException {
        var purchase =
                Message.builder(TerminalDialect.DIALECT, "0200")
                        .set(TerminalDialect.PAN, Pan.of("6225000000000014"))
                        .set(TerminalDialect.PROCESSING_CODE, "000000")
                        .set(TerminalDialect.AMOUNT, 12_345L)
                        .set(TerminalDialect.TRACE_NUMBER, "000042")
                        .set(TerminalDialect.ENTRY_MODE, "012")
                        .set(TerminalDialect.CONDITION_CODE, "00")
                        .set(TerminalDialect.TERMINAL, "90010001")
                        .set(TerminalDialect.MERCHANT, "898310058120001")
                        .set(TerminalDialect.CURRENCY, "156")
                        .set(
                                TerminalDialect.TRANSACTION,
                                new TransactionField("22", "000007", "000"))
                        .build();
        byte[] packed = TerminalDialect.DIALECT.pack(purchase);

        var message = TerminalDialect.DIALECT.unpack(packed);
        long amount = message.get(TerminalDialect.AMOUNT);

        assertThat(amount).isEqualTo(12_345L);
        assertThat(blocks(readme(), "text")).containsExactly(message.describe());
    }

    @Test
    void showsCodeThatIsHere() throws IOException {
        var source = closeUp(Files.readString(Path.of("src/test/java").resolve(SOURCE)));
        var shown = blocks(readme(), "java");

        assertThat(shown).hasSize(2);
        for (var block : shown) {
            Pattern.compile(";\n")
                    .splitAsStream(block)
                    .filter(it -> !it.contains("println"))
                    .forEach(it -> assertThat(source).contains(closeUp(it)));
        }
    }

    /// A maker's dialect is ours with what the maker does otherwise.
    @Test
    void derivesADialect() {
        var points = Field.of(57, "Points", Length.upTo(12, LengthPrefix.BCD_LLL), Encodings.BCD);
        var name = TerminalDialect.MERCHANT_NAME.writtenAs(Length.exactly(60), Encodings.TEXT);
        var mine =
                TerminalDialect.DIALECT.toBuilder("mine")
                        .fields(points)
                        .rewritten(name)
                        .recoded(
                                Recoding.NONE.announcing(
                                        LengthPrefix.BCD_LLL, LengthPrefix.BINARY_2))
                        .build();

        var ours = TerminalFrame.unpack(BODY).message();
        var message =
                Message.builder(mine, ours.mti())
                        .set(TerminalDialect.PAN, ours.get(TerminalDialect.PAN))
                        .set(TerminalDialect.PROCESSING_CODE, "000000")
                        .set(TerminalDialect.TRACE_NUMBER, "000042")
                        .set(TerminalDialect.CONDITION_CODE, "00")
                        .set(TerminalDialect.TERMINAL, "90010001")
                        .set(TerminalDialect.MERCHANT_NAME, "x".repeat(60))
                        .set(points, "12345")
                        .set(TerminalDialect.TRANSACTION, ours.get(TerminalDialect.TRANSACTION))
                        .unchecked();
        var packed = mine.pack(message);

        var read = mine.unpack(packed);
        assertThat(HexFormat.of().formatHex(packed)).contains("0005123450");
        assertThat(read.get(points)).isEqualTo("12345");
        assertThat(read.get(TerminalDialect.MERCHANT_NAME)).hasSize(60);
        assertThat(mine.typeOf(read)).map(MessageType::name).contains("Purchase");
        assertThat(mine.check(read)).contains(new Finding.Missing(TerminalDialect.AMOUNT));
        assertThat(read.answer(Set.of()).unchecked().get(TerminalDialect.TRACE_NUMBER))
                .isEqualTo("000042");
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    private static List<String> blocks(String readme, String language) {
        return Pattern.compile("```" + language + "\n(.*?)\n```", Pattern.DOTALL)
                .matcher(readme)
                .results()
                .map(it -> it.group(1))
                .toList();
    }

    /// Without what the formatter decides.
    private static String closeUp(String code) {
        return code.replaceAll("\\s+", "");
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
                                + " 12=093105 13=1122 14=**** 25=00 37=632600000042 38=A1B2C3"
                                + " 39=00 41=90010001 42=898310058120001 49=156 60=2200000700050");
        assertThat(TransactionKind.of(request.message())).contains(TransactionKind.PURCHASE);
    }
}
