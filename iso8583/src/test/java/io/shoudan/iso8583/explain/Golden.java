package io.shoudan.iso8583.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.terminal.GoldenFrame;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// Keys and secrets of the golden frames, and what is shown of them.
final class Golden {

    static final Bytes TMK = Bytes.ofHex("0123456789ABCDEFFEDCBA9876543210");
    static final TestKeys KEYS =
            new TestKeys(
                    TMK,
                    Bytes.ofHex("89898989ABABABAB"),
                    Bytes.ofHex("23232323232323234545454545454545"));

    private static final Pattern LONG_HEX = Pattern.compile("[0-9A-F]{16,}");

    private Golden() {}

    static TestKeys keys(GoldenFrame golden) {
        return new TestKeys(TMK, Bytes.of(golden.key("MAK", "89898989ABABABAB")), KEYS.pinKey());
    }

    static String text(String name) {
        var golden = GoldenFrame.named(name);
        return Explainer.of(keys(golden)).explain(golden.body()).text();
    }

    /// What is shown of a part, or `none` if there is none.
    static String shown(Explanation explanation, String path) {
        return explanation.parts().stream()
                .filter(it -> it.path().equals(path))
                .map(it -> it.value())
                .findFirst()
                .orElse("none");
    }

    private static Set<String> secrets() {
        var secrets = new LinkedHashSet<String>();
        for (var golden : GoldenFrame.all()) {
            for (int number : new int[] {2, 35, 52, 55, 62}) {
                if (golden.fields().containsKey(number)) {
                    secrets.add(golden.field(number));
                }
            }
            LONG_HEX.matcher(golden.note()).results().forEach(m -> secrets.add(m.group()));
        }
        secrets.add("123456 ");
        return secrets;
    }

    static void assertNoSecretIn(String text) {
        for (var secret : secrets()) {
            assertThat(text).doesNotContain(secret);
        }
        assertThat(text).doesNotContain("3012").doesNotContain("D3012");
    }
}
