package io.shoudan.iso8583.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.shoudan.iso8583.Dialect;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The message reference in `docs/` says what the dialects say.
class ReferenceTest {

    private static final Path FOLDER = Path.of("..", "docs", "reference", "messages");

    @Test
    void pagesSayWhatTheDialectsSay() throws IOException {
        boolean write = Boolean.getBoolean("shoudan.reference.write");
        for (var page : ReferencePages.all().entrySet()) {
            var file = FOLDER.resolve(page.getKey());
            if (write) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, page.getValue());
            }
            var written = Files.exists(file) ? Files.readString(file) : "";
            failAtFirstDifference(page.getKey(), written.lines(), page.getValue().lines());
            assertThat(written).as(page.getKey()).isEqualTo(page.getValue());
        }
        // A page that nothing generates any more would go on saying what was.
        try (var files = Files.list(FOLDER)) {
            assertThat(files.map(it -> it.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(ReferencePages.all().keySet());
        }
    }

    @Test
    void everyDialectHasItsPage() {
        var declared =
                new ClassFileImporter()
                                .withImportOption(new ImportOption.DoNotIncludeTests())
                                .importPackages("io.shoudan.iso8583")
                                .stream()
                                .flatMap(it -> it.getFields().stream())
                                .filter(it -> it.getRawType().isEquivalentTo(Dialect.class))
                                .filter(ReferenceTest::isConstant)
                                .map(ReferenceTest::valueOf)
                                .toList();

        var shown = ReferencePages.DIALECTS.stream().flatMap(it -> it.dialects().stream());

        assertThat(shown).containsExactlyInAnyOrderElementsOf(declared);
    }

    /// A name alone says neither the unit nor the values.
    @Test
    void everyFieldSaysMoreThanItsName() {
        for (var page : ReferencePages.DIALECTS) {
            var docs = new SourceDocs(page.holder());
            assertThat(page.dialects().getFirst().fields())
                    .allSatisfy(field -> assertThat(docs.of(field)).isNotBlank());
        }
    }

    private static boolean isConstant(JavaField field) {
        return Modifier.isStatic(field.reflect().getModifiers());
    }

    private static Dialect valueOf(JavaField field) {
        try {
            return (Dialect) field.reflect().get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static void failAtFirstDifference(
            String name, Stream<String> written, Stream<String> generated) {
        List<String> before = written.toList();
        List<String> after = generated.toList();
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            var stands = i < before.size() ? before.get(i) : "(end)";
            var should = i < after.size() ? after.get(i) : "(end)";
            if (!stands.equals(should)) {
                fail(
                        "%s, line %d%n  is        %s%n  should be %s%nRegenerate it: %s",
                        name, i + 1, stands, should, ReferencePages.COMMAND);
            }
        }
    }
}
