package io.shoudan.iso8583;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Runs a property with many seeds that follow each other. The build takes the same ones every
/// time: it tells of a change, not of its day. `-Dshoudan.test.messages=<number>` runs as many as
/// that from a seed never tried and says which. A failure names the seed; `-Dshoudan.seed=<seed>`
/// begins with it.
public final class Seeds {

    private static final int ROUNDS = 2000;
    private static final long FIRST_OF_THE_BUILD = 20_000_000;

    private Seeds() {}

    /// The seed of a test that looks at a sample.
    public static long ofTheBuild() {
        return Long.getLong("shoudan.seed", FIRST_OF_THE_BUILD);
    }

    /// Whether more was asked for than the build does.
    public static boolean many() {
        return Integer.getInteger("shoudan.test.messages", 0) > ROUNDS;
    }

    public static void run(Consumer<RandomGenerator> property) {
        run("property", property);
    }

    /// @param name of the property, for the line that a long run prints
    public static void run(String name, Consumer<RandomGenerator> property) {
        var repeated = Long.getLong("shoudan.seed");
        var asked = Integer.getInteger("shoudan.test.messages");
        long fresh = asked == null ? FIRST_OF_THE_BUILD : System.nanoTime();
        long first = repeated == null ? fresh : repeated;
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
