package io.shoudan.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Source hygiene that neither the compiler nor the formatter looks at.
class TidyTest {

    private static final int MAX_COLUMNS = 100;
    private static final int MAX_LINES = 400;
    private static final int MAX_TEST_LINES = 600;

    private static final SourceTree TREE = SourceTree.ofProject();

    /// In code, not in comments: what is not wanted, and what to write in its place.
    private static final Map<Pattern, String> BANNED = banned();

    private static final Pattern NOW =
            Pattern.compile("\\b(Instant|LocalDate|LocalDateTime|ZonedDateTime)\\.now\\(\\)");

    private static final Pattern LEFT_OVER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");

    /// Thirteen to nineteen digits that are no part of a longer word or number.
    private static final Pattern CARD_LIKE =
            Pattern.compile("(?<![0-9A-Za-z_.])[0-9]{13,19}(?![0-9A-Za-z_])");

    /// Made-up numbers that stand in examples and tests. No other number that could be a card's may
    /// stand anywhere in the tree.
    private static final Set<String> TEST_CARDS =
            Set.of(
                    "6225000000000014",
                    "4111111111111111",
                    "4000000000000002",
                    "5555555555554444",
                    "2223003122003222",
                    "3530111333300000",
                    "378282246310005",
                    "371449635398431",
                    // In frames of an independent implementation: a card, and two numbers that
                    // are none (field 53, field 60).
                    "6212345678900000003",
                    "2600000000000000",
                    "2200000600050");

    /// Not looked at: imports, which nobody reads; tables, which are no tables when wrapped
    /// (between `spotless:off` and `on`, and rows of text blocks); the indentation of text blocks.
    @Test
    void linesFitTheirReader() {
        List<String> tooLong = new ArrayList<>();
        for (var file : TREE.javaFiles()) {
            boolean formatted = true;
            boolean text = false;
            for (int i = 0; i < file.lines().size(); i++) {
                String line = file.lines().get(i);
                formatted = line.contains("spotless:on")
                                || (formatted && !line.contains("spotless:off"));
                String seen = text ? line.strip() : line;
                boolean exempt =
                        !formatted || line.startsWith("import ") || (text && line.contains(" | "));
                if (!exempt && seen.codePointCount(0, seen.length()) > MAX_COLUMNS) {
                    tooLong.add(file.at(i));
                }
                text ^= line.split("\"\"\"", -1).length % 2 == 0;
            }
        }
        assertThat(tooLong).as("lines over %d columns", MAX_COLUMNS).isEmpty();
    }

    @Test
    void filesFitTheirReader() {
        List<String> tooLong = new ArrayList<>();
        for (var file : TREE.javaFiles()) {
            int limit = file.test() ? MAX_TEST_LINES : MAX_LINES;
            if (file.lines().size() > limit) {
                tooLong.add(file.path() + " has " + file.lines().size() + " of " + limit);
            }
        }
        assertThat(tooLong).as("files with too many lines").isEmpty();
    }

    @Test
    void codeUsesTheProjectsWords() {
        List<String> found = new ArrayList<>();
        for (var file : TREE.javaFiles()) {
            if (file.path().contains("/planted/")) {
                continue; // Violations on purpose, for the tests of such rules.
            }
            for (int i = 0; i < file.lines().size(); i++) {
                String code = withoutComment(file.lines().get(i));
                for (var rule : BANNED.entrySet()) {
                    if (rule.getKey().matcher(code).find()) {
                        found.add(file.at(i) + ": " + rule.getValue());
                    }
                }
                if (!file.test() && NOW.matcher(code).find()) {
                    found.add(file.at(i) + ": ask an injected Clock");
                }
                if (file.test() && code.contains("Thread." + "sleep")) {
                    found.add(file.at(i) + ": wait on something that can be observed");
                }
            }
        }
        assertThat(found).isEmpty();
    }

    /// A wide catch hides bugs, except at the outermost frame of a thread, where it must say so.
    @Test
    void wideCatchesSayWhy() {
        Pattern wide = Pattern.compile("catch \\((final )?(Exception|Throwable) ");
        List<String> silent = new ArrayList<>();
        for (var file : TREE.javaFiles()) {
            for (int i = 0; i < file.lines().size(); i++) {
                String line = file.lines().get(i);
                boolean said =
                        line.contains("//")
                                || (i + 1 < file.lines().size()
                                        && file.lines().get(i + 1).contains("//"));
                if (wide.matcher(line).find() && !said) {
                    silent.add(file.at(i));
                }
            }
        }
        assertThat(silent).as("wide catches without a comment").isEmpty();
    }

