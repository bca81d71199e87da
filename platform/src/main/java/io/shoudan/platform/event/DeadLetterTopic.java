package io.shoudan.platform.event;

/// Where records go that a consumer can't take in: a topic beside theirs.
public final class DeadLetterTopic {

    private static final String SUFFIX = ".dead-letter";

    private DeadLetterTopic() {}

    /// The topic for what can't be taken in of `topic`.
    public static String of(String topic) {
        return topic + SUFFIX;
    }

    /// The topic that a record in `deadLetters` came from.
    ///
    /// @throws IllegalArgumentException if that is no topic of dead letters
    public static String origin(String deadLetters) {
        if (!deadLetters.endsWith(SUFFIX)) {
            throw new IllegalArgumentException("must end in " + SUFFIX + ": topic=" + deadLetters);
        }
        return deadLetters.substring(0, deadLetters.length() - SUFFIX.length());
    }
}
