package io.shoudan.iso8583.explain;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the codec says must stand somewhere ([io.shoudan.iso8583.MalformedMessage#expected]), in
/// both languages. The codec's texts differ in numbers and in names of dialects only;
/// `expected.txt` has them with `*` for each.
final class Expected {

    private static final Pattern VARIABLE = Pattern.compile("(?<=dialect )[a-z0-9-]+|[0-9]+");
    private static final Pattern PLACE = Pattern.compile("\\*");
    private static final String INSIDE = ", inside the message";
    private static final String INSIDE_CHINESE = "，且不超出报文";

    private Expected() {}

    /// The text in both languages; in English only if nobody translated it.
    static Phrase of(String english) {
        return new Phrase(english, chinese(english).orElse(english));
    }

    /// The text in Chinese; empty if nobody translated it.
    static Optional<String> chinese(String english) {
        if (english.endsWith(INSIDE)) {
            var first = english.substring(0, english.length() - INSIDE.length());
            return chinese(first).map(it -> it + INSIDE_CHINESE);
        }
        var values = new ArrayDeque<String>();
        var variable = VARIABLE.matcher(english);
        variable.results().forEach(it -> values.add(it.group()));
        var pattern = variable.reset().replaceAll("*");
        return Phrases.expected(pattern)
                .map(
                        chinese ->
                                PLACE.matcher(chinese)
                                        .replaceAll(
                                                _ -> Matcher.quoteReplacement(values.remove())));
    }
}
