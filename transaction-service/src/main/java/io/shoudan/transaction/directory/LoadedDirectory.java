package io.shoudan.transaction.directory;

import io.shoudan.iso8583.Pan;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One version of the directory, ready for look-up: for each prefix length, from the most specific
/// down, the ranges by their lowest prefix. Immutable and thread-safe.
final class LoadedDirectory {

    private final int version;
    private final Map<Integer, NavigableMap<String, IssuerRange>> byLength;

    LoadedDirectory(int version, List<IssuerRange> ranges) {
        this.version = version;
        this.byLength =
                ranges.stream()
                        .collect(
                                Collectors.groupingBy(
                                        IssuerRange::specificity,
                                        () -> new TreeMap<>(Comparator.<Integer>reverseOrder()),
                                        Collectors.toMap(
                                                IssuerRange::low,
                                                it -> it,
                                                (a, _) -> a,
                                                TreeMap::new)));
    }

    int version() {
        return version;
    }

    Optional<IssuerRange> find(Pan pan) {
        var digits = pan.clearText();
        for (var ranges : byLength.entrySet()) {
            if (ranges.getKey() <= digits.length()) {
                var candidate = ranges.getValue().floorEntry(digits.substring(0, ranges.getKey()));
                if (candidate != null && candidate.getValue().contains(digits)) {
                    return Optional.of(candidate.getValue());
                }
            }
        }
        return Optional.empty();
    }

    List<IssuerRange> ranges() {
        return byLength.values().stream().flatMap(it -> it.values().stream()).toList();
    }
}
