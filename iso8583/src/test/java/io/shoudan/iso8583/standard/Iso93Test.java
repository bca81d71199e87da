package io.shoudan.iso8583.standard;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.Finding;
import io.shoudan.iso8583.IncompleteMessage;
import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.MessageType;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.TrackTwo;
import java.nio.charset.Charset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One message in the three codings of the standard, byte by byte.
class Iso93Test {

    private static final Charset CODE_PAGE_37 = Charset.forName("IBM037");

    private static final List<Dialect> CODINGS = List.of(Iso93.ASCII, Iso93.BINARY, Iso93.EBCDIC);

    /// Fields 2 to 4, 11, 12, 22, 24, 26, 35, 41, 49, 52, 53, 93, 97 and 128.
    private static final String BITMAPS = "F030054020809800" + "0000000880000001";

    private static Message aMessage(Dialect dialect) {
        return Message.builder(dialect, "1100")
                .set(Iso93.PAN, Pan.of("6225000000000014"))
                .set(Iso93.PROCESSING_CODE, "000000")
                .set(Iso93.AMOUNT, 12_345L)
                .set(Iso93.TRACE_NUMBER, "000042")
                .set(Iso93.LOCAL_TIME, "261122093105")
                .set(Iso93.POINT_OF_SERVICE, "51010151134C")
                .set(Iso93.FUNCTION_CODE, "100")
                .set(Iso93.BUSINESS_CODE, "5411")
                .set(Iso93.TRACK_2, TrackTwo.of("6225000000000014D3012201"))
                .set(Iso93.TERMINAL, "90010001")
                .set(Iso93.CURRENCY, "156")
                .set(Iso93.PIN_BLOCK, PinBlock.of(Bytes.ofHex("43D6545E784C2D4C").toArray()))
                .set(Iso93.SECURITY_CONTROL, Bytes.ofHex("0102"))
                .set(Iso93.DESTINATION, "48270000")
                .set(Iso93.NET_RECONCILIATION, "C0000000000012345")
                .set(Iso93.SECOND_MAC, Bytes.ofHex("0123456789ABCDEF"))
                .build();
    }

    private static String hex(Dialect dialect) {
        return Bytes.of(dialect.pack(aMessage(dialect))).hex();
    }

    private static String text(String characters, Charset set) {
        return Bytes.of(characters.getBytes(set)).hex();
    }

    @Test
    void writesCharactersInAscii() {
        assertThat(new String(Iso93.ASCII.pack(aMessage(Iso93.ASCII)), US_ASCII))
                .isEqualTo(
                        "1100"
                                + BITMAPS
                                + "166225000000000014"
                                + "000000"
                                + "000000012345"
                                + "000042"
                                + "261122093105"
                                + "51010151134C"
                                + "100"
                                + "5411"
                                + "246225000000000014=3012201"
                                + "90010001"
                                + "156"
                                + "43D6545E784C2D4C"
                                + "040102"
                                + "0848270000"
                                + "C0000000000012345"
                                + "0123456789ABCDEF");
    }

    @Test
    void packsDigitsInBinary() {
        assertThat(hex(Iso93.BINARY))
                .isEqualTo(
                        "1100"
                                + BITMAPS
                                + "166225000000000014"
                                + "000000"
                                + "000000012345"
                                + "000042"
                                + "261122093105"
                                + "353130313031353131333443"
                                + "0100"
                                + "5411"
                                + "246225000000000014D3012201"
                                + "3930303130303031"
                                + "313536"
                                + "43D6545E784C2D4C"
                                + "020102"
                                + "0848270000"
                                + text("C0000000000012345", US_ASCII)
                                + "0123456789ABCDEF");
    }

    @Test
    void writesCharactersInEbcdic() {
        assertThat(hex(Iso93.EBCDIC))
                .isEqualTo(
                        "F1F1F0F0"
                                + BITMAPS
                                + text("166225000000000014", CODE_PAGE_37)
                                + text("000000000000012345000042", CODE_PAGE_37)
                                + text("26112209310551010151134C1005411", CODE_PAGE_37)
                                + text("246225000000000014=3012201", CODE_PAGE_37)
                                + text("90010001156", CODE_PAGE_37)
                                + "43D6545E784C2D4C"
                                + "F0F2"
                                + "0102"
                                + text("0848270000C0000000000012345", CODE_PAGE_37)
                                + "0123456789ABCDEF");
    }

    @Test
    void readsWhatItWrites() {
        for (var dialect : CODINGS) {
            var message = aMessage(dialect);

            assertThat(dialect.unpack(dialect.pack(message))).isEqualTo(message);
            assertThat(dialect.check(message)).isEmpty();
            assertThat(message.describe())
                    .startsWith("1100 Authorization request")
                    .doesNotContain("6225000000000014", "43D6545E784C2D4C");
        }
    }

