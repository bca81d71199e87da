package io.shoudan.settlement.statement;

import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.Text;
import io.shoudan.settlement.fee.Tariffs;
import io.shoudan.settlement.line.Lines;
import io.shoudan.settlement.merchant.Merchants;
import io.shoudan.settlement.merchant.Tenant;
import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Makes statements.
@Service
class Statements {

    private static final Text NO_SUCH_CURRENCY =
            Text.of("不是 ISO 4217 货币代码", "Not a currency of ISO 4217");

    private static final Text CURRENCY_NEEDED =
            Text.of("该商户没有费率，请指定货币", "The merchant has no tariff: name the currency");

    private final Lines lines;
    private final Tariffs tariffs;
    private final Merchants merchants;
    private final StatementProperties properties;

    Statements(Lines lines, Tariffs tariffs, Merchants merchants, StatementProperties properties) {
        this.lines = lines;
        this.tariffs = tariffs;
        this.merchants = merchants;
        this.properties = properties;
    }

    /// @param currencyCode of the lines, or null for the currency of the merchant's tariff
    /// @throws Problem `validation` if the currency is unknown or can't be told; `not-found` if
    ///                 nobody has heard of the merchant; `conflict` if there are too many lines
    MerchantStatement of(Tenant tenant, LocalDate businessDate, @Nullable String currencyCode) {
        var merchantId = tenant.merchantId();
        var name = merchants.nameOf(merchantId);
        var currency =
                currencyCode == null
                        ? tariffs.currencyOf(merchantId).orElse(null)
                        : currency(currencyCode);
        if (currency == null) {
            throw name.isPresent()
                    ? Problem.invalid("currency", CURRENCY_NEEDED)
                    : Problem.notFound();
        }
        // One more than allowed tells that there are too many.
        var found = lines.ofDate(merchantId, businessDate, currency, properties.maxLines() + 1);
        if (found.size() > properties.maxLines()) {
            throw Problem.conflict(tooMany(properties.maxLines()));
        }
        return new MerchantStatement(merchantId, name.orElse(null), businessDate, currency, found);
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException _) {
            throw Problem.invalid("currency", NO_SUCH_CURRENCY);
        }
    }

    private static Text tooMany(int max) {
        return Text.of(
                "该日交易超过 %d 笔，请联系收单机构导出".formatted(max),
                "The date has more than %d lines; ask the acquirer for an export".formatted(max));
    }
}
