package io.shoudan.transaction.simulation;

import java.util.SplittableRandom;

/// Choices that a seed makes. Some seeds change threads at every step, others seldom: either finds
/// what the other does not.
final class SeededChoices implements Choices {

    private final SplittableRandom random;
    private final int staying;

    SeededChoices(long seed) {
        this.random = new SplittableRandom(seed);
        this.staying = new int[] {0, 50, 80, 95}[random.nextInt(4)];
    }

    @Override
    public int below(int bound) {
        return random.nextInt(bound);
    }

    @Override
    public int next(int count, int self) {
        if (count == 1 || (self >= 0 && random.nextInt(100) < staying)) {
            return Math.max(self, 0);
        }
        return random.nextInt(count);
    }
}
