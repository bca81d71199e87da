package io.shoudan.system.fault;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A change to a source file of a service.
///
/// @param source from the project's root
/// @param text   what stands there, exactly once, in whichever lines
/// @param bug    what becomes of it
record Edit(String source, String text, String bug) {

    /// Of a class in a service, or in what services share.
    ///
    /// @param name of the class, below the module's own package, with slashes
    static Edit in(String module, String name, String text, String bug) {
        var folder = module + "/src/main/java/io/shoudan/" + module.replace("-service", "");
        return new Edit(folder + "/" + name + ".java", text, bug);
    }

    /// Whose classes are replaced; of what services share, the copy of one of them.
    String service() {
        var module = source.substring(0, source.indexOf('/'));
        return module.equals("platform") ? "transaction-service" : module;
    }

    /// @param now the source as it is
    /// @return the source with the bug
    /// @throws IllegalStateException if the text does not stand there exactly once: the source has
    ///     changed, and the bug must be looked at again
    String applied(String now) {
        var words =
                Arrays.stream(text.strip().split("\\s+", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("\\s+"));
        var found = Pattern.compile(words).matcher(now);
        if (found.results().count() != 1) {
            throw new IllegalStateException("must stand exactly once in " + source + ": " + text);
        }
        return found.reset().replaceFirst(Matcher.quoteReplacement(bug));
    }
}
