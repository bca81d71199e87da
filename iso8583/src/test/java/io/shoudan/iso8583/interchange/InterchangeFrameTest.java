package io.shoudan.iso8583.interchange;

import static io.shoudan.iso8583.interchange.InterchangeDialect.ACQUIRER;
import static io.shoudan.iso8583.interchange.InterchangeDialect.AMOUNT;
import static io.shoudan.iso8583.interchange.InterchangeDialect.CHIP_DATA;
import static io.shoudan.iso8583.interchange.InterchangeDialect.CONDITION_CODE;
import static io.shoudan.iso8583.interchange.InterchangeDialect.CURRENCY;
import static io.shoudan.iso8583.interchange.InterchangeDialect.DIALECT;
import static io.shoudan.iso8583.interchange.InterchangeDialect.ENTRY_MODE;
import static io.shoudan.iso8583.interchange.InterchangeDialect.FORWARDER;
import static io.shoudan.iso8583.interchange.InterchangeDialect.LOCAL_DATE;
import static io.shoudan.iso8583.interchange.InterchangeDialect.LOCAL_TIME;
import static io.shoudan.iso8583.interchange.InterchangeDialect.MAC;
import static io.shoudan.iso8583.interchange.InterchangeDialect.MERCHANT;
import static io.shoudan.iso8583.interchange.InterchangeDialect.MERCHANT_NAME;
import static io.shoudan.iso8583.interchange.InterchangeDialect.MERCHANT_TYPE;
import static io.shoudan.iso8583.interchange.InterchangeDialect.NETWORK_CODE;
import static io.shoudan.iso8583.interchange.InterchangeDialect.PAN;
import static io.shoudan.iso8583.interchange.InterchangeDialect.PIN_BLOCK;
import static io.shoudan.iso8583.interchange.InterchangeDialect.PROCESSING_CODE;
import static io.shoudan.iso8583.interchange.InterchangeDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.interchange.InterchangeDialect.RETRIEVAL_REFERENCE;
import static io.shoudan.iso8583.interchange.InterchangeDialect.TERMINAL;
import static io.shoudan.iso8583.interchange.InterchangeDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.interchange.InterchangeDialect.TRANSMISSION_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.ChipData;
import io.shoudan.iso8583.IncompleteMessage;
import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.Seeds;
import io.shoudan.iso8583.Tlv;
import io.shoudan.iso8583.interchange.InterchangeFrame.Received;
import io.shoudan.iso8583.standard.Iso87;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Whole frames, against bytes that were written out by hand.
class InterchangeFrameTest {

    private static final Bytes NAME = Bytes.ofHex("CAD5B5A5B2E2CAD4" + "20".repeat(32));

    private static byte[] bytes(String hex) {
        return Bytes.ofHex(hex).toArray();
    }

    private static InterchangeHeader header() {
        return new InterchangeHeader(
                0x82,
                "00010344",
                "48270000",
                Bytes.ofHex("000000"),
                1,
                Bytes.ofHex("3030303030303030"),
                0,
                InterchangeHeader.NOT_REJECTED);
    }

    private static Message.Builder aPurchase() {
        return Message.builder(DIALECT, "0200")
                .set(PAN, Pan.of("6225000000000014"))
                .set(PROCESSING_CODE, "000000")
                .set(AMOUNT, 12_345L)
                .set(TRANSMISSION_TIME, "1122013105")
                .set(TRACE_NUMBER, "000042")
                .set(LOCAL_TIME, LocalTime.of(9, 31, 5))
                .set(LOCAL_DATE, MonthDay.of(11, 22))
                .set(MERCHANT_TYPE, "5411")
                .set(ENTRY_MODE, "051")
                .set(CONDITION_CODE, "00")
                .set(ACQUIRER, "48270000")
                .set(FORWARDER, "48270001")
                .set(RETRIEVAL_REFERENCE, "632600000042")
                .set(TERMINAL, "90010001")
                .set(MERCHANT, "898310058120001")
                .set(MERCHANT_NAME, NAME)
                .set(CURRENCY, "156")
                .set(PIN_BLOCK, PinBlock.of(bytes("43D6545E784C2D4C")))
                .set(CHIP_DATA, ChipData.of(Tlv.of("9F27", "80")))
                .set(MAC, Bytes.ofHex("0123456789ABCDEF"));
    }

    @Test
    void writesHeaderAndMessage() {
        var frame = InterchangeFrame.of(header(), aPurchase().build());

        assertThat(Bytes.of(frame.body()).hex()).isEqualTo(ExampleFrames.purchase());
        assertThat(frame.body()).hasSize(258);
    }

    @Test
    void writesTheSecondBitmapWhereItIsNeeded() {
        var echo =
                Message.builder(DIALECT, "0820")
                        .set(TRANSMISSION_TIME, "1122013105")
                        .set(TRACE_NUMBER, "000001")
                        .set(FORWARDER, "0048270000")
                        .set(NETWORK_CODE, "301")
                        .build();

        assertThat(Bytes.of(InterchangeFrame.of(header(), echo).body()).hex())
                .isEqualTo(ExampleFrames.echo());
    }

    @Test
    void readsWhatItWrites() {
        var frame = InterchangeFrame.unpack(bytes(ExampleFrames.purchase()));

        assertThat(frame.header()).isEqualTo(header());
        assertThat(frame.message()).isEqualTo(aPurchase().build());
        assertThat(DIALECT.check(frame.message())).isEmpty();
        assertThat(frame).hasToString("48270000 to 00010344: " + frame.message());
        assertThat(frame.toString()).doesNotContain("6225000000000014", "43D6545E");
    }

