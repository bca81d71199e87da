package io.shoudan.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import org.junit.jupiter.api.Test;

/// A rule that catches nothing is worse than none: each one is shown a class that breaks it.
class HouseRulesTest {

    private static final String PLANTED = "io.shoudan.platform.testing.planted";

    private final JavaClasses planted = HouseRules.alone(new ClassFileImporter(), PLANTED);

    @Test
    void catchesEveryPlantedViolation() {
        var findings =
                HouseRules.rules(PLANTED).stream()
                        .map(it -> it.evaluate(planted))
                        .filter(EvaluationResult::hasViolation)
                        .map(it -> it.getFailureReport().toString())
                        .toList();

        assertThat(findings).hasSameSizeAs(HouseRules.rules(PLANTED));
        assertThat(String.join("\n", findings))
                .contains("java.time.Instant.now()")
                .contains("LocalDate.now(java.time.ZoneId)")
                .contains("System.currentTimeMillis()")
                .contains("java.util.Date.<init>()")
                .contains("System.nanoTime()")
                .contains("has no @NullMarked");
    }

    @Test
    void explainsEveryRule() {
        assertThat(HouseRules.rules(PLANTED))
                .allSatisfy(it -> assertThat(it.getDescription()).contains(", because "));
    }

    @Test
    void refusesAPackageWithoutClasses() {
        assertThatThrownBy(() -> HouseRules.check("io.shoudan.nowhere"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
