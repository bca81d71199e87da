package io.shoudan.terminal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import io.shoudan.platform.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("io.shoudan.terminal");
    }

    @Test
    void opensWrappedKeysInTheSecurityModuleOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.shoudan.terminal.hsm")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.shoudan.platform.security.MasterKey")
                .because("clear keys exist inside the security module and nowhere else")
                .check(HouseRules.mainClassesOf("io.shoudan.terminal"));
    }

    @Test
    void keepsPureCodePure() {
        noClasses()
                .that()
                .resideInAPackage("io.shoudan.terminal.field")
                .and()
                .doNotHaveSimpleName("package-info")
                .or()
                .haveFullyQualifiedName("io.shoudan.terminal.session.KeyRing")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .because("rules are tested without anything around them")
                .check(HouseRules.mainClassesOf("io.shoudan.terminal"));
    }
}
