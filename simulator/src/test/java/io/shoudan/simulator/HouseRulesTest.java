package io.shoudan.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// Habits that the compiler can't hold us to.
class HouseRulesTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.shoudan.simulator");

    @Test
    void findsTheClassesThatItJudges() {
        assertThat(CLASSES).hasSizeGreaterThan(30);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .should(liveInANullMarkedPackage())
                .because("without the mark NullAway looks away")
                .check(CLASSES);
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package that is @NullMarked") {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                boolean marked = javaClass.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(javaClass, marked, javaClass.getName()));
            }
        };
    }

    @Test
    void knowsNothingOfTheServices() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "io.shoudan.platform..",
                        "io.shoudan.transaction..",
                        "io.shoudan.terminal..")
                .because("a record that shares code with what it checks proves nothing")
                .check(CLASSES);
    }

    @Test
    void theTwoSidesDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("..network..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.shoudan.simulator.terminal..")
                .because("a terminal and a card network meet only through the services")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.shoudan.simulator.terminal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.shoudan.simulator.network..")
                .because("a terminal and a card network meet only through the services")
                .check(CLASSES);
    }

    @Test
    void onlyAClockTellsTheTime() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("tests must be able to hold the time; a Clock is handed in")
                .check(CLASSES);
        noClasses()
                .that(areNot("NetworkSimulator"))
                .should()
                .callMethod(Clock.class, "systemUTC")
                .because("only where the program starts is the real clock chosen")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> areNot(String simpleName) {
        return DescribedPredicate.describe(
                "are not " + simpleName, type -> !type.getSimpleName().equals(simpleName));
    }

    @Test
    void moneyIsNeverAFraction() {
        fields().should()
                .notHaveRawType(double.class)
                .andShould()
                .notHaveRawType(float.class)
                .because("money is counted in minor units")
                .check(CLASSES);
    }
}
