package io.shoudan.transaction.simulation;

import io.shoudan.transaction.authorization.AuthorizationNode;
import io.shoudan.transaction.reversal.ReversalNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One instance of the service: what it holds in memory dies with it.
final class Node extends World.Place {

    private @Nullable Link link;
    private @Nullable AuthorizationNode authorizations;
    private @Nullable ReversalNode reversals;

    Node(String name) {
        super(name);
    }

    void wire(Link itsLink, AuthorizationNode itsAuthorizations, ReversalNode itsReversals) {
        link = itsLink;
        authorizations = itsAuthorizations;
        reversals = itsReversals;
    }

    Link link() {
        return Objects.requireNonNull(link);
    }

    AuthorizationNode authorizations() {
        return Objects.requireNonNull(authorizations);
    }

    ReversalNode reversals() {
        return Objects.requireNonNull(reversals);
    }
}
