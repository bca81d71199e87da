package io.shoudan.iso8583.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.DIALECT;
import static io.shoudan.iso8583.terminal.TerminalDialect.MERCHANT;
import static io.shoudan.iso8583.terminal.TerminalDialect.OPERATOR_OR_SCHEME;
import static io.shoudan.iso8583.terminal.TerminalDialect.PAN;
import static io.shoudan.iso8583.terminal.TerminalDialect.PIN_BLOCK;
import static io.shoudan.iso8583.terminal.TerminalDialect.SM4_DIALECT;
import static io.shoudan.iso8583.terminal.TerminalDialect.TERMINAL;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACK_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.MissingField;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.TrackTwo;
import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.mac.WorkingKeysField;
import io.shoudan.iso8583.mac.WorkingKeysField.MacCheckValue;
import io.shoudan.iso8583.terminal.TerminalFrame.Received;
import io.shoudan.iso8583.terminal.TerminalProfile.BatchMac;
import io.shoudan.iso8583.terminal.TerminalProfile.Lengths;
import io.shoudan.iso8583.terminal.TerminalProfile.Padding;
import io.shoudan.iso8583.terminal.TerminalProfile.ShortOperator;
import java.security.Security;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TerminalProfileTest {

    private static final String MAK = "89898989ABABABAB";

    @BeforeAll
    static void installSm4() {
        Security.addProvider(new BouncyCastleProvider());
    }

    /// Every way of writing that profiles can choose.
    static List<TerminalProfile> profiles() {
        var all = new ArrayList<TerminalProfile>();
        for (var keys : List.of(TerminalProfile.STANDARD, TerminalProfile.SM4)) {
            for (var padding : Padding.values()) {
                for (var operator : ShortOperator.values()) {
                    for (var lengths : Lengths.values()) {
                        all.add(keys.with(padding).with(operator).with(lengths));
                    }
                }
            }
        }
        return all;
    }

    /// A golden frame as a terminal of the profile would write it.
    private static TerminalFrame written(GoldenFrame golden, Dialect dialect) {
        var frame = TerminalFrame.unpack(golden.body());
        var message = frame.message();
        var fields = message.fields().stream().filter(it -> !it.equals(PIN_BLOCK)).toList();
        var builder = Message.builder(dialect, message.mti()).copy(message, fields);
        if (message.has(PIN_BLOCK)) {
            int bytes = dialect.field(52).orElseThrow().format().length().max();
            builder.set(PIN_BLOCK, PinBlock.of(new byte[bytes]));
        }
        return TerminalFrame.of(frame.tpdu(), frame.header(), builder.unchecked());
    }

    private static TerminalFrame complete(Received received) {
        return switch (received) {
            case Received.Complete(var frame) -> frame;
            case Received.Broken(_, var why) -> throw why;
        };
    }

    private static String brokenAt(Received received) {
        return received instanceof Received.Broken(_, var why) ? why.path() : "nowhere";
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void readsWhatItWrites(TerminalProfile profile) {
        for (var golden : GoldenFrame.all()) {
            var frame = written(golden, profile.dialect());

            var read = complete(TerminalFrame.read(frame.body(), profile.dialect()));

            assertThat(read.message()).as(golden.name()).isEqualTo(frame.message());
            assertThat(read.message().dialect()).isSameAs(profile.dialect());
        }
    }

    @Test
    void sharesOneDialectWithProfilesThatWriteAlike() {
        assertThat(TerminalProfile.STANDARD.dialect()).isSameAs(DIALECT);
        assertThat(TerminalProfile.SM4.dialect()).isSameAs(SM4_DIALECT);
        assertThat(TerminalProfile.STANDARD.withMac(MacAlgorithm.X919, 16).dialect())
                .isSameAs(DIALECT);
        assertThat(TerminalProfile.STANDARD.with(MacCheckValue.BEHIND_KEY).dialect())
                .isSameAs(DIALECT);
        var names = new HashSet<String>();
        for (var profile : profiles()) {
            assertThat(profile.dialect()).isSameAs(profile.dialect());
            names.add(profile.dialect().name());
        }
        assertThat(names).hasSize(profiles().size());
    }

    @ParameterizedTest
    @CsvSource({"X919, 8", "SM4, 8", "ECB, 7", "ECB, 24", "X99, 0"})
    void refusesContradictions(MacAlgorithm algorithm, int keyBytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TerminalProfile.STANDARD.withMac(algorithm, keyBytes))
                .withMessageContaining("MAK bytes " + keyBytes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    algorithm | MAK | 60.3 | bytes | MAK bytes
                    ECB       | 8   | 001  | 24    | 8
                    ECB       | 8   | 003  | 40    | 8
                    ECB       | 16  | 003  | 40    | 16
                    ECB       | 16  | 001  | 24    | 8
                    X99       | 8   | 004  | 60    | 8
                    X919      | 16  | 004  | 60    | 16
                    X919      | 16  | 001  |       |
                    ECB       | 8   | 006  |       |
                    ECB       | 8   | 002  |       |
                    SM4       | 16  | 006  | 60    | 16
                    SM4       | 16  | 003  |       |
                    """)
    void laysKeysOutAsTheProfileTakesThem(
            MacAlgorithm algorithm,
            int keyBytes,
            String code,
            @Nullable Integer bytes,
            @Nullable Integer macKeyBytes) {
        var profile = TerminalProfile.STANDARD.withMac(algorithm, keyBytes);

        var layout = profile.keyLayout(code);

        assertThat(layout.map(it -> it.totalBytes())).isEqualTo(Optional.ofNullable(bytes));
        assertThat(layout.map(it -> it.macKeyBytes())).isEqualTo(Optional.ofNullable(macKeyBytes));
    }

    @Test
    void putsTheCheckValueWhereTheProfileHasIt() {
        var keys = GoldenFrame.named("sign-on-003-answer");
        var field =
                WorkingKeysField.parse(
                        Bytes.ofHex(keys.field(62)),
                        TerminalProfile.STANDARD.keyLayout("003").orElseThrow());
        var behindKey =
                TerminalProfile.STANDARD
                        .with(MacCheckValue.BEHIND_KEY)
                        .keyLayout("003")
                        .orElseThrow();

        var packed = field.pack(behindKey).hex();

        var mac = field.macKey();
        assertThat(packed)
                .endsWith(mac.cryptogram().hex() + mac.checkValue().hex() + "0".repeat(16));
        assertThat(WorkingKeysField.parse(Bytes.ofHex(packed), behindKey)).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({
        "purchase-manual, ECB, 8",
        "purchase-contactless-mak16, ECB, 16",
        "purchase-mac-x99, X99, 8",
        "purchase-mac-x99-3des, X99, 16",
        "purchase-mac-x919, X919, 16",
        "purchase-mac-sm4, SM4, 16"
    })
    void computesTheMac(String name, MacAlgorithm algorithm, int keyBytes) {
        var golden = GoldenFrame.named(name);
        var profile = TerminalProfile.STANDARD.withMac(algorithm, keyBytes);
        var frame = complete(TerminalFrame.read(golden.body(), profile.dialect()));

        assertThat(profile.mac(frame, golden.key("MAK", MAK)))
                .isEqualTo(frame.message().get(TerminalDialect.MAC).toArray());
        assertThatThrownBy(
                        () ->
                                profile.mac(
                                        TerminalFrame.unpack(GoldenFrame.named("echo").body()),
                                        Bytes.ofHex(MAK).toArray()))
                .isInstanceOf(MissingField.class);
    }

    @ParameterizedTest
    @CsvSource({
        // Right-aligned 23, left-aligned 22, a card number of 19 digits, a track of 37.
        "purchase-manual, 3012012000, 301201 2F00, 22",
        "purchase-chip-pin-19-digit-pan, 1962123456789000000030, 196212345678900000003F, 2",
        "purchase-chip-pin-19-digit-pan, 05100001, 0510F001, 23",
        "purchase-chip-pin-19-digit-pan, D301220100000823000, D30122010000082300F, 35",
    })
    void readsPaddingOfFUnlessTheProfileHasZeroOnly(
            String name, String zero, String f, String path) {
        var hex = Bytes.of(GoldenFrame.named(name).body()).hex();
        assertThat(hex).contains(zero);
        var body = Bytes.ofHex(hex.replace(zero, f.replace(" ", ""))).toArray();
        var strict = TerminalProfile.STANDARD.with(Padding.ZERO_ONLY).dialect();

        assertThat(TerminalFrame.unpack(body).message().describe())
                .isEqualTo(
                        TerminalFrame.unpack(GoldenFrame.named(name).body()).message().describe());
        assertThat(brokenAt(TerminalFrame.read(body, strict))).isEqualTo(path);
    }

    @Test
    void readsAShortOperatorUnlessTheProfileHasNone() {
        var frame = TerminalFrame.unpack(GoldenFrame.named("sign-on-003").body());
        var message = frame.message().toBuilder().set(OPERATOR_OR_SCHEME, "01").unchecked();
        var body = TerminalFrame.of(frame.tpdu(), frame.header(), message).body();
        var strict = TerminalProfile.STANDARD.with(ShortOperator.REFUSED).dialect();

        assertThat(complete(TerminalFrame.read(body)).message()).isEqualTo(message);
        assertThat(brokenAt(TerminalFrame.read(body, strict))).isEqualTo("63");
        assertThat(complete(TerminalFrame.read(frame.body(), strict)).message().dialect())
                .isSameAs(strict);
    }

    /// Whose frame it is must be known before its profile is.
    @ParameterizedTest
    @MethodSource("profiles")
    void knowsTheSenderWhateverItsProfile(TerminalProfile profile) {
        for (var golden : GoldenFrame.all()) {
            var frame = written(golden, profile.dialect());

            var read = complete(TerminalFrame.readSender(frame.body()));

            assertThat(read.message().find(TERMINAL))
                    .as(golden.name())
                    .isEqualTo(frame.message().find(TERMINAL));
            assertThat(read.message().find(MERCHANT)).isEqualTo(frame.message().find(MERCHANT));
            assertThat(complete(read.readAgain(profile.dialect())).message())
                    .isEqualTo(frame.message());
        }
    }

    /// A track is the only field in front of 41 whose ASCII length can be taken for a packed one.
    @Test
    void knowsTheSenderOfATrackThatLooksPacked() {
        var dialect = TerminalProfile.STANDARD.with(Lengths.ASCII).dialect();
        var golden = TerminalFrame.unpack(GoldenFrame.named("purchase-manual").body());
        var builder =
                Message.builder(dialect, "0200")
                        .copy(golden.message(), golden.message().fields())
                        .remove(PAN)
                        .set(TRACK_2, TrackTwo.of("6212345678900000003D30122012233444556"));
        var frame = TerminalFrame.of(golden.tpdu(), golden.header(), builder.unchecked());

        var misread = TerminalFrame.read(frame.body()).frame().message();
        var read = complete(TerminalFrame.readSender(frame.body()));

        assertThat(misread.get(TERMINAL)).isEqualTo("DU`90010");
        assertThat(read.message()).isEqualTo(frame.message());
    }

    /// Something is wrong behind field 42: who asks is known all the same.
    @ParameterizedTest
    @MethodSource("profiles")
    void knowsTheSenderOfABrokenFrame(TerminalProfile profile) {
        var body = written(GoldenFrame.named("purchase-manual"), profile.dialect()).body();
        // Currency, three characters.
        int currencyAt = Bytes.of(body).hex().indexOf("313536") / 2;
        body[currencyAt] = 0x01;

        var received = TerminalFrame.readSender(body);

        assertThat(brokenAt(received)).isEqualTo("49");
        assertThat(received.frame().message().get(TERMINAL)).isEqualTo("90010001");
    }

    /// Bytes that are a frame in no way of writing are taken for one written as usual.
    @Test
    void takesWhatItCannotReadForUsual() {
        var body = GoldenFrame.named("purchase-manual").body();
        // A length that is none, in front of all that follows.
        body[21] = (byte) 0xFF;

        var received = TerminalFrame.readSender(body);

        assertThat(brokenAt(received)).isEqualTo("2");
        assertThat(received.frame().message().dialect()).isSameAs(DIALECT);
    }

    /// Section 10 of the protocol: whether batches have MACs is a maker's habit; all else is not.
    @ParameterizedTest
    @EnumSource
    void variesTheMacOfBatchesOnly(TransactionKind kind) {
        var needed = TerminalProfile.STANDARD.with(BatchMac.REQUIRED);
        boolean batch = kind.mti().equals("0500") || kind.mti().equals("0320");

        assertThat(TerminalProfile.STANDARD.mac(kind)).isEqualTo(kind.mac());
        assertThat(needed.mac(kind)).isEqualTo(batch ? TransactionKind.Mac.REQUIRED : kind.mac());
        assertThat(needed.dialect()).isSameAs(TerminalProfile.STANDARD.dialect());
    }
}
