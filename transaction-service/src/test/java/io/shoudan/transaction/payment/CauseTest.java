package io.shoudan.transaction.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.catalogue.FailureCatalogue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every cause that we give has an entry in the catalogue, and what a terminal hears has a code.
class CauseTest {

    private static final FailureCatalogue CATALOGUE = FailureCatalogue.load();

    @ParameterizedTest
    @EnumSource
    void isInTheCatalogue(Cause cause) {
        assertThat(CATALOGUE.find(cause.code())).isPresent();
    }

    @Test
    void whatATerminalHearsHasAResponseCode() {
        var all = List.of(Cause.values());
        var told = all.subList(0, all.indexOf(Cause.LATE_APPROVAL));

        assertThat(told)
                .allSatisfy(
                        it ->
                                assertThat(CATALOGUE.get(it.code()).responseCode())
                                        .as(it.code())
                                        .isNotNull());
    }
}
