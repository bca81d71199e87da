package io.shoudan.transaction.policy;

import io.shoudan.contracts.transaction.api.StopsApi;
import io.shoudan.contracts.transaction.model.Stop;
import io.shoudan.contracts.transaction.model.StopList;
import io.shoudan.contracts.transaction.model.StopScope;
import io.shoudan.contracts.transaction.model.StopSetting;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.Remark;
import io.shoudan.platform.security.Callers;
import io.shoudan.platform.security.OperatorOnly;
import io.shoudan.transaction.merchant.Merchants;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// Where terminals, merchants and their operators are stopped at once and released.
@RestController
@OperatorOnly
class StopEndpoint implements StopsApi {

    private static final Logger LOG = LoggerFactory.getLogger(StopEndpoint.class);
    private static final Pattern OPERATOR = Pattern.compile("(.{15})-[0-9A-Za-z]{1,3}");

    private final Stops stops;
    private final Merchants merchants;

    StopEndpoint(Stops stops, Merchants merchants) {
        this.stops = stops;
        this.merchants = merchants;
    }

    @Override
    public ResponseEntity<StopList> listStops() {
        return ResponseEntity.ok(new StopList(stops.inForce()));
    }

    @Override
    public ResponseEntity<Stop> setStop(StopScope scope, String name, StopSetting setting) {
        if (!known(scope, name)) {
            throw Problem.notFound();
        }
        var reason = Remark.checked("reason", setting.getReason());
        var by = Callers.current().clientId();
        var stop = stops.stop(scope, name, reason, by);
        log(scope, name, by, "emergency stop");
        return ResponseEntity.ok(stop);
    }

    @Override
    public ResponseEntity<Void> releaseStop(StopScope scope, String name) {
        var by = Callers.current().clientId();
        if (!stops.release(scope, name, by)) {
            throw Problem.notFound();
        }
        log(scope, name, by, "emergency stop released");
        return ResponseEntity.noContent().build();
    }

    /// Who mistypes in a hurry must hear so. Any number may be an operator's.
    private boolean known(StopScope scope, String name) {
        return switch (scope) {
            case TERMINAL -> merchants.knowsTerminal(name);
            case MERCHANT -> merchants.knowsMerchant(name);
            case OPERATOR -> {
                var parts = OPERATOR.matcher(name);
                yield parts.matches() && merchants.knowsMerchant(parts.group(1));
            }
        };
    }

    private static void log(StopScope scope, String name, String by, String message) {
        LOG.atWarn()
                .addKeyValue("scope", scope)
                .addKeyValue("name", name)
                .addKeyValue("changed_by", by)
                .log(message);
    }
}
