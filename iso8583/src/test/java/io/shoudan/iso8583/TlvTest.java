package io.shoudan.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlvTest {

    @Test
    void findsObjectsByTag() {
        var chip =
                ChipData.of(
                        Bytes.ofHex("9F2608" + "0102030405060708" + "950500000000009A03261122"));

        assertThat(chip.find("9F26").map(Bytes::hex)).contains("0102030405060708");
        assertThat(chip.find("9A").map(Bytes::hex)).contains("261122");
        assertThat(chip.find("9C")).isEmpty();
        assertThat(chip).hasToString("[9F26 (8 bytes), 95 (5 bytes), 9A (3 bytes)]");
    }

    /// Cryptograms are over the bytes as sent, so that even odd lengths and padding must stay.
    @Test
    void keepsBytesThatItWouldWriteDifferently() {
        var asSent = Bytes.ofHex("00" + "95810500000000009C" + "0100" + "00");

        var chip = ChipData.of(asSent);

        assertThat(chip.bytes()).isEqualTo(asSent);
        assertThat(chip.objects()).extracting(Tlv::tag).containsExactly("95", "9C");
        assertThat(Tlv.pack(chip.objects()).hex()).isEqualTo("95050000000000" + "9C0100");
    }

    @Test
    void readsIssuerScripts() {
        var chip = ChipData.of(Bytes.ofHex("710F" + "9F180400000001" + "8606" + "841E00000400"));

        var script = chip.objects().getFirst();
        assertThat(script.constructed()).isTrue();
        assertThat(script.children()).extracting(Tlv::tag).containsExactly("9F18", "86");
        assertThat(script.children().getFirst().children()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 127, 128, 255, 256, 300})
    void packsLengthsOfOneToThreeBytes(int length) {
        var object = new Tlv("9F10", Bytes.of(new byte[length]));

        assertThat(ChipData.of(object).objects()).containsExactly(object);
    }

    @Test
    void stopsAtTooManyObjects() {
        var most = Bytes.ofHex("9500".repeat(Tlv.MAX_OBJECTS));
        var more = Bytes.ofHex("9500".repeat(Tlv.MAX_OBJECTS + 1));

        assertThat(Tlv.parse(most)).hasSize(Tlv.MAX_OBJECTS);
        var malformed = catchThrowableOfType(MalformedMessage.class, () -> Tlv.parse(more));
        assertThat(malformed.expected()).isEqualTo("at most 128 objects");
    }

    /// Nesting is recursion: without the limit a field could overflow the stack.
    @Test
    void stopsAtTooDeepNesting() {
        var deepest = Bytes.ofHex("7106" + "7104" + "7102" + "9500");
        var deeper = Bytes.ofHex("7108" + "7106" + "7104" + "7102" + "9500");

        assertThat(Tlv.parse(deepest)).hasSize(1);
        var malformed = catchThrowableOfType(MalformedMessage.class, () -> Tlv.parse(deeper));
        assertThat(malformed.expected()).isEqualTo("nested at most 4 deep");
        assertThat(malformed.path()).isEqualTo("71.71.71.71");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "9F", "9f26", "9526", "9F818181", "9", "XX"})
    void refusesWhatIsNoTag(String tag) {
        assertThatIllegalArgumentException().isThrownBy(() -> Tlv.of(tag, "00"));
    }

    @Test
    void readsTaggedText() {
        var text = "A2023" + "010041234" + "02009TUSN-0001" + "A4003777";

        var list = AsciiTlv.parse(text);

        assertThat(list.find("A4")).contains("777");
        var inner = AsciiTlv.parse(list.find("A2").orElseThrow());
        assertThat(inner.find("01")).contains("1234");
        assertThat(inner.objects()).hasToString("[01 (4 characters), 02 (9 characters)]");
        assertThat(list.text()).isEqualTo(text);
        assertThat(AsciiTlv.parse("").objects()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "A202", "A2003xx", "A20x1x", "A2-01x", "A2001xA3"})
    void refusesTaggedTextThatDoesntFit(String text) {
        assertThat(catchThrowableOfType(MalformedMessage.class, () -> AsciiTlv.parse(text)))
                .isNotNull();
    }

    @Test
    void stopsAtTooMuchTaggedText() {
        var most = "A2000".repeat(AsciiTlv.MAX_OBJECTS);

        assertThat(AsciiTlv.parse(most).objects()).hasSize(AsciiTlv.MAX_OBJECTS);
        assertThat(
                        catchThrowableOfType(
                                MalformedMessage.class, () -> AsciiTlv.parse(most + "A2000")))
                .isNotNull();
    }

    @Test
    void refusesObjectsThatCantBeWritten() {
        assertThat(new Tlv("95", Bytes.of(new byte[0xFFFF])).value().length()).isEqualTo(0xFFFF);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tlv("95", Bytes.of(new byte[0x10000])))
                .withMessage("must be 0..65535 bytes: 95");
        assertThatIllegalArgumentException().isThrownBy(() -> new AsciiTlv.Item("A", ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AsciiTlv.Item("A2", "x".repeat(1000)));
        var items = Collections.nCopies(65, new AsciiTlv.Item("A2", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new AsciiTlv(items));
    }
}
