package io.shoudan.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.RoundingMode;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class MoneyTest {

    private static final Currency CNY = Currency.getInstance("CNY");
    private static final Currency JPY = Currency.getInstance("JPY");

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1234, Money.MAX_MINOR_UNITS})
    void holdsWhatEveryJsonReaderKeeps(long minorUnits) {
        var money = Money.of(minorUnits, CNY);
        var json = JsonMapper.shared();

        assertThat(json.readValue(json.writeValueAsString(money), Money.class)).isEqualTo(money);
    }

    @Test
    void isWrittenInMinorUnitsWithItsCurrency() {
        var json = JsonMapper.shared();

        assertThat(json.readTree(json.writeValueAsString(Money.of(1234, CNY))))
                .isEqualTo(json.readTree("{\"minorUnits\":1234,\"currency\":\"CNY\"}"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Money.MAX_MINOR_UNITS + 1, Long.MAX_VALUE})
    void refusesWhatIsOutOfRange(long minorUnits) {
        assertThatThrownBy(() -> Money.of(minorUnits, CNY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("minorUnits=" + minorUnits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX", "XAU", "XTS"})
    void refusesCurrenciesThatCirculateNowhere(String code) {
        assertThatThrownBy(() -> Money.of(1, Currency.getInstance(code)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("currency=" + code);
    }

    @Test
    void addsWithinOneCurrency() {
        assertThat(Money.of(1, CNY).plus(Money.of(2, CNY))).isEqualTo(Money.of(3, CNY));
        assertThatThrownBy(() -> Money.of(1, CNY).plus(Money.of(2, JPY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be CNY: other.currency=JPY");
        assertThatThrownBy(() -> Money.of(Money.MAX_MINOR_UNITS, CNY).plus(Money.of(1, CNY)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    amount | basis points | rounding  | share
                    10000  | 55           | HALF_UP   | 55
                    1000   | 55           | HALF_UP   | 6
                    1000   | 45           | HALF_EVEN | 4
                    1000   | 55           | DOWN      | 5
                    1      | 1            | UP        | 1
                    1      | 1            | DOWN      | 0
                    0      | 10000        | UP        | 0
                    12345  | 10000        | HALF_UP   | 12345
                    """)
    void takesAShareAsTheCallerRounds(
            long amount, int basisPoints, RoundingMode rounding, long share) {
        assertThat(Money.of(amount, CNY).share(new BasisPoints(basisPoints), rounding))
                .isEqualTo(Money.of(share, CNY));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10_001, Integer.MAX_VALUE})
    void refusesRatesBelowNothingAndAboveAll(int basisPoints) {
        assertThatThrownBy(() -> new BasisPoints(basisPoints))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be 0..10000: value=" + basisPoints);
    }
}
