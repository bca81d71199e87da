package io.shoudan.transaction.simulation;

import java.util.ArrayList;
import java.util.List;

/// Every sequence of choices there is, one run after another: the last choice that has another
/// alternative takes it, and what came before is repeated.
final class EveryChoice implements Choices {

    private final List<int[]> path = new ArrayList<>();
    private int at;

    @Override
    public int below(int bound) {
        if (bound == 1) {
            return 0;
        }
        if (at == path.size()) {
            path.add(new int[] {0, bound});
        }
        var choice = path.get(at++);
        if (choice[1] != bound) {
            throw new IllegalStateException("must be the same run again up to choice " + at);
        }
        return choice[0];
    }

    /// Prepares the next run.
    ///
    /// @return false if there is none
    boolean advance() {
        at = 0;
        while (!path.isEmpty() && path.getLast()[0] + 1 == path.getLast()[1]) {
            path.removeLast();
        }
        if (path.isEmpty()) {
            return false;
        }
        path.getLast()[0]++;
        return true;
    }

    @Override
    public String toString() {
        return path.stream().map(it -> Integer.toString(it[0])).toList().toString();
    }
}
