package io.shoudan.settlement.batch;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.shoudan.contracts.event.BatchTotals;
import io.shoudan.contracts.event.BatchUploadReceived;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.settlement.batch.Difference.Cause;
import io.shoudan.settlement.batch.Difference.Side;
import io.shoudan.settlement.line.SettlementLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// Compares a closed batch as the terminal and as the host have it: sums of both halves, and line
/// by line both ways once lines were uploaded. Also finds refunds whose purchases never counted.
/// Pure; the same input gives the same differences in the same order.
public final class BatchComparison {

    private static final int SHOWN_AT_START = 6;
    private static final int SHOWN_AT_END = 4;

    /// Lines come in any order; differences don't.
    private static final Comparator<BatchUploadReceived.Line> IN_ORDER =
            Comparator.comparing(BatchUploadReceived.Line::traceNumber)
                    .thenComparingLong(BatchUploadReceived.Line::amountMinor)
                    .thenComparing(BatchUploadReceived.Line::maskedPan)
                    .thenComparing(BatchUploadReceived.Line::region);

    private BatchComparison() {}

    /// @param early    refunds among the members whose purchases were not captured at the close
    /// @param uploaded what the terminal sent, without repetitions, in any order
    public static List<Difference> compare(
            Batch batch,
            Batch.Closing closing,
            List<SettlementLine> members,
            List<EarlyRefund> early,
            List<BatchUploadReceived.Line> uploaded) {
        var differences = new ArrayList<Difference>();
        findOrphans(members, early, differences);
        for (var half : CardRegion.values()) {
            var terminal = closing.terminal(half);
            if (terminal != null) {
                compareSums(half, terminal, closing.host(half), differences);
            }
        }
        var announced = batch.uploadAnnounced();
        if (uploaded.isEmpty() && (announced == null || closing.balanced())) {
            return differences;
        }
        var complete = announced != null && announced == uploaded.size();
        if (!complete) {
            differences.add(Difference.ofUpload(announced, uploaded.size()));
        }
        compareLines(members, uploaded, complete, differences);
        return differences;
    }

    private static void findOrphans(
            List<SettlementLine> members, List<EarlyRefund> early, List<Difference> found) {
        var orphans =
                early.stream()
                        .filter(EarlyRefund::purchaseEnded)
                        .map(EarlyRefund::transactionId)
                        .collect(toSet());
        members.stream()
                .filter(it -> orphans.contains(it.transactionId()))
                .forEach(it -> found.add(Difference.ofOrphan(it)));
    }

    private static void compareSums(
            CardRegion half, BatchTotals terminal, BatchTotals host, List<Difference> found) {
        if (terminal.debitMinor() != host.debitMinor()
                || terminal.debitCount() != host.debitCount()) {
            found.add(Difference.ofSums(half, Side.DEBIT, terminal, host));
        }
        if (terminal.creditMinor() != host.creditMinor()
                || terminal.creditCount() != host.creditCount()) {
            found.add(Difference.ofSums(half, Side.CREDIT, terminal, host));
        }
    }

    /// @param complete whether a line that the terminal didn't send is one that it doesn't have
    private static void compareLines(
            List<SettlementLine> members,
            List<BatchUploadReceived.Line> uploaded,
            boolean complete,
            List<Difference> found) {
        var hosts = members.stream().collect(groupingBy(SettlementLine::traceNumber));
        var terminals =
                uploaded.stream()
                        .sorted(IN_ORDER)
                        .collect(groupingBy(BatchUploadReceived.Line::traceNumber));
        var traces = new TreeSet<>(hosts.keySet());
        traces.addAll(terminals.keySet());
        for (var trace : traces) {
            compareTrace(
                    new ArrayList<>(hosts.getOrDefault(trace, List.of())),
                    new ArrayList<>(terminals.getOrDefault(trace, List.of())),
                    complete,
                    found);
        }
    }

    /// Usually one line on either side. A trace number can stand for two transactions of a batch (a
    /// purchase and a refund), so lines that agree are paired first.
    private static void compareTrace(
            List<SettlementLine> hosts,
            List<BatchUploadReceived.Line> terminals,
            boolean complete,
            List<Difference> found) {
        terminals.removeIf(terminal -> removeEqual(hosts, terminal));
        while (!hosts.isEmpty() && !terminals.isEmpty()) {
            comparePair(hosts.removeFirst(), terminals.removeFirst(), found);
        }
        terminals.forEach(terminal -> found.add(Difference.missingAtHost(terminal)));
        if (complete) {
            hosts.forEach(host -> found.add(Difference.missingAtTerminal(host)));
        }
    }

    private static boolean removeEqual(
            List<SettlementLine> hosts, BatchUploadReceived.Line terminal) {
        for (var host : hosts) {
            if (sameAmount(host, terminal)
                    && sameCard(host, terminal)
                    && sameRegion(host, terminal)) {
                hosts.remove(host);
                return true;
            }
        }
        return false;
    }

    private static void comparePair(
            SettlementLine host, BatchUploadReceived.Line terminal, List<Difference> found) {
        if (!sameAmount(host, terminal)) {
            found.add(Difference.ofLines(Cause.LINE_AMOUNT_DIFFERS, terminal, host));
        }
        if (!sameCard(host, terminal)) {
            found.add(Difference.ofLines(Cause.LINE_CARD_DIFFERS, terminal, host));
        }
        if (!sameRegion(host, terminal)) {
            found.add(Difference.ofLines(Cause.LINE_REGION_DIFFERS, terminal, host));
        }
    }

    private static boolean sameAmount(SettlementLine host, BatchUploadReceived.Line terminal) {
        return host.amount().minorUnits() == terminal.amountMinor();
    }

    private static boolean sameRegion(SettlementLine host, BatchUploadReceived.Line terminal) {
        return host.region() == terminal.region();
    }

    /// By the digits that a mask leaves visible; how many stars are between them doesn't matter.
    private static boolean sameCard(SettlementLine host, BatchUploadReceived.Line terminal) {
        return visible(host.maskedPan()).equals(visible(terminal.maskedPan()));
    }

    private static String visible(String maskedPan) {
        return maskedPan.length() < SHOWN_AT_START + SHOWN_AT_END
                ? maskedPan
                : maskedPan.substring(0, SHOWN_AT_START)
                        + maskedPan.substring(maskedPan.length() - SHOWN_AT_END);
    }
}
