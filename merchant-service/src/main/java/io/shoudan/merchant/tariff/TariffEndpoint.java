package io.shoudan.merchant.tariff;

import io.shoudan.contracts.merchant.api.TariffsApi;
import io.shoudan.contracts.merchant.model.Tariff;
import io.shoudan.contracts.merchant.model.TariffSetting;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.Text;
import io.shoudan.platform.security.Callers;
import io.shoudan.platform.security.OperatorOnly;
import java.util.Currency;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// Tariffs over HTTP. A merchant reads its own.
@RestController
class TariffEndpoint implements TariffsApi {

    private static final Text NO_CURRENCY =
            Text.of("不是流通货币代码", "is no circulating currency of ISO 4217");

    private final Tariffs tariffs;

    TariffEndpoint(Tariffs tariffs) {
        this.tariffs = tariffs;
    }

    @Override
    public ResponseEntity<Tariff> getTariff(String merchantId) {
        return ResponseEntity.ok(
                tariffs.find(merchantId, Callers.current()).orElseThrow(Problem::notFound));
    }

    @Override
    @OperatorOnly
    public ResponseEntity<Tariff> putTariff(String merchantId, TariffSetting setting) {
        if (!circulating(setting.getCurrency())) {
            throw Problem.invalid("currency", NO_CURRENCY);
        }
        return ResponseEntity.ok(tariffs.put(merchantId, setting));
    }

    /// Without an exponent (funds codes, metals) there are no minor units to pay in.
    private static boolean circulating(String code) {
        return Currency.getAvailableCurrencies().stream()
                .filter(it -> it.getDefaultFractionDigits() >= 0)
                .anyMatch(it -> it.getCurrencyCode().equals(code));
    }
}
