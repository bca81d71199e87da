package io.shoudan.iso8583.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.CHIP_DATA;
import static io.shoudan.iso8583.terminal.TerminalDialect.KEYS_OR_TEXT;
import static io.shoudan.iso8583.terminal.TerminalDialect.MAC;
import static io.shoudan.iso8583.terminal.TerminalDialect.PIN_BLOCK;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACK_2;
import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.ChipData;
import io.shoudan.iso8583.Expiry;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.TrackTwo;
import io.shoudan.iso8583.framing.FrameReader;
import io.shoudan.iso8583.framing.FrameWriter;
import io.shoudan.iso8583.mac.BlockCipher;
import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.mac.WorkingKeysField;
import io.shoudan.iso8583.mac.WorkingKeysField.Layout;
import io.shoudan.iso8583.pin.PinFormat0;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.Security;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every golden frame parses, says what its file says, verifies and packs again byte for byte.
class GoldenFramesTest {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String MAK_8 = "89898989ABABABAB";
    private static final String PIK = "23232323232323234545454545454545";
    private static final byte[] TMK = HEX.parseHex("0123456789ABCDEFFEDCBA9876543210");

    static List<GoldenFrame> frames() {
        return GoldenFrame.all();
    }

    static List<GoldenFrame> authenticatedFrames() {
        return frames().stream().filter(f -> f.fields().containsKey(64)).toList();
    }

    @BeforeAll
    static void installSm4() {
        Security.addProvider(new BouncyCastleProvider());
    }

    /// A test over an empty file would pass silently.
    @Test
    void hasTheWholeFile() {
        assertThat(frames()).hasSize(24);
        assertThat(authenticatedFrames()).hasSize(14);
    }

    @ParameterizedTest
    @MethodSource("frames")
    void saysWhatTheFileSays(GoldenFrame golden) {
        var frame = TerminalFrame.unpack(golden.body());

        assertThat(frame.tpdu().text()).isEqualTo(golden.tpdu());
        assertThat(frame.header().text()).isEqualTo(golden.header());
        assertThat(frame.message().mti()).isEqualTo(golden.mti());
        assertThat(textOfFields(frame.message())).isEqualTo(golden.fields());
    }

    @ParameterizedTest
    @MethodSource("frames")
    void packsAgainByteForByteWithItsLength(GoldenFrame golden) throws IOException {
        var reader = new FrameReader(new ByteArrayInputStream(golden.frame().toArray()), 21, 4096);
        var received = TerminalFrame.unpack(reader.next().orElseThrow());

        var sent = TerminalFrame.of(received.tpdu(), received.header(), received.message());

        assertThat(FrameWriter.framed(sent.body())).isEqualTo(golden.frame().toArray());
    }

    /// Values must survive being taken out and put in again, not only being passed on.
    @ParameterizedTest
    @MethodSource("frames")
    void packsByteForByteFromValues(GoldenFrame golden) {
        var received = TerminalFrame.unpack(golden.body());
        var builder = Message.builder(TerminalDialect.DIALECT, golden.mti());
        received.message().fields().forEach(field -> set(builder, received.message(), field));

        var sent = TerminalFrame.of(received.tpdu(), received.header(), builder.unchecked());

        assertThat(sent.body()).isEqualTo(golden.body());
    }

