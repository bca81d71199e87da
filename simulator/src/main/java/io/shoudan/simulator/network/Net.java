package io.shoudan.simulator.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands: approvals that were not reversed, with counts and sums.
///
/// A void and what it voids both stand, each under its own reference, because both are approvals;
/// the totals are by kind, so that a reader can take one from the other.
///
/// @param totals by kind and currency
/// @param items  in order of their references
record Net(List<Total> totals, List<Item> items) {

    /// @param amountMinor sum, in minor units of `currency`
    record Total(Original.Kind kind, @Nullable String currency, long count, long amountMinor) {}

    /// One approval that stands.
    record Item(
            String retrievalReference,
            Original.Kind kind,
            long amountMinor,
            @Nullable String currency,
            @Nullable String authorizationCode,
            String traceNumber,
            String terminalId,
            @Nullable String merchantId,
            @Nullable String card) {

        static Item of(String retrievalReference, Original original) {
            return new Item(
                    retrievalReference,
                    original.kind(),
                    original.amountMinor(),
                    original.currency(),
                    original.decision().authorizationCode(),
                    original.traceNumber(),
                    original.terminalId(),
                    original.merchantId(),
                    original.card());
        }
    }

    private record Group(Original.Kind kind, @Nullable String currency) {}

    static Net of(List<Item> unordered) {
        var items = new ArrayList<>(unordered);
        items.sort(Comparator.comparing(Item::retrievalReference));
        var totals = new LinkedHashMap<Group, Total>();
        for (var item : items) {
            totals.merge(
                    new Group(item.kind(), item.currency()),
                    new Total(item.kind(), item.currency(), 1, item.amountMinor()),
                    (a, b) ->
                            new Total(
                                    a.kind(),
                                    a.currency(),
                                    a.count() + b.count(),
                                    Math.addExact(a.amountMinor(), b.amountMinor())));
        }
        return new Net(List.copyOf(totals.values()), List.copyOf(items));
    }
}
