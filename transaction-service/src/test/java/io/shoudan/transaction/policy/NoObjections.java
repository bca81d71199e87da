package io.shoudan.transaction.policy;

import io.shoudan.transaction.calendar.Cell;
import io.shoudan.transaction.merchant.NoMerchants;
import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.simulation.NoDatabase;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The policy of a house in which operators have ruled nothing out.
public final class NoObjections {

    private NoObjections() {}

    public static Policy policy(Cell cell) {
        return new Policy(
                NoMerchants.merchants(),
                new Turnover(NoDatabase.jdbc(), cell),
                new NoRestrictions(cell));
    }

    private static final class NoRestrictions extends Restrictions {

        NoRestrictions(Cell cell) {
            super(NoDatabase.jdbc(), cell);
        }

        @Override
        List<Map<Cause, String>> on(List<Asked> asked) {
            return asked.stream().<Map<Cause, String>>map(_ -> new EnumMap<>(Cause.class)).toList();
        }
    }
}
