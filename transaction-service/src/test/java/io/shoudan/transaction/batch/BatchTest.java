package io.shoudan.transaction.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Batch numbers.
class BatchTest {

    @ParameterizedTest
    @CsvSource({"000001, 000002", "000009, 000010", "099999, 100000", "999999, 000001"})
    void numbersFollowEachOtherAndWrap(String number, String next) {
        assertThat(Batch.numberAfter(number)).isEqualTo(next);
    }
}
