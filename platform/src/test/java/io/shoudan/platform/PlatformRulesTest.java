package io.shoudan.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.shoudan.platform.testing.HouseRules;
import org.junit.jupiter.api.Test;

/// What platform is, and what it must never become.
class PlatformRulesTest {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("io.shoudan.platform");
    }

    @Test
    void hasNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("io.shoudan.platform.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a package that needs all others can't be read by itself")
                .check(HouseRules.mainClassesOf("io.shoudan.platform"));
    }

    @Test
    void knowsNothingAboutCards() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.shoudan.iso8583..",
                        "io.shoudan.contracts..",
                        "io.shoudan.terminal..",
                        "io.shoudan.transaction..",
                        "io.shoudan.settlement..",
                        "io.shoudan.merchant..")
                .because("five services share platform, and none of them shall pay for another")
                .check(HouseRules.mainClassesOf("io.shoudan.platform"));
    }
}
