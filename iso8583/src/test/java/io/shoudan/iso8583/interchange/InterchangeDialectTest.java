package io.shoudan.iso8583.interchange;

import static io.shoudan.iso8583.interchange.InterchangeDialect.ACQUIRER;
import static io.shoudan.iso8583.interchange.InterchangeDialect.DIALECT;
import static io.shoudan.iso8583.interchange.InterchangeDialect.FORWARDER;
import static io.shoudan.iso8583.interchange.InterchangeDialect.NETWORK_CODE;
import static io.shoudan.iso8583.interchange.InterchangeDialect.NETWORK_RESERVED;
import static io.shoudan.iso8583.interchange.InterchangeDialect.ORIGINAL;
import static io.shoudan.iso8583.interchange.InterchangeDialect.RECEIVER;
import static io.shoudan.iso8583.interchange.InterchangeDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.interchange.InterchangeDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.interchange.InterchangeDialect.TRACK_2;
import static io.shoudan.iso8583.interchange.InterchangeDialect.TRANSMISSION_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Finding;
import io.shoudan.iso8583.IncompleteMessage;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.MessageType;
import io.shoudan.iso8583.TrackTwo;
import io.shoudan.iso8583.network.OriginalDataElements;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InterchangeDialectTest {

    private static Message purchase() {
        return InterchangeFrame.unpack(Bytes.ofHex(ExampleFrames.purchase()).toArray()).message();
    }

    private static Message.Builder as(String mti, Message source) {
        return Message.builder(DIALECT, mti).copy(source, source.fields());
    }

    @Test
    void knowsTheMessages() {
        assertThat(DIALECT.types().stream().map(MessageType::mti).distinct().sorted())
                .containsExactly(
                        "0100", "0110", "0200", "0210", "0220", "0230", "0420", "0421", "0430",
                        "0800", "0810", "0820", "0830");
        assertThat(DIALECT.check(as("0100", purchase()).unchecked())).isEmpty();
        assertThat(DIALECT.check(as("0220", purchase()).unchecked())).isEmpty();
        assertThat(DIALECT.check(as("0500", purchase()).unchecked()))
                .containsExactly(new Finding.UnknownType("0500"));
    }

    @Test
    void missesWhatMustBeThere() {
        var purchase = purchase().toBuilder().remove(FORWARDER).remove(InterchangeDialect.PAN);

        assertThat(DIALECT.check(purchase.unchecked()))
                .extracting(Finding::path)
                .containsExactlyInAnyOrder("2", "33");
        assertThatExceptionOfType(IncompleteMessage.class).isThrownBy(purchase::build);
        purchase.set(TRACK_2, TrackTwo.of("6225000000000014D3012")).set(FORWARDER, "48270000");
        assertThat(purchase.build().has(TRACK_2)).isTrue();
    }

    /// What a network adds is no reason to refuse a message.
    @Test
    void allowsEveryOtherField() {
        var message =
                purchase().toBuilder()
                        .set(NETWORK_RESERVED, Bytes.ofHex("00FF80"))
                        .set(RECEIVER, "48270000")
                        .build();

        assertThat(DIALECT.unpack(DIALECT.pack(message))).isEqualTo(message);
        assertThat(Bytes.of(DIALECT.pack(message)).hex()).contains("30303300FF80");
    }

    @Test
    void namesTheOriginalOfAReversal() {
        var original = OriginalDataElements.of("0200", "000042", "1122013105", "48270000");
        var reversal = as("0420", purchase()).set(ORIGINAL, original).build();

        assertThat(DIALECT.unpack(DIALECT.pack(reversal)).get(ORIGINAL)).isEqualTo(original);
        assertThatExceptionOfType(IncompleteMessage.class)
                .isThrownBy(() -> as("0421", purchase()).build());
        for (var mti : new String[] {"0420", "0421"}) {
            var answer = as(mti, reversal).build().answer(Set.of()).set(RESPONSE_CODE, "00");
            assertThat(answer.build().mti()).isEqualTo("0430");
            assertThat(answer.build().has(ACQUIRER)).isTrue();
        }
    }

    @Test
    void answersTestsOfTheLine() {
        var echo = InterchangeFrame.unpack(Bytes.ofHex(ExampleFrames.echo()).toArray());

        var answer = echo.answer(reply -> reply.set(RESPONSE_CODE, "00")).message();

        assertThat(answer.mti()).isEqualTo("0830");
        assertThat(DIALECT.check(answer)).isEmpty();
        assertThat(answer.fields())
                .containsExactly(
                        TRANSMISSION_TIME, TRACE_NUMBER, FORWARDER, RESPONSE_CODE, NETWORK_CODE);
        assertThat(DIALECT.check(as("0800", echo.message()).unchecked())).isEmpty();
    }
}
