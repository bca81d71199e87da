package io.shoudan.iso8583.fuzz;

import static org.assertj.core.api.Assertions.assertThatNoException;

import io.shoudan.iso8583.Seeds;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is fuzzed for hours now and then is tried with its corpus in every build; `iso8583/fuzz`
/// goes on from there.
class FuzzTargetsTest {

    @ParameterizedTest
    @EnumSource(Target.class)
    void takesItsCorpus(Target target) {
        for (var input : Corpus.of(target)) {
            assertThatNoException().isThrownBy(() -> target.run(input));
        }
    }

    /// A little of what fuzzing does, without its eye for what is new.
    @ParameterizedTest
    @EnumSource(Target.class)
    void takesItsCorpusDamaged(Target target) {
        var corpus = Corpus.of(target);
        Seeds.run(
                random -> {
                    var input = corpus.get(random.nextInt(1, corpus.size())).clone();
                    for (int i = random.nextInt(3); i >= 0 && input.length > 0; i--) {
                        input[random.nextInt(input.length)] = (byte) random.nextInt(256);
                    }
                    boolean cut = random.nextInt(4) == 0;
                    target.run(
                            cut ? Arrays.copyOf(input, random.nextInt(input.length + 9)) : input);
                });
    }
}