    @Test
    void nothingIsLeftForLater() {
        List<String> found = new ArrayList<>();
        for (var file : TREE.textFiles()) {
            for (int i = 0; i < file.lines().size(); i++) {
                if (LEFT_OVER.matcher(file.lines().get(i)).find()) {
                    found.add(file.at(i));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void noNumberCouldBeSomebodysCard() {
        List<String> found = new ArrayList<>();
        for (var file : TREE.textFiles()) {
            for (int i = 0; i < file.lines().size(); i++) {
                Matcher digits = CARD_LIKE.matcher(file.lines().get(i));
                while (digits.find()) {
                    String number = digits.group();
                    // No card number begins with 0: such digits are counters and paddings.
                    if (!number.startsWith("0")
                            && passesLuhn(number)
                            && !TEST_CARDS.contains(number)) {
                        found.add(file.at(i) + ": " + number);
                    }
                }
            }
        }
        assertThat(found)
                .as("digits that pass the check of card numbers and are no known test card")
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        Set<String> packages = new TreeSet<>();
        Set<String> explained = new TreeSet<>();
        for (var file : TREE.javaFiles()) {
            if (file.path().contains("/src/main/java/")) {
                String folder = file.path().substring(0, file.path().lastIndexOf('/'));
                packages.add(folder);
                if (file.path().endsWith("/package-info.java")) {
                    explained.add(folder);
                    assertThat(String.join("\n", file.lines()))
                            .as(file.path())
                            .contains("///")
                            .contains("@NullMarked");
                }
            }
        }
        packages.removeAll(explained);
        assertThat(packages).as("packages without package-info.java").isEmpty();
    }

    /// The formatter splits a documentation line that is too long and turns its rest into a plain
    /// comment, which the documentation then lacks.
    @Test
    void noDocumentationLineIsCutInTwo() {
        Pattern documentation = Pattern.compile("^\\s*///.*");
        Pattern plain = Pattern.compile("^\\s*//([^/].*)?$");
        List<String> cut = new ArrayList<>();
        for (var file : TREE.javaFiles()) {
            for (int i = 1; i < file.lines().size(); i++) {
                if (plain.matcher(file.lines().get(i)).matches()
                        && documentation.matcher(file.lines().get(i - 1)).matches()) {
                    cut.add(file.at(i));
                }
            }
        }
        assertThat(cut).isEmpty();
    }

    private static Map<Pattern, String> banned() {
        Map<Pattern, String> rules = new LinkedHashMap<>();
        rules.put(
                Pattern.compile(
                        "\\b(class|interface|record|enum) [A-Za-z]+"
                                + "(Manager|Helper|Utils?|(?<!Post)Processor|Impl|Dto|DTO|Entity)\\b"),
                "name it after what it is in the business");
        rules.put(
                Pattern.compile("\\b(class|interface|record) (Abstract|Base|Default)[A-Z]"),
                "name it after what sets it apart");
        rules.put(Pattern.compile("^import (static )?lombok\\."), "write a record");
        rules.put(Pattern.compile("^import (static )?com\\.google\\.common\\."), "use the JDK");
        rules.put(Pattern.compile("^import (static )?org\\.mockito\\."), "write a fake");
        rules.put(Pattern.compile("^import (?!static ).*\\.\\*;"), "name what is imported");
        rules.put(Pattern.compile("@Value\\("), "use a record of properties");
        rules.put(Pattern.compile("\\bnew ThreadLocal|\\bThreadLocal<"), "use a ScopedValue");
        rules.put(Pattern.compile("\\bprintStackTrace\\("), "log it or let it propagate");
        rules.put(Pattern.compile("@Disabled\\b"), "mend or delete the test");
        return rules;
    }

    private static String withoutComment(String line) {
        String stripped = line.strip();
        if (stripped.startsWith("//") || stripped.startsWith("*")) {
            return "";
        }
        // Strings may hold banned words, as the rules above do.
        return line.replaceAll("\"([^\"\\\\]|\\\\.)*\"", "\"\"").replaceAll("//.*$", "");
    }

    private static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
