package io.shoudan.iso8583.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.shoudan.iso8583.Conversion;
import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Dialects;
import io.shoudan.iso8583.DigitsConversion;
import io.shoudan.iso8583.Finding;
import io.shoudan.iso8583.Seeds;
import io.shoudan.iso8583.interchange.ExampleFrames;
import io.shoudan.iso8583.interchange.InterchangeHeader;
import io.shoudan.iso8583.terminal.GoldenFrame;
import io.shoudan.iso8583.terminal.TerminalProfile;
import io.shoudan.iso8583.terminal.TerminalProfile.Lengths;
import io.shoudan.iso8583.terminal.TerminalProfile.Padding;
import io.shoudan.iso8583.terminal.TerminalProfile.ShortOperator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Whatever the codec expects is said in Chinese, too.
class ExpectedTest {

    /// Texts that stand in a call as they are.
    private static final Pattern TOLD =
            Pattern.compile(
                    "(?:MalformedMessage(?:\\.at)?|pass\\.add|malformed|defect)\\("
                            + "[^;]*?,\\s*\"([^\"]+)\"\\)");

    private static void assertTranslated(Set<String> texts) {
        assertThat(texts).isNotEmpty();
        assertThat(texts).allSatisfy(it -> assertThat(Expected.chinese(it)).isPresent());
        assertThat(texts)
                .allSatisfy(it -> assertThat(Expected.of(it).chinese()).doesNotContain("*"));
    }

    private static List<Dialect> dialects() {
        var all = new ArrayList<>(Dialects.all());
        for (var profile : List.of(TerminalProfile.STANDARD, TerminalProfile.SM4)) {
            all.add(profile.with(Lengths.ASCII).dialect());
            all.add(profile.with(Padding.ZERO_ONLY).dialect());
            all.add(profile.with(ShortOperator.REFUSED).dialect());
        }
        return all;
    }

    @Test
    void ofEveryField() {
        var texts = new LinkedHashSet<String>();
        for (var dialect : dialects()) {
            for (var field : dialect.fields()) {
                texts.add(field.format().expected());
                texts.add(field.format().expected() + ", inside the message");
                texts.add(field.format().encoding().unit());
            }
            texts.add("a field of dialect " + dialect.name());
            texts.add("clear: dialect " + dialect.name() + " has no second bitmap");
        }
        assertTranslated(texts);
    }

    @Test
    void ofEveryConversion() {
        var texts = new LinkedHashSet<String>();
        new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.shoudan.iso8583")
                        .stream()
                        .flatMap(it -> it.getFields().stream())
                        .filter(
                                it ->
                                        it.getRawType().isEquivalentTo(Conversion.class)
                                                || it.getRawType()
                                                        .isEquivalentTo(DigitsConversion.class))
                        .filter(it -> it.getModifiers().toString().contains("STATIC"))
                        .forEach(it -> texts.add(meaning(it)));
        assertTranslated(texts);
    }

    private static String meaning(JavaField field) {
        try {
            var constant = field.reflect();
            constant.setAccessible(true);
            return constant.get(null) instanceof Conversion<?, ?> conversion
                    ? conversion.meaning()
                    : ((DigitsConversion<?>) constant.get(null)).meaning();
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /// As far as a text is written in one piece.
    @Test
    void ofEverySource() throws IOException {
        var texts = new LinkedHashSet<String>();
        try (var files = Files.walk(Path.of("src", "main", "java"))) {
            for (var file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                TOLD.matcher(Files.readString(file))
                        .results()
                        .forEach(it -> texts.add(it.group(1)));
            }
        }
        assertThat(texts).contains("a whole bitmap", "the end of the message", "5 digits");
        assertTranslated(texts);
    }

    @Test
    void ofEverythingThatDamageBrings() {
        var texts = new LinkedHashSet<String>();
        var frames = new ArrayList<byte[]>();
        GoldenFrame.all().forEach(it -> frames.add(it.body()));
        frames.add(HexFormat.of().parseHex(ExampleFrames.purchase()));
        Seeds.run(
                random -> {
                    var bytes = frames.get(random.nextInt(frames.size())).clone();
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                    for (var profile : Profile.values()) {
                        var reading = Reading.of(profile, Reading.Framing.NONE, bytes);
                        reading.inspection().findings().stream()
                                .filter(Finding.Malformed.class::isInstance)
                                .map(Finding.Malformed.class::cast)
                                .forEach(it -> texts.add(it.why().expected()));
                    }
                    InterchangeHeader.inspect(bytes, 0, bytes.length)
                            .forEach(it -> texts.add(it.why().expected()));
                });
        assertTranslated(texts);
    }

    @Test
    void keepsNumbersAndNames() {
        assertThat(Expected.of("11 to 17 digits").chinese()).isEqualTo("11 至 17 位数字");
        assertThat(Expected.of("a field of dialect iso87-ascii").chinese())
                .isEqualTo("报文规范 iso87-ascii 的域");
        assertThat(Expected.of("6 digits, inside the message").chinese()).isEqualTo("6 位数字，且不超出报文");
        assertThat(Expected.of("nobody said so")).isEqualTo(Phrase.same("nobody said so"));
    }
}