    /// Merchants' names are Chinese in whatever character set their bank has.
    @Test
    void keepsBytesThatAreNoAscii() {
        var frame = InterchangeFrame.unpack(bytes(ExampleFrames.purchase()));

        assertThat(frame.message().get(MERCHANT_NAME)).isEqualTo(NAME);
        for (int number : new int[] {48, 56, 57, 58, 59, 60, 61, 62, 63, 104, 121, 122, 123}) {
            var field = DIALECT.field(number).orElseThrow();
            assertThat(field.opaque()).as(field.path()).isTrue();
            assertThat(field.format().encoding().unit()).as(field.path()).isEqualTo("bytes");
        }
        assertThat(MAC.opaque()).isTrue();
    }

    @Test
    void answersWithDestinationAndSourceExchanged() {
        var request = InterchangeFrame.unpack(bytes(ExampleFrames.purchase()));

        var answer = request.answer(reply -> reply.set(RESPONSE_CODE, "00"));

        assertThat(answer.header().destination()).isEqualTo("48270000");
        assertThat(answer.header().source()).isEqualTo("00010344");
        assertThat(answer.message().mti()).isEqualTo("0210");
        assertThat(answer.message().get(AMOUNT)).isEqualTo(12_345L);
        assertThat(answer.message().has(PIN_BLOCK)).isFalse();
        assertThat(DIALECT.check(answer.message())).isEmpty();
        assertThat(InterchangeFrame.unpack(answer.body()).message()).isEqualTo(answer.message());
        assertThatIllegalStateException().isThrownBy(() -> answer.answer(_ -> {}));
    }

    /// What a sound request is answered must be sound; a request that isn't may leave nothing to
    /// echo.
    @Test
    void checksTheAnswerToASoundRequestOnly() {
        var request = InterchangeFrame.unpack(bytes(ExampleFrames.purchase()));
        var lacking = request.message().toBuilder().remove(ACQUIRER).unchecked();

        assertThatExceptionOfType(IncompleteMessage.class)
                .isThrownBy(() -> request.answer(_ -> {}))
                .satisfies(e -> assertThat(e.findings()).extracting("path").containsExactly("39"));
        var refusal =
                InterchangeFrame.of(header(), lacking)
                        .answer(reply -> reply.set(RESPONSE_CODE, "30"));
        assertThat(refusal.message().get(AMOUNT)).isEqualTo(12_345L);
        assertThat(refusal.message().has(ACQUIRER)).isFalse();
    }

    @Test
    void saysWhichFieldIsMalformedAndKeepsTheRest() {
        var body = bytes(ExampleFrames.purchase());
        int amountAt = 46 + 4 + 16 + 18 + 6;
        body[amountAt + 3] = 'x';

        assertThat(InterchangeFrame.read(body))
                .isInstanceOfSatisfying(
                        Received.Broken.class,
                        broken -> {
                            assertThat(broken.why().path()).isEqualTo("4");
                            assertThat(broken.why().position()).isEqualTo(amountAt + 3);
                            assertThat(broken.frame().message().has(PAN)).isTrue();
                        });
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> InterchangeFrame.unpack(body))
                .withMessageContaining("4 at byte 93");
    }

    @Test
    void refusesWhatIsTooShortOrTooLong() {
        var whole = bytes(ExampleFrames.purchase());
        for (int length : new int[] {0, 45, 57, InterchangeFrame.MAX_BYTES + 1}) {
            assertThatExceptionOfType(MalformedMessage.class)
                    .isThrownBy(() -> InterchangeFrame.read(Arrays.copyOf(whole, length)))
                    .satisfies(e -> assertThat(e.path()).isEqualTo("end"))
                    .satisfies(e -> assertThat(e.position()).isEqualTo(length))
                    .satisfies(e -> assertThat(e.expected()).isEqualTo("58..4142 bytes"));
        }
        for (int length : new int[] {58, whole.length - 1, whole.length + 1}) {
            assertThatExceptionOfType(MalformedMessage.class)
                    .isThrownBy(() -> InterchangeFrame.read(Arrays.copyOf(whole, length)))
                    .satisfies(e -> assertThat(e.path()).isEqualTo("header.3"));
        }
    }

    @Test
    void refusesMessagesOfOtherDialects() {
        var other = Message.builder(Iso87.ASCII, "0800").unchecked();

        assertThatIllegalArgumentException().isThrownBy(() -> InterchangeFrame.of(header(), other));
    }

    @Test
    void throwsNothingButMalformedMessage() {
        var whole = bytes(ExampleFrames.purchase());
        Seeds.run(
                random -> {
                    var damaged = whole.clone();
                    for (int i = random.nextInt(4); i >= 0; i--) {
                        damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                    int length = random.nextInt(5) == 0 ? random.nextInt(300) : whole.length;
                    var bytes = Arrays.copyOf(damaged, length);
                    try {
                        switch (InterchangeFrame.read(bytes)) {
                            case Received.Complete(var frame) ->
                                    assertThat(frame.body()).isEqualTo(bytes);
                            case Received.Broken(var partial, var why) -> {
                                assertThat(partial.toString()).doesNotContain("6225000000000014");
                                assertThat(why.position()).isBetween(46, length);
                            }
                        }
                    } catch (MalformedMessage why) {
                        assertThat(why.path()).matches("end|mti|header\\.(1|3|4|5|10)");
                        assertThat(why.position()).isBetween(0, length);
                    }
                });
    }
}
