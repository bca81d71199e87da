package io.shoudan.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.shoudan.platform.sample.SampleService;
import io.shoudan.platform.testing.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// A service with an unusable secret does not start, and says what is wrong without saying what the
/// secret was.
@ExtendWith(OutputCaptureExtension.class)
class MissingSecretIT {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    internal-secret | ''           | is missing                   | SHOUDAN_SECURITY_INTERNALSECRET
                    internal-secret | only-TOPHUSH | is shorter than 32 bytes     | SHOUDAN_SECURITY_INTERNALSECRET
                    master-key      | ''           | is missing                   | SHOUDAN_SECURITY_MASTERKEY
                    master-key      | only-TOPHUSH | does not have the form       | SHOUDAN_SECURITY_MASTERKEY
                    """)
    void stopsTheStart(
            String name, String value, String reason, String variable, CapturedOutput output) {
        var settings = TestServers.settings();
        settings.put("shoudan.security." + name, value);

        var failure = catchThrowable(() -> SampleService.start(settings).close());

        assertThat(failure).hasRootCauseInstanceOf(UnusableSecret.class);
        assertThat(output)
                .contains("The secret 'shoudan.security." + name + "' " + reason)
                .contains(variable)
                .doesNotContain("TOPHUSH");
    }

    /// The gateway calls nobody and is called by nobody: it needs no secret for it, and has no
    /// internal paths that one could try.
    @Test
    void needsNoSecretWithoutInternalCalls() {
        var settings = TestServers.settings();
        settings.put("shoudan.security.internal-calls", false);
        settings.remove("shoudan.security.internal-secret");
        try (var service = SampleService.start(settings)) {
            var caller = service.client().as(io.shoudan.platform.testing.TestTokens.operator());

            assertThat(caller.get("/internal/v1/status").status()).isEqualTo(403);
            assertThat(service.context().getBeansOfType(InternalTokens.class)).isEmpty();
        }
    }
}