    @ParameterizedTest
    @MethodSource("frames")
    void isSoundInForm(GoldenFrame golden) {
        var message = TerminalFrame.unpack(golden.body()).message();

        assertThat(TerminalDialect.DIALECT.check(message)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("authenticatedFrames")
    void verifiesAndNotWithAnotherKeyOrByte(GoldenFrame golden) {
        var frame = TerminalFrame.unpack(golden.body());
        var algorithm = algorithm(golden);
        var key = golden.key("MAK", MAK_8);
        var mac = frame.message().get(MAC).toArray();

        assertThat(algorithm.verify(key, frame.macInput(), mac)).isTrue();
        var otherInput = frame.macInput();
        otherInput[otherInput.length - 1] ^= 1;
        assertThat(algorithm.verify(key, otherInput, mac)).isFalse();
        key[0] ^= 2;
        assertThat(algorithm.verify(key, frame.macInput(), mac)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("authenticatedFrames")
    void getsTheSameMacWhenAuthenticatedByUs(GoldenFrame golden) {
        var frame = TerminalFrame.unpack(golden.body());
        var key = golden.key("MAK", MAK_8);
        var plain = frame.message().toBuilder().remove(MAC).unchecked();

        var sealed =
                TerminalFrame.of(frame.tpdu(), frame.header(), plain)
                        .authenticated(input -> algorithm(golden).mac(key, input));

        assertThat(sealed.body()).isEqualTo(golden.body());
    }

    private static MacAlgorithm algorithm(GoldenFrame golden) {
        if (!golden.note().startsWith("dialect")) {
            return MacAlgorithm.ECB;
        }
        return MacAlgorithm.valueOf(golden.note().split("[ ,]", 3)[1].toUpperCase(Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource({
        "sign-on-003-answer,       003, 8,  TRIPLE_DES",
        "sign-on-004-answer-mak16, 004, 16, TRIPLE_DES",
        "sign-on-006-answer-sm4,   006, 16, SM4",
    })
    void deliversKeysThatFitTheirCheckValues(
            String name, String code, int macKeyBytes, BlockCipher cipher) {
        var golden = GoldenFrame.named(name);
        var layout = Layout.of(code, macKeyBytes);
        var field = TerminalFrame.unpack(golden.body()).message().get(KEYS_OR_TEXT);

        var keys = WorkingKeysField.parse(field, layout);

        var macCipher = cipher == BlockCipher.SM4 ? cipher : ofLength(macKeyBytes);
        assertThat(keys.pinKey().clearKey(cipher, cipher, TMK)).isEqualTo(golden.key("PIK", PIK));
        assertThat(keys.macKey().clearKey(macCipher, cipher, TMK))
                .isEqualTo(golden.key("MAK", MAK_8));
        keys.findTrackKey()
                .ifPresent(
                        key ->
                                assertThat(key.clearKey(cipher, cipher, TMK))
                                        .isEqualTo(golden.key("TDK", "")));
        assertThat(keys.findTrackKey().isPresent()).isEqualTo(!code.equals("003"));
        assertThat(keys.pack(layout)).isEqualTo(field);
    }

    private static BlockCipher ofLength(int keyBytes) {
        return BlockCipher.desFor(new byte[keyBytes]);
    }

    @Test
    void hasThePinOfItsNote() {
        var message =
                TerminalFrame.unpack(GoldenFrame.named("purchase-chip-pin-19-digit-pan").body())
                        .message();
        var track = message.get(TRACK_2);
        var pan = message.get(TerminalDialect.PAN);

        var block = BlockCipher.TRIPLE_DES.decrypt(HEX.parseHex(PIK), blockOf(message));

        assertThat(PinFormat0.decode(block, pan)).containsExactly("123456".toCharArray());
        assertThat(track.pan()).contains(pan);
        assertThat(track.expiry().map(Expiry::yearMonth)).contains(YearMonth.of(2030, 12));
        assertThat(message.get(CHIP_DATA).find("9F26").map(Bytes::hex))
                .contains("9C0A057796D091E3");
    }

    private static byte[] blockOf(Message message) {
        return message.get(PIN_BLOCK).clearText();
    }

    private static <T> void set(Message.Builder builder, Message source, Field<T> field) {
        builder.set(field, source.get(field));
    }

    private static Map<Integer, String> textOfFields(Message message) {
        var text = new TreeMap<Integer, String>();
        message.fields().forEach(field -> text.put(field.number(), text(message.get(field))));
        return text;
    }

    private static String text(Object value) {
        return switch (value) {
            case String text -> text;
            case Long amount -> String.format("%012d", amount);
            case Pan pan -> pan.clearText();
            case TrackTwo track -> track.clearText();
            case Expiry expiry -> expiry.text();
            case LocalTime time -> DateTimeFormatter.ofPattern("HHmmss").format(time);
            case MonthDay date -> DateTimeFormatter.ofPattern("MMdd").format(date);
            case PinBlock block -> HEX.formatHex(block.clearText());
            case ChipData chip -> chip.bytes().hex();
            case TransactionField field -> field.text();
            case OriginalTransaction original -> original.text();
            case Bytes bytes -> bytes.hex();
            default -> throw new AssertionError(value.getClass());
        };
    }
}
