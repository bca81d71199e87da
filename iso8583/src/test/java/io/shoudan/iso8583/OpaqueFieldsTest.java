package io.shoudan.iso8583;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Of fields whose content only the two ends of a link know.
class OpaqueFieldsTest {

    /// An opaque field, and a dialect that has it.
    record Opaque(Dialect dialect, Field<?> field) {}

    static Stream<Opaque> fields() {
        return Dialects.all().stream()
                .flatMap(
                        dialect ->
                                IntStream.rangeClosed(2, dialect.lastField())
                                        .mapToObj(dialect::field)
                                        .flatMap(it -> it.stream())
                                        .filter(it -> it.opaque())
                                        .map(it -> new Opaque(dialect, it)));
    }

    /// What nobody knows may be a card number.
    @ParameterizedTest
    @MethodSource("fields")
    void arePrintedAsNoMoreThanTheirLength(Opaque it) {
        assertThat(it.field().secret()).isTrue();

        var value =
                Bytes.of(
                        "6225000000000014".repeat(9).getBytes(US_ASCII),
                        0,
                        length(it.field(), 100));
        var message = message(it, value);

        assertThat(message.shown(it.field())).isEqualTo(value.length() + " bytes");
        assertThat(message.toString()).doesNotContain("6225", "36323235");
        assertThat(message.describe()).doesNotContain("6225", "36323235");
    }

    @ParameterizedTest
    @MethodSource("fields")
    void keepEveryByteInEveryCoding(Opaque it) {
        var all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        int longest = length(it.field(), all.length);
        for (int from = 0; from < all.length; from += longest) {
            var value = Bytes.of(all, Math.min(from, all.length - longest), longest);
            var message = message(it, value);

            var packed = it.dialect().pack(message);
            assertThat(it.dialect().unpack(packed).get(it.field())).isEqualTo(value);
            if (!it.field().format().encoding().equals(Encodings.HEX)) {
                assertThat(Bytes.of(packed).hex()).endsWith(value.hex());
            }
        }
    }

    @Test
    void areMaskedEvenIfNobodySaysHow() {
        var field = Field.of(60, "Open", Length.exactly(4), Encodings.TEXT).leftOpen();
        var message =
                Message.builder(Dialect.named("small").fields(field).build(), "0200")
                        .set(field, "6225")
                        .unchecked();

        assertThat(field.secret()).isTrue();
        assertThat(message.shown(field)).isEqualTo("****");
        assertThat(field.shownAs(text -> text).opaque()).isFalse();
    }

    private static int length(Field<?> field, int most) {
        int each = field.format().encoding().equals(Encodings.HEX) ? 2 : 1;
        return Math.min(most, field.format().length().max() / each);
    }

    private static Message message(Opaque it, Bytes value) {
        var builder = Message.builder(it.dialect(), it.dialect().types().getFirst().mti());
        set(builder, it.field(), value);
        return builder.unchecked();
    }

    @SuppressWarnings("unchecked")
    private static void set(Message.Builder builder, Field<?> field, Bytes value) {
        builder.set((Field<Bytes>) field, value);
    }
}
