package io.shoudan.merchant;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import io.shoudan.platform.testing.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.core.ApplicationModules;

/// How this service is built.
class MerchantServiceRulesTest {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("io.shoudan.merchant");
    }

    @Test
    void keepsItsModulesApart() {
        ApplicationModules.of(MerchantServiceApplication.class).verify();
    }

    @Test
    void speaksSqlInRepositoriesOnly() {
        noClasses()
                .that()
                .areNotAnnotatedWith("org.springframework.stereotype.Repository")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(JdbcClient.class)
                .because("a table's statements are read in one place")
                .check(HouseRules.mainClassesOf("io.shoudan.merchant"));
    }

    @Test
    void keepsTheAuthorizationServerToItself() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.shoudan.merchant.authority..")
                .and()
                .doNotHaveSimpleName("MerchantServiceApplication")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.security.oauth2..")
                .because("it can be left out where another issuer is used")
                .check(HouseRules.mainClassesOf("io.shoudan.merchant"));
    }
}
