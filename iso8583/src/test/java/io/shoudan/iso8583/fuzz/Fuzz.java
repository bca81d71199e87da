package io.shoudan.iso8583.fuzz;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where Jazzer enters: `--target_class` is this class, `--target_args` names the [Target].
public final class Fuzz {

    private static @Nullable Target target;

    private Fuzz() {}

    public static void fuzzerInitialize(String[] arguments) {
        Claims.leaveAllocations();
        target = Target.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    }

    public static void fuzzerTestOneInput(byte[] input) {
        Objects.requireNonNull(target).run(input);
    }
}
