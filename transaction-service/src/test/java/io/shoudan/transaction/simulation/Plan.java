package io.shoudan.transaction.simulation;

import java.util.List;
import java.util.stream.Stream;

/// How rough a run is, which its first choices decide.
///
/// @param terminals       how many buy at the same time
/// @param crashes         at which steps a node dies
/// @param freezes         at which steps a node stops for a while
/// @param cutsCommits     whether connections break while committing
/// @param losesMessages   whether answers get lost, between terminal and node and on the network
/// @param slowNetwork     whether messages to and from the network may take longer than we wait
/// @param networkRemembers whether the network declines what it was told to reverse before
record Plan(
        int terminals,
        List<Integer> crashes,
        List<Integer> freezes,
        boolean cutsCommits,
        boolean losesMessages,
        boolean slowNetwork,
        boolean networkRemembers) {

    private static final int STEPS = 160;

    static Plan of(Choices choices) {
        return new Plan(
                1 + choices.below(2),
                steps(choices, choices.below(3)),
                steps(choices, choices.oneIn(3) ? 1 : 0),
                choices.oneIn(3),
                !choices.oneIn(3),
                choices.oneIn(2),
                choices.oneIn(2));
    }

    private static List<Integer> steps(Choices choices, int count) {
        return Stream.generate(() -> 1 + choices.below(STEPS)).limit(count).toList();
    }
}
