package io.shoudan.system.fault;

import io.shoudan.system.fault.FrameProxy.Direction;
import java.time.Duration;

/// What may happen to a frame on its way.
enum Mishap {
    REQUESTS_LOST("requests lost"),
    ANSWERS_LOST("answers lost"),
    /// By up to 3 s, so that frames of one connection overtake each other.
    DELAYED("frames delayed and reordered"),
    /// Longer than anybody waits for the network.
    ANSWERED_LATE("answers late by 21 to 24 s"),
    DUPLICATED("frames duplicated"),
    /// Who asked is hung up on, and what it says next overtakes its request.
    OVERTAKEN("requests overtaken by what follows them"),
    CORRUPTED("frames corrupted"),
    CUT("connections cut inside a frame"),
    SLICED("frames sliced into single bytes");

    static final Duration SHORTLY = Duration.ofSeconds(3);
    static final Duration LATE = Duration.ofSeconds(21);

    private final String words;

    Mishap(String words) {
        this.words = words;
    }

    /// For people.
    String words() {
        return words;
    }

    /// Whether frames of this direction can meet with it.
    boolean befalls(Direction direction) {
        return switch (this) {
            case REQUESTS_LOST, OVERTAKEN -> direction == Direction.REQUESTS;
            case ANSWERS_LOST, ANSWERED_LATE -> direction == Direction.ANSWERS;
            case DELAYED, DUPLICATED, CORRUPTED, CUT, SLICED -> true;
        };
    }
}
