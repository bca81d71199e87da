package io.shoudan.transaction.directory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// A directory as it comes, before anybody believes it.
///
/// @param version grows with every change
record DirectoryFile(int version, List<IssuerRange> ranges) {

    private static final int MAX_RANGES = 200_000;
    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,11}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final Pattern ISSUER_CODE = Pattern.compile("[0-9]{8,11}");
    private static final Pattern SCHEME = Pattern.compile("[A-Z]{3}");

    DirectoryFile {
        ranges = List.copyOf(ranges);
    }

    /// Everything that is wrong with it; empty if it may be used. Ranges inside wider ones are
    /// fine, because the more specific one wins; two equally specific ones must not overlap.
    List<String> findings() {
        var findings = new ArrayList<String>();
        if (version < 1) {
            findings.add("version must be 1 or more");
        }
        if (ranges.isEmpty() || ranges.size() > MAX_RANGES) {
            findings.add("must have 1.." + MAX_RANGES + " ranges");
        }
        ranges.forEach(it -> check(it, findings));
        addOverlaps(findings);
        return List.copyOf(findings);
    }

    private static void check(IssuerRange range, List<String> findings) {
        if (!PREFIX.matcher(range.low()).matches()
                || !PREFIX.matcher(range.high()).matches()
                || range.low().length() != range.high().length()) {
            findings.add(range.text() + ": low and high must be 1..11 digits, equally many");
            return;
        }
        if (range.low().compareTo(range.high()) > 0) {
            findings.add(range.text() + ": low must not be above high");
        }
        if (!NAME.matcher(range.issuer()).matches() || !NAME.matcher(range.network()).matches()) {
            findings.add(range.text() + ": issuer and network must match " + NAME);
        }
        if (!ISSUER_CODE.matcher(range.issuerCode()).matches()) {
            findings.add(range.text() + ": issuerCode must be 8..11 digits");
        }
        if (!SCHEME.matcher(range.scheme()).matches()) {
            findings.add(range.text() + ": scheme must be 3 letters");
        }
        if (range.cardLengths().isEmpty()
                || range.cardLengths().stream()
                        .anyMatch(it -> it < 12 || it > 19 || it <= range.low().length())) {
            findings.add(range.text() + ": cardLengths must be 12..19 and beyond the prefix");
        }
    }

    private void addOverlaps(List<String> findings) {
        var seen = new HashSet<Integer>();
        for (var range : ranges) {
            if (!seen.add(range.specificity())) {
                continue;
            }
            var sorted =
                    ranges.stream()
                            .filter(it -> it.specificity() == range.specificity())
                            .sorted((a, b) -> a.low().compareTo(b.low()))
                            .toList();
            for (int i = 1; i < sorted.size(); i++) {
                var before = sorted.get(i - 1);
                if (sorted.get(i).low().compareTo(before.high()) <= 0) {
                    findings.add(sorted.get(i).text() + ": overlaps " + before.text());
                }
            }
        }
    }
}
