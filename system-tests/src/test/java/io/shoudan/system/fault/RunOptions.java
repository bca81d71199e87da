package io.shoudan.system.fault;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// @param minutes   how long faults strike
/// @param terminals how many work, an even number
/// @param only      regular expression that is found in the kinds that strike; all if empty
/// @param lasting   minutes that each fault lasts; seconds at random if null
/// @param record    folder to which the history is written
record RunOptions(
        int minutes,
        long seed,
        int terminals,
        String only,
        @Nullable Integer lasting,
        @Nullable Path record) {

    private static final String USAGE =
            "usage: system-tests/faults [--minutes N] [--seed S] [--terminals N] [--only REGEX]"
                    + " [--lasting MINUTES] [--record FOLDER]";

    static RunOptions parse(String[] arguments) {
        int minutes = 3;
        long seed = new Random().nextInt(1_000_000);
        int terminals = 16;
        String only = "";
        Integer lasting = null;
        Path record = null;
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            if (!rest.hasNext()) {
                throw new IllegalArgumentException(USAGE);
            }
            String value = rest.next();
            switch (name) {
                case "--minutes" -> minutes = Integer.parseInt(value);
                case "--seed" -> seed = Long.parseLong(value);
                case "--terminals" -> terminals = Integer.parseInt(value);
                case "--only" -> only = value;
                case "--lasting" -> lasting = Integer.valueOf(value);
                case "--record" -> record = Path.of(value);
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        if (minutes < 1 || minutes > 24 * 60 || terminals < 2 || terminals % 2 != 0) {
            throw new IllegalArgumentException(USAGE);
        }
        if (lasting != null && (lasting < 1 || lasting > minutes)) {
            throw new IllegalArgumentException(USAGE);
        }
        return new RunOptions(minutes, seed, terminals, only, lasting, record);
    }

    @Override
    public String toString() {
        return "--minutes %d --seed %d --terminals %d%s%s"
                .formatted(
                        minutes,
                        seed,
                        terminals,
                        only.isEmpty() ? "" : " --only '" + only + "'",
                        lasting == null ? "" : " --lasting " + lasting);
    }
}
