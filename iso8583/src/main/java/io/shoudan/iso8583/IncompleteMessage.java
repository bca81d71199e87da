package io.shoudan.iso8583;

import java.util.List;
import java.util.stream.Collectors;

/// A message that was to be built lacks what its type requires, or has what its type forbids. A bug
/// of the caller, or an input that it should have checked.
public final class IncompleteMessage extends IllegalStateException {

    private final List<Finding> findings;

    IncompleteMessage(String mti, List<Finding> findings) {
        super(
                findings.stream()
                        .map(Finding::text)
                        .collect(
                                Collectors.joining(
                                        ", ", "must be complete: mti=" + mti + ": ", "")));
        this.findings = List.copyOf(findings);
    }

    /// Everything that is wrong; in order of the fields; never empty, never with a value.
    public List<Finding> findings() {
        return findings;
    }
}
