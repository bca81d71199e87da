package io.shoudan.iso8583;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything that can be said about bytes that should be a message; see [Dialect#inspect].
public final class Inspection {

    private final @Nullable Message message;
    private final List<Finding> findings;

    Inspection(@Nullable Message message, List<? extends Finding> findings) {
        this.message = message;
        this.findings = List.copyOf(findings);
    }

    /// What could be read; empty if there is no MTI.
    public Optional<Message> message() {
        return Optional.ofNullable(message);
    }

    /// All that is wrong, in order of the fields, also what a host would overlook
    /// ([Message#overlooked]), but not in fields that the message's type ignores; empty if the
    /// message is sound and carries what its type requires.
    public List<Finding> findings() {
        return findings;
    }

    /// Whether nothing is wrong.
    public boolean sound() {
        return findings.isEmpty();
    }
}
