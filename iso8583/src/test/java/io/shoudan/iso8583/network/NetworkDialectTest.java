package io.shoudan.iso8583.network;

import static io.shoudan.iso8583.network.NetworkDialect.ACQUIRER;
import static io.shoudan.iso8583.network.NetworkDialect.AMOUNT;
import static io.shoudan.iso8583.network.NetworkDialect.CHIP_DATA;
import static io.shoudan.iso8583.network.NetworkDialect.CONDITION_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.CURRENCY;
import static io.shoudan.iso8583.network.NetworkDialect.DIALECT;
import static io.shoudan.iso8583.network.NetworkDialect.ECHO;
import static io.shoudan.iso8583.network.NetworkDialect.MERCHANT;
import static io.shoudan.iso8583.network.NetworkDialect.MERCHANT_CATEGORY;
import static io.shoudan.iso8583.network.NetworkDialect.NETWORK_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.ORIGINAL;
import static io.shoudan.iso8583.network.NetworkDialect.PAN;
import static io.shoudan.iso8583.network.NetworkDialect.PIN_BLOCK;
import static io.shoudan.iso8583.network.NetworkDialect.PROCESSING_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.RETRIEVAL_REFERENCE;
import static io.shoudan.iso8583.network.NetworkDialect.TERMINAL;
import static io.shoudan.iso8583.network.NetworkDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.network.NetworkDialect.TRACK_2;
import static io.shoudan.iso8583.network.NetworkDialect.TRANSMISSION_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.ChipData;
import io.shoudan.iso8583.Finding;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.Read;
import io.shoudan.iso8583.Tlv;
import io.shoudan.iso8583.TrackTwo;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkDialectTest {

    private static Message.Builder aFinancialRequest() {
        return Message.builder(DIALECT, "0200")
                .set(PAN, Pan.of("6225000000000014"))
                .set(PROCESSING_CODE, "000000")
                .set(AMOUNT, 12_345L)
                .set(TRANSMISSION_TIME, "1122013105")
                .set(TRACE_NUMBER, "000042")
                .set(MERCHANT_CATEGORY, "5411")
                .set(CONDITION_CODE, "00")
                .set(ACQUIRER, "00098310")
                .set(RETRIEVAL_REFERENCE, "632600000042")
                .set(TERMINAL, "90010001")
                .set(MERCHANT, "898310058120001")
                .set(CURRENCY, "156");
    }

    private static String packed(Message message) {
        return new String(DIALECT.pack(message), StandardCharsets.US_ASCII);
    }

    /// Written out by hand from the standard, so that reading and writing can't be wrong alike.
    @Test
    void writesOneBitmapInHexadecimal() {
        assertThat(packed(aFinancialRequest().unchecked()))
                .isEqualTo(
                        "0200"
                                + "7220408108C08000"
                                + "166225000000000014"
                                + "000000"
                                + "000000012345"
                                + "1122013105"
                                + "000042"
                                + "5411"
                                + "00"
                                + "0800098310"
                                + "632600000042"
                                + "90010001"
                                + "898310058120001"
                                + "156");
    }

    @Test
    void writesTheSecondBitmapOnlyWhereItIsNeeded() {
        var echo =
                Message.builder(DIALECT, "0800")
                        .set(TRANSMISSION_TIME, "1122013105")
                        .set(TRACE_NUMBER, "000001")
                        .set(NETWORK_CODE, ECHO)
                        .unchecked();

        assertThat(packed(echo))
                .isEqualTo(
                        "0800" + "8220000000000000" + "0400000000000000" + "1122013105000001301");
        assertThat(DIALECT.unpack(DIALECT.pack(echo))).isEqualTo(echo);
        assertThat(DIALECT.check(echo)).isEmpty();
    }

    @Test
    void writesBinaryFieldsInHexadecimal() {
        var message =
                aFinancialRequest()
                        .set(TRACK_2, TrackTwo.of("6225000000000014D3012"))
                        .set(PIN_BLOCK, PinBlock.of(Bytes.ofHex("43D6545E784C2D4C").toArray()))
                        .set(CHIP_DATA, ChipData.of(Tlv.of("9F27", "80")))
                        .unchecked();

        assertThat(packed(message))
                .contains("216225000000000014=3012", "43D6545E784C2D4C", "0089F270180");
        assertThat(DIALECT.unpack(DIALECT.pack(message))).isEqualTo(message);
    }

    @Test
    void namesTheOriginalOfAReversal() {
        var original = OriginalDataElements.of("0200", "000042", "1122013105", "00098310");
        var reversal =
                Message.builder(DIALECT, "0420")
                        .copy(
                                aFinancialRequest().unchecked(),
                                aFinancialRequest().unchecked().fields())
                        .set(RESPONSE_CODE, "98")
                        .set(ORIGINAL, original)
                        .unchecked();

        assertThat(original.text())
                .isEqualTo("0200" + "000042" + "1122013105" + "00000098310" + "00000000000");
        assertThat(DIALECT.unpack(DIALECT.pack(reversal)).get(ORIGINAL)).isEqualTo(original);
        assertThat(DIALECT.check(reversal)).isEmpty();
        var answer = reversal.answer(Set.of()).unchecked();
        assertThat(answer.mti()).isEqualTo("0430");
        assertThat(answer.fields()).contains(ORIGINAL, TRACE_NUMBER, TRANSMISSION_TIME);
        assertThatIllegalArgumentException().isThrownBy(() -> OriginalDataElements.of("0200"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OriginalDataElements.of("0200", "42", "1122013105", "1"));
    }

    @Test
    void missesWhatMustBeThere() {
        var message = aFinancialRequest().remove(PAN).remove(TRACE_NUMBER).unchecked();

        assertThat(DIALECT.check(message))
                .extracting(Finding::path)
                .containsExactlyInAnyOrder("2", "11");
        assertThat(DIALECT.check(aFinancialRequest().unchecked())).isEmpty();
        assertThat(DIALECT.check(Message.builder(DIALECT, "0900").unchecked()))
                .containsExactly(new Finding.UnknownType("0900"));
    }

    @Test
    void answersRequests() {
        var answer =
                aFinancialRequest()
                        .unchecked()
                        .answer(Set.of())
                        .set(RESPONSE_CODE, "00")
                        .unchecked();

        assertThat(DIALECT.check(answer)).isEmpty();
        assertThat(answer.get(TRACE_NUMBER)).isEqualTo("000042");
        assertThat(answer.has(MERCHANT_CATEGORY)).isFalse();
    }

    /// Bit 65 announces a third bitmap, which ISO 8583:1987 has no use for.
    @Test
    void refusesAThirdBitmapAndBadHexadecimal() {
        for (var bytes :
                new String[] {
                    "08008000000000000000" + "8000000000000000" + "0".repeat(16),
                    "0800G000000000000000",
                    "080080000000000000" + "00" + "80"
                }) {
            assertThat(DIALECT.read(bytes.getBytes(StandardCharsets.US_ASCII)))
                    .isInstanceOf(Read.Broken.class);
        }
    }
}
