package io.shoudan.transaction.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.transaction.network.ResponseCodes.Meaning;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An answer that is not certainly an approval or a decline leaves money in doubt.
class ResponseCodesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    code | meaning
                    00   | APPROVED
                    11   | APPROVED
                    16   | APPROVED
                    A2   | APPROVED
                    A4   | APPROVED
                    A5   | APPROVED
                    A6   | APPROVED
                    01   | DECLINED
                    51   | DECLINED
                    91   | DECLINED
                    96   | DECLINED
                    A0   | DECLINED
                    A7   | DECLINED
                    09   | UNCLEAR
                    10   | UNCLEAR
                    68   | UNCLEAR
                    98   | UNCLEAR
                    A8   | UNCLEAR
                    Z1   | UNCLEAR
                    """)
    void haveOneMeaning(String code, Meaning meaning) {
        assertThat(ResponseCodes.meaningOf(code)).isEqualTo(meaning);
    }
}
