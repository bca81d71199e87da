package io.shoudan.iso8583;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Runs a property with many seeds that follow each other. A failure names the seed;
/// `-Dshoudan.seed=<seed>` begins with it. `-Dshoudan.test.messages=<number>` runs more of them
/// than the build does and says which.
public final class Seeds {

    private static final int ROUNDS = 2000;

    private Seeds() {}

    public static void run(Consumer<RandomGenerator> property) {
        run("property", property);
    }

    /// @param name of the property, for the line that a long run prints
    public static void run(String name, Consumer<RandomGenerator> property) {
        var repeated = Long.getLong("shoudan.seed");
        var asked = Integer.getInteger("shoudan.test.messages");
        long first = repeated == null ? System.nanoTime() : repeated;
        // As many as ever also when a seed is repeated: some tests ask what all of them found.
        int rounds = asked == null ? ROUNDS : asked;
        if (rounds > ROUNDS) {
            System.out.println(name + ": " + rounds + " seeds from " + first);
        }
        for (long seed = first; seed < first + rounds; seed++) {
            try {
                // Seeds that follow each other give numbers that have nothing in common.
                property.accept(new SplittableRandom(seed));
            } catch (RuntimeException | AssertionError e) {
                // Whatever went wrong, the seed is what repeats it.
                throw new AssertionError("seed=" + seed, e);
            }
        }
    }
}