    /// An answer keeps who started the exchange, and a repeat is answered as what it repeats.
    @ParameterizedTest
    @CsvSource({
        "1100, 1110", "1101, 1110", "1120, 1130", "1121, 1130", "1200, 1210", "1220, 1230",
        "1304, 1314", "1420, 1430", "1421, 1430", "1422, 1432", "1500, 1510", "1522, 1532",
        "1604, 1614", "1720, 1730", "1722, 1732", "1804, 1814", "1805, 1814", "1825, 1834"
    })
    void knowsMessagesAndTheirAnswers(String request, String answer) {
        var message =
                Message.builder(Iso93.ASCII, request).set(Iso93.TRACE_NUMBER, "000042").build();

        var type = Iso93.ASCII.typeOf(message).orElseThrow();
        var reply = message.answer(Set.of()).set(Iso93.ACTION_CODE, "000").build();

        assertThat(type.answer().map(MessageType::mti)).contains(answer);
        assertThat(reply.mti()).isEqualTo(answer);
        assertThat(reply.get(Iso93.TRACE_NUMBER)).isEqualTo("000042");
    }

    @Test
    void answersNoNotification() {
        for (var type : Iso93.ASCII.types()) {
            boolean notification = type.mti().charAt(2) == '4';
            boolean answer = (type.mti().charAt(2) - '0') % 2 == 1;
            assertThat(type.answer().isEmpty()).as(type.mti()).isEqualTo(notification || answer);
        }
        var mtis = new HashSet<>(Iso93.ASCII.types().stream().map(MessageType::mti).toList());
        assertThat(mtis).allMatch(mti -> mti.startsWith("1")).doesNotContain("1400", "1410");
        assertThat(Iso93.ASCII.check(Message.builder(Iso93.ASCII, "0100").unchecked()))
                .containsExactly(new Finding.UnknownType("0100"));
    }

    @Test
    void asksForTheTraceNumberAndTheActionCode() {
        assertThatExceptionOfType(IncompleteMessage.class)
                .isThrownBy(() -> Message.builder(Iso93.BINARY, "1210").build())
                .satisfies(e -> assertThat(e.findings()).hasSize(1))
                .withMessageContaining("39 Action code");
        assertThatExceptionOfType(IncompleteMessage.class)
                .isThrownBy(() -> Message.builder(Iso93.BINARY, "1804").build())
                .withMessageContaining("11 Systems trace audit number");
    }

    @Test
    void hasEveryFieldButTheThirdBitmap() {
        for (var dialect : CODINGS) {
            for (int number = 2; number <= 128; number++) {
                assertThat(dialect.field(number).isPresent()).isEqualTo(number != 65);
            }
        }
    }

    @Test
    void leavesOpenWhatTheStandardReserves() {
        int[] open = {47, 48, 55, 59, 60, 61, 62, 63, 72, 96, 111, 116, 123, 127};
        for (var dialect : CODINGS) {
            for (int number : open) {
                assertThat(dialect.field(number))
                        .as("%d", number)
                        .map(Field::opaque)
                        .contains(true);
                assertThat(dialect.field(number)).map(Field::secret).contains(true);
            }
            assertThat(dialect.field(43)).map(Field::opaque).contains(false);
        }
    }

    /// Three digits of length count bytes where bytes are written, and characters in ASCII.
    @Test
    void takesAsMuchKeyManagementDataAsItsLengthCanSay() {
        for (var dialect : CODINGS) {
            int most = dialect == Iso93.ASCII ? 499 : 999;
            var message = Message.builder(dialect, "1804").set(Iso93.TRACE_NUMBER, "000001");

            message.set(Iso93.KEY_MANAGEMENT_DATA, Bytes.of(new byte[most]));
            var read = dialect.unpack(dialect.pack(message.build()));
            assertThat(read.get(Iso93.KEY_MANAGEMENT_DATA).length()).isEqualTo(most);
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    message.set(
                                            Iso93.KEY_MANAGEMENT_DATA,
                                            Bytes.of(new byte[most + 1])));
        }
    }

    @Test
    void refusesWhatIsNoValue() {
        var packed = Iso93.BINARY.pack(aMessage(Iso93.BINARY));
        int traceAt = 2 + 16 + 9 + 3 + 6;
        packed[traceAt] = (byte) 0xA0;

        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> Iso93.BINARY.unpack(packed))
                .satisfies(e -> assertThat(e.path()).isEqualTo("11"))
                .satisfies(e -> assertThat(e.position()).isEqualTo(traceAt));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Message.builder(Iso93.ASCII, "1110").set(Iso93.ACTION_CODE, "00"));
    }
}
