package io.shoudan.simulator.network;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The acquirer's connections that are open. Bounded by [LinkListener].
///
/// Safe for any number of threads.
final class Links {

    private final Set<Link> open = ConcurrentHashMap.newKeySet();

    void add(Link link) {
        open.add(link);
    }

    void remove(Link link) {
        open.remove(link);
    }

    /// Where an answer goes now: the connection that the request came over or, if that has gone,
    /// any other that has signed on. A network answers its member, not a socket.
    Optional<Link> reach(Link first) {
        return open.contains(first)
                ? Optional.of(first)
                : open.stream().filter(Link::signedOn).findFirst();
    }
}
