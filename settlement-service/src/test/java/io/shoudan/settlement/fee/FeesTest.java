package io.shoudan.settlement.fee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.contracts.BasisPoints;
import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.settlement.fee.Fees.Refunded;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Currency;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Every fee that a tariff can make, in minor units: what a yuan's cent is to one currency is a
/// whole yen to another, and the arithmetic must not know.
class FeesTest {

    private static final Currency CNY = Currency.getInstance("CNY");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            nullValues = "-",
            textBlock =
                    """
        why                               | in  | amount  | bp    | min | cap  | rounding  | fee
        nothing to round                  | CNY | 10000   | 55    | 0   | -    | HALF_UP   | 55
        a half goes up                    | CNY | 1000    | 55    | 0   | -    | HALF_UP   | 6
        a half goes to the even one       | CNY | 1000    | 45    | 0   | -    | HALF_EVEN | 4
        and up when that is even          | CNY | 1000    | 55    | 0   | -    | HALF_EVEN | 6
        less than half goes down          | CNY | 1000    | 54    | 0   | -    | HALF_UP   | 5
        UP takes any fraction             | CNY | 1001    | 10    | 0   | -    | UP        | 2
        UP leaves a whole number          | CNY | 1000    | 10    | 0   | -    | UP        | 1
        DOWN drops any fraction           | CNY | 1999    | 10    | 0   | -    | DOWN      | 1
        the minimum lifts a small fee     | CNY | 100     | 55    | 10  | -    | HALF_UP   | 10
        the minimum leaves a larger one   | CNY | 10000   | 55    | 10  | -    | HALF_UP   | 55
        the minimum counts without rate   | CNY | 100     | 0     | 10  | -    | HALF_UP   | 10
        the cap cuts a large fee          | CNY | 1000000 | 55    | 0   | 2000 | HALF_UP   | 2000
        the cap leaves one that just fits | CNY | 363636  | 55    | 0   | 2000 | HALF_UP   | 2000
        the cap wins over the minimum     | CNY | 100     | 55    | 50  | 20   | HALF_UP   | 20
        a cap of nothing is no fee        | CNY | 1000000 | 55    | 5   | 0    | HALF_UP   | 0
        a minimum may exceed the amount   | CNY | 1       | 55    | 10  | -    | HALF_UP   | 10
        everything                        | CNY | 10000   | 10000 | 0   | -    | HALF_UP   | 10000
        yen have no cents                 | JPY | 1000    | 55    | 0   | -    | HALF_UP   | 6
        dinars have a thousand fils       | KWD | 1000    | 55    | 0   | -    | HALF_UP   | 6
        """)
    void chargesAPurchase(
            String why,
            String currency,
            long amount,
            int basisPoints,
            long minimum,
            @Nullable Long cap,
            RoundingMode rounding,
            long fee) {
        var rate = new Rate(new BasisPoints(basisPoints), minimum, cap, rounding);
        var money = Money.of(amount, Currency.getInstance(currency));

        var charged = Fees.ofPurchase(tariff(rate, money.currency()), CardRegion.DOMESTIC, money);

        assertThat(charged.minor()).as(why).isEqualTo(fee);
    }

    @Test
    void doesNotOverflow() {
        var all = tariff(rate(10_000, RoundingMode.HALF_UP), CNY);
        var most = cny(Money.MAX_MINOR_UNITS);

        assertThat(Fees.ofPurchase(all, CardRegion.DOMESTIC, most).minor())
                .isEqualTo(Money.MAX_MINOR_UNITS);
    }

    @Test
    void saysHowTheFeeCameAbout() {
        var rate = new Rate(new BasisPoints(55), 1, 2000L, RoundingMode.HALF_UP);
        var bare = new Rate(new BasisPoints(180), 0, null, RoundingMode.DOWN);

        assertThat(rate.inWords(CNY)).isEqualTo("55 bp, minimum 0.01, cap 20.00, HALF_UP");
        assertThat(rate.inWords(Currency.getInstance("JPY")))
                .isEqualTo("55 bp, minimum 1, cap 2000, HALF_UP");
        assertThat(bare.inWords(CNY)).isEqualTo("180 bp, DOWN");
    }

    @Test
    void takesTheRateOfTheCardsRegion() {
        var tariff = tariff(rate(55, RoundingMode.HALF_UP), CNY);

        assertThat(Fees.ofPurchase(tariff, CardRegion.DOMESTIC, cny(100_00)).minor()).isEqualTo(55);
        assertThat(Fees.ofPurchase(tariff, CardRegion.FOREIGN, cny(100_00)).minor()).isEqualTo(180);
    }

    @Test
    void refusesAnAmountThatTheTariffDoesNotPrice() {
        var tariff = tariff(rate(55, RoundingMode.HALF_UP), CNY);
        var yen = Money.of(100, Currency.getInstance("JPY"));

        assertThatThrownBy(() -> Fees.ofPurchase(tariff, CardRegion.DOMESTIC, yen))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be CNY: amount.currency=JPY");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
        why                             | bought | fee | before | given | refund | rounding | back
        all of it                       | 10000  | 55  | 0      | 0     | 10000  | HALF_UP  | 55
        a half                          | 10000  | 55  | 0      | 0     | 5000   | HALF_UP  | 28
        the other half gets the rest    | 10000  | 55  | 5000   | 28    | 5000   | HALF_UP  | 27
        too little for a cent           | 10000  | 1   | 0      | 0     | 4999   | HALF_UP  | 0
        but the last refund gives it    | 10000  | 1   | 4999   | 0     | 5001   | HALF_UP  | 1
        DOWN waits for whole cents      | 10000  | 55  | 0      | 0     | 9999   | DOWN     | 54
        UP gives them early             | 10000  | 55  | 0      | 0     | 1      | UP       | 1
        and no more than there was      | 10000  | 1   | 1      | 1     | 9999   | UP       | 0
        nothing was charged             | 10000  | 0   | 0      | 0     | 10000  | HALF_UP  | 0
        more was given back than is due | 10000  | 55  | 1000   | 55    | 1000   | HALF_UP  | 0
        """)
    void givesTheFeeBackInProportion(
            String why,
            long purchase,
            long fee,
            long before,
            long given,
            long refund,
            RoundingMode rounding,
            long givesBack) {
        var tariff = tariff(rate(55, rounding), CNY);
        var refunded = new Refunded(purchase, fee, before, given);

        var returned = Fees.ofRefund(tariff, CardRegion.DOMESTIC, cny(refund), refunded);

        assertThat(returned.minor()).as(why).isEqualTo(-givesBack);
    }

    /// However a purchase is cut into refunds: what comes back in all is the fee, and at no moment
    /// more.
    @ParameterizedTest
    @EnumSource(
            value = RoundingMode.class,
            names = {"HALF_UP", "HALF_EVEN", "UP", "DOWN"})
    void givesBackTheWholeFeeOfAWhollyRefundedPurchase(RoundingMode rounding) {
        long seed = 20261123;
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int round = 0; round < 500; round++) {
            var tariff = tariff(rate(random.nextInt(10_001), rounding), CNY);
            long amount = random.nextLong(1, 1_000_000);
            long fee = Fees.ofPurchase(tariff, CardRegion.DOMESTIC, cny(amount)).minor();

            long given = refundInParts(tariff, amount, fee, random);

            assertThat(given).as("seed=%d round=%d", seed, round).isEqualTo(fee);
        }
    }

    private static long refundInParts(
            Tariff tariff, long amount, long fee, RandomGenerator random) {
        long refunded = 0;
        long given = 0;
        while (refunded < amount) {
            long part = random.nextLong(1, amount - refunded + 1);
            var before = new Refunded(amount, fee, refunded, given);
            long back = -Fees.ofRefund(tariff, CardRegion.DOMESTIC, cny(part), before).minor();
            assertThat(back).isNotNegative();
            refunded += part;
            given += back;
            assertThat(given).isLessThanOrEqualTo(fee);
        }
        return given;
    }

    @Test
    void reversesAFeeExactly() {
        assertThat(new Fee(55, 3, "55 bp, HALF_UP").reversed())
                .isEqualTo(new Fee(-55, 3, "fee of the reversed line the other way round"));
    }

    @Test
    void refusesANegativeMinimumOrCap() {
        assertThatThrownBy(() -> new Rate(new BasisPoints(1), -1, null, RoundingMode.UP))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rate(new BasisPoints(1), 0, -1L, RoundingMode.UP))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Rate rate(int basisPoints, RoundingMode rounding) {
        return new Rate(new BasisPoints(basisPoints), 0, null, rounding);
    }

    private static Tariff tariff(Rate domestic, Currency currency) {
        var foreign = rate(180, RoundingMode.HALF_UP);
        return new Tariff("898310058120001", 7, Instant.EPOCH, currency, domestic, foreign, true);
    }

    private static Money cny(long minorUnits) {
        return Money.of(minorUnits, CNY);
    }
}
