package io.shoudan.iso8583;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.Serializable;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.shoudan.iso8583");

    @Test
    void needsNothingButTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "javax.crypto..", "org.jspecify..", "io.shoudan.iso8583..")
                .because("the library is published alone")
                .check(CLASSES);
    }

    @Test
    void logsAndPrintsNothing() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(System.Logger.class)
                .because("what it knows is card data, and whoever calls it decides what is logged")
                .check(CLASSES);
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
    }

    @Test
    void knowsNoDialectInItsCore() {
        noClasses()
                .that()
                .resideInAPackage("io.shoudan.iso8583")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.shoudan.iso8583.*..")
                .because("dialects are data that the core is given")
                .check(CLASSES);
    }

    @Test
    void keepsSecretsOutOfObjectStreams() {
        classes()
                .that()
                .haveSimpleNameStartingWith("Track")
                .or()
                .belongToAnyOf(Pan.class, PinBlock.class, ChipData.class, Bytes.class)
                .should()
                .notImplement(Serializable.class)
                .because("card data must not end up in caches and dumps by serialization")
                .check(CLASSES);
    }

    @Test
    void marksEveryPackageForNullness() {
        var packages = CLASSES.stream().map(c -> c.getPackage()).distinct().toList();

        for (var each : packages) {
            assertThat(each.isAnnotatedWith(NullMarked.class)).as(each.getName()).isTrue();
        }
    }
}
