package io.shoudan.settlement.batch;

import io.shoudan.contracts.event.BatchTotals;
import io.shoudan.contracts.settlement.model.LineKind;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.settlement.line.SettlementLine;
import java.util.List;

/// Whether the members that arrived are those that a batch closed with.
public sealed interface Members {

    /// Some have not arrived.
    record Missing(int count) implements Members {}

    /// All are here, and they are what the host's totals say.
    record Complete() implements Members {}

    /// There are too many, or they don't add up to the host's own totals. Nothing may be posted:
    /// one of our own services is wrong.
    record Contradictory() implements Members {}

    static Members of(Batch.Closing closing, List<SettlementLine> arrived) {
        if (arrived.size() < closing.memberCount()) {
            return new Missing(closing.memberCount() - arrived.size());
        }
        var agrees =
                arrived.size() == closing.memberCount()
                        && arrived.stream()
                                .allMatch(it -> it.amount().currency().equals(closing.currency()))
                        && totals(arrived, CardRegion.DOMESTIC).equals(closing.hostDomestic())
                        && totals(arrived, CardRegion.FOREIGN).equals(closing.hostForeign());
        return agrees ? new Complete() : new Contradictory();
    }

    /// Sums of one half; members are purchases and refunds only.
    static BatchTotals totals(List<SettlementLine> members, CardRegion half) {
        long debit = 0;
        int debits = 0;
        long credit = 0;
        int credits = 0;
        for (var member : members) {
            if (member.region() != half) {
                continue;
            }
            if (member.kind() == LineKind.PURCHASE) {
                debit = Math.addExact(debit, member.amount().minorUnits());
                debits++;
            } else {
                credit = Math.addExact(credit, member.amount().minorUnits());
                credits++;
            }
        }
        return new BatchTotals(debit, debits, credit, credits);
    }
}
