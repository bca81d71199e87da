package io.shoudan.iso8583.explain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Seeds;
import io.shoudan.iso8583.interchange.ExampleFrames;
import io.shoudan.iso8583.standard.Iso87;
import io.shoudan.iso8583.standard.Iso93;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Dialects beside the terminals': which is guessed, and what is told of them.
class DialectsTest {

    private static final Explainer EXPLAINER = Explainer.of(TestKeys.NONE);

    private static Explanation explain(String hex) {
        return EXPLAINER.explain(hex);
    }

    private static String dialect(Explanation explanation) {
        return explanation.guesses().getFirst().dialect();
    }

    /// A name that is English only would be told to people who read Chinese.
    @ParameterizedTest
    @EnumSource(Profile.class)
    void namesEveryFieldInBothLanguages(Profile profile) {
        var dialect = profile.dialect();
        var unnamed =
                IntStream.rangeClosed(2, dialect.lastField())
                        .mapToObj(dialect::field)
                        .<Field<?>>flatMap(Optional::stream)
                        .filter(
                                it -> {
                                    var name = Phrases.field(it, dialect.name());
                                    return name.chinese().equals(name.english());
                                });

        assertThat(unnamed).isEmpty();
    }

    @Test
    void guessesTheInterchange() {
        for (var hex : new String[] {ExampleFrames.purchase(), ExampleFrames.echo()}) {
            var explanation = explain(hex);

            assertThat(explanation.valid()).isTrue();
            assertThat(explanation.defects()).isEmpty();
            assertThat(explanation.mistakes()).isEmpty();
            assertThat(dialect(explanation)).isEqualTo("interchange");
            assertThat(explanation.guesses().getFirst().confidence()).isGreaterThanOrEqualTo(70);
            assertThat(explanation.guesses().getFirst().reasons())
                    .contains(Phrases.of("why.header"));
            assertThat(explanation.framing()).isEqualTo(Phrases.of("framing.none"));
        }
    }

    @Test
    void knowsTheLengthsInFrontOfTheInterchange() {
        var digits = Bytes.of("0258".getBytes(US_ASCII)).hex();

        var byDigits = explain(digits + ExampleFrames.purchase());
        assertThat(byDigits.valid()).isTrue();
        assertThat(byDigits.framing()).isEqualTo(Phrases.of("framing.digits"));
        assertThat(byDigits.text()).contains("length  Length in front · 报文长度: 258 = four ASCII");
        var byBytes = explain("0102" + ExampleFrames.purchase());
        assertThat(byBytes.valid()).isTrue();
        assertThat(byBytes.framing()).isEqualTo(Phrases.of("framing.right"));
        assertThat(explain("0104" + ExampleFrames.purchase()).mistakes())
                .containsExactly(Mistake.LENGTH_COUNTS_ITSELF);
    }

    @Test
    void explainsTheHeaderPartByPart() {
        assertThat(explain(ExampleFrames.purchase()).text())
                .contains("Message · 报文: Financial request · 金融交易请求\n")
                .contains("header  Message header · 报文头: 46 bytes\n")
                .contains("  header.1  Length of the header · 报文头长度: 2E\n")
                .contains("header.2  Flag and version · 头标识和版本号: 82 = test, version 2 ·")
                .contains("  header.3  Total length · 整个报文长度: 0258\n")
                .contains("  header.4  Destination institution · 目的 ID: 00010344\n")
                .contains("  header.5  Source institution · 源 ID: 48270000\n")
                .contains("  header.6  Reserved · 保留使用: 000000\n")
                .contains("  header.7  Batch number · 批次号: 01\n")
                .contains("  header.8  Transaction information · 交易信息: 8 bytes\n")
                .contains("  header.9  User information · 用户信息: 00\n")
                .contains("  header.10  Reject code · 拒绝码: 00000 = not rejected · 未被拒绝\n")
                .contains("  22.1  How the card was read · 卡号输入方式: 05 = chip")
                .contains("43  Card acceptor name and location · 商户名称和地点: 40 bytes\n")
                .contains("  55.9F27  Cryptogram information · 密文信息数据: 80 = asks the issuer")
                .doesNotContain("6225000000000014", "43D6545E784C2D4C", "0123456789ABCDEF");
    }

    @Test
    void tellsThatAMessageCameBack() {
        var mti = Bytes.of("0200".getBytes(US_ASCII)).hex();
        var rejected =
                ExampleFrames.purchase().replace("30303030" + mti + "F2", "30303235" + mti + "F2");

        assertThat(explain(rejected).valid()).isTrue();
        assertThat(explain(rejected).text())
                .contains("header.10  Reject code · 拒绝码: 00025 = rejected, sent back");
    }

