package io.shoudan.platform.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What must not be readable in a log, and what must be.
class MaskingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /cards/4111111111111111/limits      | /cards/****/limits
                    /cards/6222021234567890123          | /cards/6222021234567890123
                    /cards/%34111111111111111           | ****
                    /api/v1/merchants/104000000000001   | /api/v1/merchants/104000000000001
                    /api/v1/transactions/632700000001   | /api/v1/transactions/632700000001
                    """)
    void masksCardsInPaths(String path, String logged) {
        assertThat(Masking.path(path)).isEqualTo(logged);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    case 4711, see RRN 632700000001 | false
                    card 4111111111111111           | true
                    card 4111 1111 1111 1111        | true
                    card 4111-1111-1111-1111        | true
                    key 0123456789ABCDEFFEDCBA98    | true
                    """)
    void suspectsCardDataInWhatPeopleWrite(String text, boolean suspected) {
        assertThat(Masking.suspects(text)).isEqualTo(suspected);
    }

    /// People find many ways to write a card number that no search for spaces knows.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111_1111_1111_1111",
                "4111/1111/1111/1111",
                "4111\n1111\n1111\n1111",
                "4111\u00a01111\u30001111\u20131111",
                "(4111)(1111)(1111)(1111)",
                "\uff14\uff11\uff11\uff11 1111 1111 1111",
                "no. 7/4111/1111/1111/1111/9"
            })
    void suspectsACardNumberWhateverStandsBetweenItsDigits(String text) {
        assertThat(Masking.suspects(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1234_5678_9012_3",
                "4111/1111/1111",
                "4111 and 1111 and 1111 and 1111",
                "\u5317\u4eac\u8def88\u53f712\u697c1203\u5ba4, 2026/11/23"
            })
    void leavesOtherNumbersAlone(String text) {
        assertThat(Masking.suspects(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    bad value 6222021234567890123        | bad value ****
                    track 4111111111111111=25121011000 x | track **** x
                    key 0123456789ABCDEFFEDCBA9876543210 | key ****
                    RRN 632700000001                     | RRN 632700000001
                    id 2b0d5d0e-8c2e-4f0a-9d0b-0f9f3a1   | id 2b0d5d0e-8c2e-4f0a-9d0b-0f9f3a1
                    """)
    void masksWhatLooksLikeCardDataInMessages(String message, String logged) {
        assertThat(Masking.message(message)).isEqualTo(logged);
    }
}
