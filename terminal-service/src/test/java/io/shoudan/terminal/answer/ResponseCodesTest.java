package io.shoudan.terminal.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.catalogue.FailureCatalogue;
import io.shoudan.iso8583.terminal.ProcessingRequirement;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseCodesTest {

    private final FailureCatalogue catalogue = FailureCatalogue.load();
    private final ResponseCodes codes = new ResponseCodes(catalogue);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    cause              | issuer's code | told | sign on
                    MESSAGE_MALFORMED  |               | 30   | NONE
                    NOT_SIGNED_ON      |               | 77   | SIGN_ON
                    BATCH_CLOSING      |               | 77   | NONE
                    MAC_FAILED         |               | A0   | NONE
                    PIN_BLOCK_UNREADABLE |             | 99   | SIGN_ON
                    NETWORK_NO_REPLY   |               | 98   | NONE
                    LATE_APPROVAL      |               | 98   | NONE
                    WRONG_ECHO         |               | 98   | NONE
                    INSUFFICIENT_FUNDS | 51            | 51   | NONE
                    ISSUER_DECLINED    | 43            | 43   | NONE
                    NETWORK_REFUSED_MESSAGE | A0       | 96   | NONE
                    FROM_THE_FUTURE    | 77            | 96   | NONE
                    ISSUER_DECLINED    | 97            | 96   | NONE
                    ISSUER_DECLINED    | 00            | 05   | NONE
                    FROM_THE_FUTURE    |               | 96   | NONE
                                       |               | 96   | NONE
                    """)
    void tells(
            @Nullable String cause,
            @Nullable String issuerCode,
            String responseCode,
            ProcessingRequirement requirement) {
        var told = codes.declined(cause, issuerCode);

        assertThat(told.responseCode()).isEqualTo(responseCode);
        assertThat(told.requirement()).isEqualTo(requirement);
    }

    @Test
    void neverApprovesAFailure() {
        for (var failure : catalogue.all()) {
            var told = codes.of(failure.code());

            assertThat(told.responseCode()).as(failure.code()).hasSize(2).isNotEqualTo("00");
            assertThat(told.approved()).as(failure.code()).isFalse();
        }
    }

    /// A terminal that is asked to sign on loses a minute of its cashier's time.
    @Test
    void asksToSignOnForNoOtherCodes() {
        for (var failure : catalogue.all()) {
            var told = codes.of(failure.code());
            if (told.requirement() == ProcessingRequirement.SIGN_ON) {
                assertThat(Set.of("77", "99", "A0"))
                        .as(failure.code())
                        .contains(told.responseCode());
            }
        }
    }
}
