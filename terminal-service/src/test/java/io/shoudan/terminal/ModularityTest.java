package io.shoudan.terminal;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

    @Test
    void keepsItsModulesApart() {
        ApplicationModules.of(TerminalService.class).verify();
    }
}
