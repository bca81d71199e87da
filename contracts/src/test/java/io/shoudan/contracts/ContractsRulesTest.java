package io.shoudan.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.shoudan.contracts.event.DomainEvent;
import org.junit.jupiter.api.Test;

/// What stands in contracts by hand, beside what is generated.
class ContractsRulesTest {

    private static final String[] WRITTEN_BY_HAND = {
        "io.shoudan.contracts", "io.shoudan.contracts.event", "io.shoudan.contracts.catalogue"
    };

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.shoudan.contracts");

    @Test
    void dependsOnNoFramework() {
        noClasses()
                .that()
                .resideInAnyPackage(WRITTEN_BY_HAND)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "jakarta..")
                .because("the published language outlives the frameworks of those who speak it")
                .check(CLASSES);
    }

    @Test
    void dependsOnNoService() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.shoudan.platform..",
                        "io.shoudan.transaction..",
                        "io.shoudan.terminal..",
                        "io.shoudan.settlement..",
                        "io.shoudan.merchant..")
                .because("services depend on contracts and never on each other")
                .check(CLASSES);
    }

    @Test
    void eventsAreRecords() {
        classes()
                .that()
                .areAssignableTo(DomainEvent.class)
                .and()
                .areNotInterfaces()
                .should()
                .beRecords()
                .because("what happened does not change any more")
                .check(CLASSES);
    }
}
