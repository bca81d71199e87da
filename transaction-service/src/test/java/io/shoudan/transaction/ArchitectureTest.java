package io.shoudan.transaction;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import io.shoudan.iso8583.Pan;
import io.shoudan.platform.testing.HouseRules;
import io.shoudan.transaction.network.NetworkLink;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/// The walls of this house: modules, and what only a few may do.
class ArchitectureTest {

    private static final String ROOT = "io.shoudan.transaction";
    private static final JavaClasses MAIN = HouseRules.mainClassesOf(ROOT);

    @Test
    void modulesKeepTheirBoundaries() {
        ApplicationModules.of(TransactionService.class).verify();
    }

    @Test
    void houseRulesHold() {
        HouseRules.check(ROOT);
    }

    @Test
    void fewReadCardNumbersInTheClear() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                ROOT + ".vault..", ROOT + ".directory..", ROOT + ".network..")
                        .and()
                        .doNotHaveSimpleName("Content")
                        .should()
                        .callMethod(Pan.class, "clearText")
                        .because("each place that sees card numbers is one to audit"));
    }

    @Test
    void onlyRoutesReachTheNetwork() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(ROOT + ".route..", ROOT + ".network..")
                        .should()
                        .dependOnClassesThat()
                        .areAssignableTo(NetworkLink.class)
                        .because("what passes no switch can't be switched off"));
    }

    @Test
    void rulesArePure() {
        check(
                classes()
                        .that()
                        .haveSimpleName("AuthorizationRules")
                        .or()
                        .haveSimpleName("Edge")
                        .or()
                        .haveSimpleName("IsoMessages")
                        .should()
                        .onlyDependOnClassesThat(
                                describe(
                                        "know neither Spring nor SQL",
                                        it ->
                                                !it.getPackageName()
                                                                .startsWith("org.springframework")
                                                        && !it.getPackageName()
                                                                .startsWith("java.sql")))
                        .because("they are tested as tables, without a container"));
    }

    private static void check(ArchRule rule) {
        rule.check(MAIN);
    }
}
