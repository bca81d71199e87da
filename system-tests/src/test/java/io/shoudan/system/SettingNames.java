package io.shoudan.system;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names of all settings that the services declare, read from their sources: every record with
/// a prefix, and its components. Bare: in small letters, without dots, dashes and underscores, as
/// names of environment variables are compared.
final class SettingNames {

    private static final Pattern DECLARED =
            Pattern.compile(
                    "@ConfigurationProperties\\(\"([a-z.-]+)\"\\)\\s+"
                            + "(?:public )?record \\w+\\((.*?)\\) *\\{",
                    Pattern.DOTALL);
    private static final Pattern COMPONENT = Pattern.compile("(\\w+)\\s*(?:,|$)");

    private SettingNames() {}

    static Set<String> of(SourceTree tree) {
        var names = new HashSet<String>();
        for (var file : tree.textFiles()) {
            if (file.java() && !file.test()) {
                collect(String.join("\n", file.lines()), names);
            }
        }
        return names;
    }

    static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[._-]", "");
    }

    private static void collect(String source, Set<String> names) {
        Matcher declared = DECLARED.matcher(source);
        while (declared.find()) {
            // Annotations and type arguments hold commas of their own.
            var components = declared.group(2).replaceAll("@\\w+(\\([^()]*\\))?|<[^<>]*>", " ");
            Matcher component = COMPONENT.matcher(components.strip());
            while (component.find()) {
                names.add(bare(declared.group(1)) + bare(component.group(1)));
            }
        }
    }
}
