package io.shoudan.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Words and `--name value` pairs, as typed. Every option must be asked for by the program, so that
/// a mistyped one is refused and not passed over.
///
/// Not safe for more than one thread.
public final class CommandLine {

    private final List<String> words;
    private final Map<String, String> options;
    private final Set<String> unused;

    private CommandLine(List<String> words, Map<String, String> options) {
        this.words = List.copyOf(words);
        this.options = options;
        this.unused = new TreeSet<>(options.keySet());
    }

    /// Takes `--name value` and `--name=value`.
    ///
    /// @throws UsageMistake if an option has no value, or comes twice
    public static CommandLine parse(String... arguments) {
        var words = new ArrayList<String>();
        var options = new LinkedHashMap<String, String>();
        for (int i = 0; i < arguments.length; i++) {
            var argument = arguments[i];
            if (!argument.startsWith("--")) {
                words.add(argument);
                continue;
            }
            int equals = argument.indexOf('=');
            var name = equals < 0 ? argument : argument.substring(0, equals);
            if (equals < 0 && i + 1 == arguments.length) {
                throw new UsageMistake("must have a value: " + name);
            }
            var value = equals < 0 ? arguments[++i] : argument.substring(equals + 1);
            if (options.put(name.substring(2), value) != null) {
                throw new UsageMistake("must be given once: " + name);
            }
        }
        return new CommandLine(words, options);
    }

    /// What is not an option, in order.
    public List<String> words() {
        return words;
    }

    /// @throws UsageMistake if there is anything but options
    public void expectNoWords() {
        if (!words.isEmpty()) {
            throw new UsageMistake("must be --name value: every argument");
        }
    }

    /// Called after the last option was asked for.
    ///
    /// @throws UsageMistake if there is an option that nobody asked for
    public void expectAllUsed() {
        if (!unused.isEmpty()) {
            throw new UsageMistake("must be an option of this command: --" + first(unused));
        }
    }

    private static String first(Set<String> names) {
        return names.iterator().next();
    }

    /// The option's value, if it was given.
    public Optional<String> find(String name) {
        unused.remove(name);
        return Optional.ofNullable(options.get(name));
    }

    /// The option's value.
    public String text(String name, String otherwise) {
        return find(name).orElse(otherwise);
    }

    /// The value of an option that can't be left out.
    ///
    /// @throws UsageMistake if it was
    public String required(String name) {
        return find(name).orElseThrow(() -> new UsageMistake("must be given: --" + name));
    }

    /// A whole number.
    ///
    /// @throws UsageMistake if the value is anything else
    public int integer(String name, int otherwise) {
        var value = find(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value.get());
        } catch (NumberFormatException _) {
            throw new UsageMistake("must be a whole number: --" + name);
        }
    }

    /// A time span: `21s`, `500ms`, `2m`.
    ///
    /// @throws UsageMistake if the value is anything else
    public Duration duration(String name, Duration otherwise) {
        var value = find(name);
        return value.isEmpty() ? otherwise : duration(name, value.get());
    }

    private static Duration duration(String name, String value) {
        int digits = 0;
        while (digits < value.length() && Character.digit(value.charAt(digits), 10) >= 0) {
            digits++;
        }
        if (digits > 0 && digits <= 9) {
            long count = Long.parseLong(value.substring(0, digits));
            var unit =
                    switch (value.substring(digits)) {
                        case "ms" -> Duration.ofMillis(1);
                        case "s" -> Duration.ofSeconds(1);
                        case "m" -> Duration.ofMinutes(1);
                        default -> Duration.ZERO;
                    };
            if (unit.isPositive()) {
                return unit.multipliedBy(count);
            }
        }
        throw new UsageMistake("must be like 21s, 500ms or 2m: --" + name);
    }
}
