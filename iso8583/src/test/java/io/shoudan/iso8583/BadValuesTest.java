package io.shoudan.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever relies on a message that was read whole must have what was sent: a bad value is told,
/// and never taken as absent. Terminals are another matter, whose reversals can't be refused over a
/// detail.
class BadValuesTest {

    private static final byte[] FILLS = {0, 'G', (byte) 0xFF};

    static Stream<Dialect> dialects() {
        return Dialects.all().stream().filter(it -> !it.name().startsWith("terminal"));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void breakMessagesOfEveryType(Dialect dialect) {
        var random = new RandomMessages(new SplittableRandom(1));
        var mtis = dialect.types().stream().map(MessageType::mti).collect(Collectors.toSet());
        var withoutBadValues = new TreeSet<String>();
        for (int number = 2; number <= dialect.lastField(); number++) {
            var field = dialect.field(number);
            if (field.isEmpty()) {
                continue;
            }
            boolean breaks = false;
            for (byte fill : FILLS) {
                breaks |= breaks(dialect, field.get(), mtis, random, fill);
            }
            if (!breaks) {
                withoutBadValues.add(field.get().format().encoding().unit());
            }
        }

        assertThat(withoutBadValues).isSubsetOf("bytes");
    }

    /// Whether values all of `fill` can be bad. Each that is must be told, in every type of
    /// message.
    private static boolean breaks(
            Dialect dialect, Field<?> field, Set<String> mtis, RandomMessages random, byte fill) {
        boolean breaks = false;
        for (var mti : mtis) {
            var message = Message.builder(dialect, mti);
            random.set(message, field);
            var packed = dialect.pack(message.unchecked());
            int units = Message.units(message.unchecked().spanOf(field.number()));
            var encoding = field.format().encoding();
            // No other field is behind it.
            int valueAt = packed.length - encoding.byteLength(units);
            Arrays.fill(packed, valueAt, packed.length, fill);
            try {
                encoding.check(packed, valueAt, units);
            } catch (MalformedMessage _) {
                breaks = true;
                assertThat(paths(dialect.read(packed)))
                        .as("%s %s", mti, field)
                        .anyMatch(path -> path.split("\\.", 2)[0].equals(field.path()));
            }
        }
        return breaks;
    }

    private static List<String> paths(Read read) {
        return switch (read) {
            case Read.Complete _ -> List.of();
            case Read.Broken(var partial, _) ->
                    partial.malformed().stream().map(Finding::path).toList();
        };
    }
}
