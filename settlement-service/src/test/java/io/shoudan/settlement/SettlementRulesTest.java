package io.shoudan.settlement;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import io.shoudan.platform.testing.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/// The walls of this service.
class SettlementRulesTest {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("io.shoudan.settlement");
    }

    @Test
    void keepsItsModulesApart() {
        ApplicationModules.of(SettlementServiceApplication.class).verify();
    }

    @Test
    void reckonsWithoutSpring() {
        noClasses()
                .that()
                .haveNameMatching(
                        "io\\.shoudan\\.settlement\\.(fee\\.(Fee|Fees|Rate|Tariff)"
                                + "|batch\\.(BatchComparison|Difference|Members|Batch)"
                                + "|ledger\\.(Account|JournalEntry|Posting|Side)"
                                + "|settle\\.LinePostings|line\\.(SettlementLine|LineState)"
                                + "|statement\\.(MerchantStatement|StatementCsv))(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "java.sql..")
                .because("what money rules say is tested without a database or a framework")
                .check(HouseRules.mainClassesOf("io.shoudan.settlement"));
    }

    /// The ledger knows amounts and accounts, nothing of cards, batches or merchants' names.
    @Test
    void theLedgerKnowsNothingOfCards() {
        noClasses()
                .that()
                .resideInAPackage("io.shoudan.settlement.ledger..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.shoudan.contracts.event..", "io.shoudan.contracts.transaction..")
                .because("payouts and disputes will post to the same books")
                .check(HouseRules.mainClassesOf("io.shoudan.settlement"));
    }
}
