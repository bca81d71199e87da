package io.shoudan.transaction.policy;

import io.shoudan.contracts.transaction.api.RegionRulesApi;
import io.shoudan.contracts.transaction.model.RegionRule;
import io.shoudan.contracts.transaction.model.RegionRuleList;
import io.shoudan.contracts.transaction.model.RegionRuleSetting;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.Remark;
import io.shoudan.platform.security.Callers;
import io.shoudan.platform.security.OperatorOnly;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// Where operators say which cards are not taken where.
@RestController
@OperatorOnly
class RegionRuleEndpoint implements RegionRulesApi {

    private final RegionRules rules;

    RegionRuleEndpoint(RegionRules rules) {
        this.rules = rules;
    }

    @Override
    public ResponseEntity<RegionRuleList> listRegionRules() {
        return ResponseEntity.ok(new RegionRuleList(rules.standing()));
    }

    @Override
    public ResponseEntity<RegionRule> setRegionRule(RegionRuleSetting setting) {
        Remark.checked("reason", setting.getReason());
        return ResponseEntity.ok(rules.set(setting, Callers.current().clientId()));
    }

    @Override
    public ResponseEntity<Void> liftRegionRule(Long regionRuleId) {
        if (!rules.lift(regionRuleId, Callers.current().clientId())) {
            throw Problem.notFound();
        }
        return ResponseEntity.noContent().build();
    }
}
