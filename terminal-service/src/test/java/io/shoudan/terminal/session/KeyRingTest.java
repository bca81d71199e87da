package io.shoudan.terminal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.terminal.hsm.KeyHandle;
import io.shoudan.terminal.hsm.KeyUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which key generations are good, for everything that can happen to the answers of sign-ons.
///
/// A generation is written as its number, then `v` and the minute when a message was first verified
/// under it, then `s` and the minute when that happened under a newer one.
class KeyRingTest {

    private static final Duration OVERLAP = Duration.ofMinutes(5);
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    what happened | generations | minute | accepted | obsolete
                    nothing                     |                        | 0      |           |
                    signed on, nothing sent yet | 1                      | 0      | 1         |
                    signed on and used          | 1v0                    | 1      | 1         |
                    the second answer got lost  | 1v0 2                  | 9      | 2 1       |
                    the second arrived, just now| 1v0s9 2v9              | 9      | 2 1       |
                    the overlap is nearly over  | 1v0s9 2v9              | 13     | 2 1       |
                    the overlap is over         | 1v0s9 2v9              | 14     | 2         | 1
                    unused, three answers lost  | 1 2 3 4                | 9      | 4 3 2 1   |
                    unused, four answers lost   | 1 2 3 4 5              | 9      | 5 4 3 2 1 | 1
                    then four answers got lost  | 1v0 2 3 4 5            | 9      | 5 4 3 2 1 | 2
                    skipped what never came     | 1v0s9 2 3v9            | 9      | 3 1       | 2
                    all within one overlap      | 1v0s1 2v1s2 3v2s3 4v3 5| 4      | 5 4 3 2 1 | 1
                    a sign-on came twice        | 1v0s1 2v1s2 3v2 4 5    | 3      | 5 4 3 2 1 | 1
                    """)
    void accepts(
            String happening,
            @Nullable String generations,
            int minute,
            @Nullable String accepted,
            @Nullable String obsolete) {
        var ring = new KeyRing(words(generations).stream().map(KeyRingTest::generation).toList());
        var now = minute(minute);

        assertThat(numbers(ring.accepted(now, OVERLAP))).isEqualTo(words(accepted));
        assertThat(numbers(ring.obsolete(now, OVERLAP))).isEqualTo(words(obsolete));
    }

    private static List<String> words(@Nullable String text) {
        return text == null ? List.of() : Arrays.asList(text.split(" "));
    }

    private static List<String> numbers(List<KeyGeneration> generations) {
        return generations.stream().map(g -> Integer.toString(g.number())).toList();
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private static KeyGeneration generation(String text) {
        var parts = text.split("[vs]", -1);
        return new KeyGeneration(
                Integer.parseInt(parts[0]),
                new KeyHandle(KeyUsage.PIN, "90010001", "-"),
                new KeyHandle(KeyUsage.MAC, "90010001", "-"),
                null,
                START,
                parts.length > 1 ? minute(Integer.parseInt(parts[1])) : null,
                parts.length > 2 ? minute(Integer.parseInt(parts[2])) : null);
    }
}
