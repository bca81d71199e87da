package io.shoudan.iso8583;

import java.util.Random;
import java.util.function.Consumer;

/// Runs a property with many seeds. A failure names the seed; `-Dshoudan.seed=<seed>` repeats it.
public final class Seeds {

    private static final int ROUNDS = 2000;

    private Seeds() {}

    public static void run(Consumer<Random> property) {
        var repeated = Long.getLong("shoudan.seed");
        long first = repeated == null ? System.nanoTime() : repeated;
        int rounds = repeated == null ? ROUNDS : 1;
        for (long seed = first; seed < first + rounds; seed++) {
            try {
                property.accept(new Random(seed));
            } catch (RuntimeException | AssertionError e) {
                // Whatever went wrong, the seed is what repeats it.
                throw new AssertionError("seed=" + seed, e);
            }
        }
    }
}
