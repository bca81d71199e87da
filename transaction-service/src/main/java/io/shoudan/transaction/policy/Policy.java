package io.shoudan.transaction.policy;

import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.transaction.merchant.Merchants;
import io.shoudan.transaction.payment.Cause;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Says what speaks against a request that is otherwise sound. Its queries run in the intent's own
/// database transaction.
@Component
public final class Policy {

    private final Merchants merchants;
    private final Turnover turnover;
    private final Restrictions restrictions;

    Policy(Merchants merchants, Turnover turnover, Restrictions restrictions) {
        this.merchants = merchants;
        this.turnover = turnover;
        this.restrictions = restrictions;
    }

    /// Every cause of check 16 that applies to each request, in their order, with its details for
    /// the timeline.
    public List<Map<Cause, String>> objections(List<Asked> asked) {
        if (asked.isEmpty()) {
            return List.of();
        }
        var objections = restrictions.on(asked);
        for (int i = 0; i < asked.size(); i++) {
            objections.get(i).putAll(brokenLimits(asked.get(i)));
        }
        return objections;
    }

    /// Only purchases have limits: nothing else lets more money come to a merchant.
    private Map<Cause, String> brokenLimits(Asked asked) {
        var amount = asked.amount();
        if (asked.kind() != TransactionKind.PURCHASE || amount == null) {
            return Map.of();
        }
        if (!asked.limits().daily()) {
            return LimitRules.broken(asked.limits(), amount, null);
        }
        // One purchase of a terminal counts the others at a time, and sees those committed before
        // it: the count is a statement of its own, with a snapshot from after the wait.
        var terminalId = asked.slip().terminalId();
        merchants.hold(terminalId);
        var today = turnover.today(terminalId, amount.currency());
        return LimitRules.broken(asked.limits(), amount, today);
    }
}
