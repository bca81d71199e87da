package io.shoudan.transaction.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.Money;
import io.shoudan.transaction.merchant.Limits;
import io.shoudan.transaction.payment.Cause;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where a limit begins to bite: what reaches it passes, what goes over it doesn't.
class LimitRulesTest {

    private static final Currency CNY = Currency.getInstance("CNY");
    private static final Day FORENOON = new Day(90_00, 3, "2026-11-23 23:00");

    @ParameterizedTest
    @CsvSource({
        // once, daily, count, amount | breaks
        ",      ,       ,  9999_00,",
        "50_00, ,       ,  50_00,",
        "50_00, ,       ,  50_01, AMOUNT_LIMIT_EXCEEDED",
        ",      100_00, ,  10_00,",
        ",      100_00, ,  10_01, AMOUNT_LIMIT_EXCEEDED",
        ",      ,       4, 10_00,",
        ",      ,       3, 10_00, COUNT_LIMIT_EXCEEDED",
        ",      80_00,  ,  1,     AMOUNT_LIMIT_EXCEEDED", // lowered meanwhile
        "50_00, ,       3, 50_01, AMOUNT_LIMIT_EXCEEDED COUNT_LIMIT_EXCEEDED",
    })
    void breakOnlyBeyondTheLimit(
            @Nullable String once,
            @Nullable String daily,
            @Nullable Integer count,
            String amount,
            @Nullable String causes) {
        var limits = new Limits(minor(once), minor(daily), count);
        var money = Money.of(Long.parseLong(amount.replace("_", "")), CNY);

        assertThat(LimitRules.broken(limits, money, FORENOON).keySet())
                .extracting(Cause::name)
                .containsExactly(causes == null ? new String[0] : causes.split(" "));
    }

    @Test
    void tellTheFiguresInTheCurrencysOwnUnits() {
        var yen = Money.of(500, Currency.getInstance("JPY"));

        assertThat(LimitRules.broken(new Limits(null, 100_00L, 3), yen, new Day(9_900, 3, "23:00")))
                .containsEntry(
                        Cause.AMOUNT_LIMIT_EXCEEDED,
                        "daily amount limit 10000 JPY, used 9900 JPY, resets 23:00")
                .containsEntry(
                        Cause.COUNT_LIMIT_EXCEEDED,
                        "daily limit 3 purchases, used 3, resets 23:00");
    }

    private static @Nullable Long minor(@Nullable String text) {
        return text == null ? null : Long.valueOf(text.replace("_", ""));
    }
}