    @ParameterizedTest(name = "byte {0} = {1}: {2}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    byte | becomes | path
                    0    | 2D      | header.1
                    5    | 37      | header.3
                    6    | 20      | header.4
                    18   | 2D      | header.5
                    45   | 41      | header.10
                    """)
    void tellsWhatIsWrongWithTheHeader(int index, String octet, String path) {
        var bytes = Bytes.ofHex("0102" + ExampleFrames.purchase()).toArray();
        bytes[2 + index] = Bytes.ofHex(octet).toArray()[0];

        var explanation = EXPLAINER.explain(bytes);

        assertThat(explanation.valid()).isFalse();
        assertThat(dialect(explanation)).isEqualTo("interchange");
        assertThat(explanation.defects()).hasSize(1);
        assertThat(explanation.defects().getFirst().path()).isEqualTo(path);
        assertThat(explanation.defects().getFirst().position())
                .isEqualTo(path.equals("header.3") ? 4 : 2 + index);
        assertThat(explanation.parts()).anyMatch(part -> part.path().equals("4"));
    }

    @Test
    void tellsWhatIsWrongBehindTheHeader() {
        var bytes = Bytes.ofHex(ExampleFrames.purchase()).toArray();
        bytes[93] = 'x';

        var explanation = EXPLAINER.explain(bytes);

        assertThat(dialect(explanation)).isEqualTo("interchange");
        assertThat(explanation.defects())
                .anyMatch(it -> it.path().equals("4") && it.position() == 93);
        assertThat(explanation.text())
                .contains("header.4  Destination institution")
                .contains("42  Card acceptor identification code", ": 898310058120001\n")
                .doesNotContain("6225000000000014");
    }

    @Test
    void findsTheBitOfAMissingBitmapBehindTheHeader() {
        var withoutMac =
                ExampleFrames.purchase()
                        .replace("30323538", Bytes.of("0242".getBytes(US_ASCII)).hex())
                        .replace("F238448188E092000000000000000001", "F238448188E09200")
                        .replaceAll("0123456789ABCDEF$", "");

        var explanation = explain(withoutMac);

        assertThat(explanation.valid()).isFalse();
        assertThat(explanation.mistakes()).containsExactly(Mistake.SECOND_BITMAP_MISSING);
        assertThat(dialect(explanation)).isEqualTo("interchange");
    }

    /// Fields 2 to 4, 11, 12, 22, 24, 39 and 49 in ASCII.
    private static String authorization93() {
        return "11007030050002008000"
                + "166225000000000014"
                + "000000"
                + "000000012345"
                + "000042"
                + "261122093105"
                + "51010151134C"
                + "100"
                + "000"
                + "156";
    }

    @Test
    void guessesTheEditionOf1993InEveryCoding() {
        var ascii = authorization93().getBytes(US_ASCII);
        assertThat(dialect(EXPLAINER.explain(ascii))).isEqualTo("iso93-ascii");
        var message = Iso93.ASCII.unpack(ascii);
        for (var other : List.of(Iso93.BINARY, Iso93.EBCDIC)) {
            var builder = Message.builder(other, "1100").copy(message, message.fields());

            var explanation = EXPLAINER.explain(other.pack(builder.build()));

            assertThat(dialect(explanation)).isEqualTo(other.name());
            assertThat(explanation.valid()).isTrue();
        }
    }

    @Test
    void guessesTheEditionOf1987InEveryCoding() {
        for (var dialect : List.of(Iso87.ASCII, Iso87.BINARY, Iso87.EBCDIC)) {
            var message =
                    Message.builder(dialect, "0600")
                            .set(Iso87.TRACE_NUMBER, "000042")
                            .set(Iso87.MESSAGE_NUMBER, "0001")
                            .build();

            assertThat(dialect(EXPLAINER.explain(dialect.pack(message)))).isEqualTo(dialect.name());
        }
    }

    @Test
    void explainsCodesAsTheEditionOf1993HasThem() {
        var explanation = EXPLAINER.explain(authorization93().getBytes(US_ASCII));

        assertThat(explanation.valid()).isTrue();
        assertThat(explanation.text())
                .contains("mti  Message type · 消息类型: 1100 = authorization, request · 授权，请求\n")
                .contains("12  Date and time, local transaction · 本地交易日期和时间: 261122093105\n")
                .contains("22  Point of service data code · 服务点数据码: 51010151134C\n")
                .contains("  22.6  Whether the card is there · 卡是否在场: 1 = card there · 卡在场\n")
                .contains("  22.7  How the card was read · 卡数据输入方式: 5 = chip · 芯片\n")
                .contains("24  Function code · 功能码: 100 = original authorization")
                .contains("39  Action code · 行动码: 000 = approved · 批准\n")
                .doesNotContain("6225000000000014");
    }

    @Test
    void doesNotTakeCodesOfOneEditionForThoseOfTheOther() {
        var message =
                Message.builder(Iso87.ASCII, "0100")
                        .set(Iso87.TRACE_NUMBER, "000042")
                        .set(Iso87.NETWORK_ID, "100")
                        .build();

        assertThat(EXPLAINER.explain(Iso87.ASCII.pack(message)).text())
                .contains("24  Network international identifier · 网络国际标识: 100\n");
    }

    @Test
    void tellsNoSecretOfDamagedMessages() {
        var sound =
                List.of(
                        Bytes.ofHex(ExampleFrames.purchase()),
                        Bytes.of(authorization93().getBytes(US_ASCII)));
        Seeds.run(
                random -> {
                    var bytes = sound.get(random.nextInt(sound.size())).toArray();
                    for (int i = random.nextInt(3); i >= 0; i--) {
                        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                    var cut = Arrays.copyOf(bytes, bytes.length - random.nextInt(2));

                    assertThat(EXPLAINER.explain(cut).text())
                            .doesNotContain("6225000000000014", "43D6545E784C2D4C");
                });
    }
}
