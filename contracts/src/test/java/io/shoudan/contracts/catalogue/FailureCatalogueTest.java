package io.shoudan.contracts.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The catalogue is product data: whoever adds a cause is told here what it lacks.
class FailureCatalogueTest {

    private static final FailureCatalogue CATALOGUE = FailureCatalogue.load();

    private static final Set<String> LANGUAGES = Set.of("zh", "en");

    @Test
    void hasEachCodeOnce() {
        var codes =
                file().get("failures").valueStream().map(it -> it.get("code").asString()).toList();

        assertThat(codes).doesNotHaveDuplicates().hasSize(CATALOGUE.all().size());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tellsEverythingInBothLanguages(Failure failure) {
        assertThat(failure.code()).matches("[A-Z][A-Z0-9_]*");
        assertThat(failure.symptom().keySet()).isEqualTo(LANGUAGES);
        assertThat(failure.cause().keySet()).isEqualTo(LANGUAGES);
        assertThat(failure.remedy().keySet()).isEqualTo(LANGUAGES);
        for (var locale : new Locale[] {Locale.SIMPLIFIED_CHINESE, Locale.UK}) {
            assertThat(failure.symptomIn(locale)).isNotBlank();
            assertThat(failure.causeIn(locale)).isNotBlank();
            assertThat(failure.remedyIn(locale)).isNotBlank();
        }
        assertThat(failure.causeIn(Locale.CHINA)).isNotEqualTo(failure.causeIn(Locale.US));
        assertThat(failure.evidence()).as("evidence").isNotEmpty().noneMatch(String::isBlank);
    }

    /// Whoever reads another language gets English, which a help desk can read.
    @Test
    void speaksEnglishToEverybodyElse() {
        var failure = CATALOGUE.get("TOTALS_DIFFER");

        assertThat(failure.causeIn(Locale.JAPAN)).isEqualTo(failure.causeIn(Locale.ENGLISH));
    }

    /// Protocol §7: every answer other than 00 has a cause.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "30", "97", "03", "58", "77", "A0", "99", "94", "40", "13", "14", "15", "54", "25",
                "12", "64", "61", "65", "62", "91", "98", "96"
            })
    void hasACauseForEveryAnswerOfTheProtocol(String responseCode) {
        assertThat(CATALOGUE.all())
                .as(responseCode)
                .anyMatch(it -> responseCode.equals(it.responseCode()));
    }

    /// Only 77, 99 and A0 may ask a terminal to sign on again.
    @ParameterizedTest
    @MethodSource("failures")
    void asksForANewSignOnOnlyWhereTheProtocolAllowsIt(Failure failure) {
        if (failure.signOnAgain()) {
            assertThat(failure.responseCode()).isIn("77", "99", "A0");
        }
        if (failure.responseCode() != null) {
            assertThat(failure.responseCode()).matches("[0-9A-Z]{2}").isNotEqualTo("00");
        }
    }

    /// The reasons for which a terminal is ever told to sign on again, each with its own remedy.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "KEYS_EXPIRED",
                "KEY_MISMATCH",
                "BATCH_CLOSED",
                "OPERATOR_AUTH_FAILED",
                "PARAMETERS_CHANGED",
                "SOFTWARE_CHANGED",
                "PROTECTIVE",
                "NOT_SIGNED_ON"
            })
    void listsEveryReasonForANewSignOn(String code) {
        assertThat(CATALOGUE.get(code).signOnAgain()).isTrue();
    }

    /// What the cardholder's money or a lost packet caused is never a reason.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSUFFICIENT_FUNDS",
                "WRONG_PIN",
                "ISSUER_DECLINED",
                "NETWORK_NO_REPLY",
                "HOST_INTERRUPTED",
                "PLATFORM_FAULT",
                "PLATFORM_BUSY"
            })
    void neverAsksForANewSignOnWithoutAReason(String code) {
        assertThat(CATALOGUE.get(code).signOnAgain()).isFalse();
    }

    @Test
    void explainsIssuersAnswers() {
        assertThat(CATALOGUE.ofIssuerCode("51").code()).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(CATALOGUE.ofIssuerCode("55").code()).isEqualTo("WRONG_PIN");
        assertThat(CATALOGUE.ofIssuerCode("Z9").code()).isEqualTo(FailureCatalogue.ISSUER_DECLINED);
        assertThat(CATALOGUE.version()).isPositive();
    }

    /// What the network finds wrong between it and us is no fault of the terminal's, and no reason
    /// to sign on again.
    @ParameterizedTest
    @ValueSource(strings = {"30", "77", "94", "97", "99", "A0", "A7"})
    void keepsTheNetworksTroublesWithTheHostFromTerminals(String code) {
        assertThat(CATALOGUE.toldFor(code)).isEqualTo("96");
        assertThat(CATALOGUE.ofIssuerCode(code).signOnAgain()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"05", "43", "51", "55", "58", "91", "Z9"})
    void passesAnIssuersOwnCodesOn(String code) {
        assertThat(CATALOGUE.toldFor(code)).isEqualTo(code);
    }

    /// No other way may an issuer's code ask a terminal to sign on again.
    @ParameterizedTest
    @MethodSource("failures")
    void takesNoIssuersCodeForAReasonToSignOn(Failure failure) {
        var code = failure.responseCode();
        if (code != null && failure.signOnAgain()) {
            assertThat(CATALOGUE.toldFor(code)).isEqualTo("96");
        }
    }

    @Test
    void givesEachIssuerCodeOneMeaning() {
        var seen = new HashSet<String>();

        assertThat(CATALOGUE.all().stream().flatMap(it -> it.issuerCodes().stream()))
                .allMatch(seen::add);
    }

    @Test
    void refusesACodeThatIsNotListed() {
        assertThat(CATALOGUE.find("NO_SUCH_CAUSE")).isEmpty();
        assertThatThrownBy(() -> CATALOGUE.get("NO_SUCH_CAUSE"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be in the catalogue: NO_SUCH_CAUSE");
    }

    @Test
    void coversEveryCategoryThatCanFail() {
        assertThat(CATALOGUE.all().stream().map(Failure::category).collect(Collectors.toSet()))
                .contains(
                        Failure.Category.SOFTWARE,
                        Failure.Category.NETWORK,
                        Failure.Category.OPERATION,
                        Failure.Category.ACCOUNT,
                        Failure.Category.POLICY,
                        Failure.Category.ISSUER,
                        Failure.Category.SECURITY,
                        Failure.Category.DATA,
                        Failure.Category.PLATFORM);
    }

    static Collection<Failure> failures() {
        return CATALOGUE.all();
    }

    private static JsonNode file() {
        var file = FailureCatalogueTest.class.getResourceAsStream("/catalogue/failures.json");
        assertThat(file).isNotNull();
        return JsonMapper.shared().readTree(file);
    }
}
