package io.shoudan.transaction.simulation;

/// All that is left to chance in a run. The same choices make the same run.
public interface Choices {

    /// 0 to `bound` - 1.
    int below(int bound);

    /// Which of `count` threads goes next.
    ///
    /// @param self which of them has the turn now; -1 if none
    default int next(int count, int self) {
        return below(count);
    }

    /// True once in `n` times.
    default boolean oneIn(int n) {
        return below(n) == 0;
    }
}
