package io.shoudan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.gateway.route.Route;
import io.shoudan.platform.testing.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/// How the gateway is built.
class GatewayRulesTest {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("io.shoudan.gateway");
    }

    @Test
    void keepsItsModulesApart() {
        ApplicationModules.of(GatewayServiceApplication.class).verify();
    }

    /// One careless pattern would open every service's inside.
    @Test
    void listsNothingInternalAndNothingWide() {
        assertThat(Route.allPatterns())
                .allMatch(it -> it.matches("/(v1|oauth2|\\.well-known)/[a-z].*"))
                .doesNotHaveDuplicates();
        assertThat(Route.openPatterns()).noneMatch(it -> it.startsWith("/v1/"));
    }
}
