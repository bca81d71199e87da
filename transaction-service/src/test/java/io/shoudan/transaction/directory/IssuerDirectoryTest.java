package io.shoudan.transaction.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.iso8583.Pan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The directory of this build finds the right issuer, and a bad directory is refused.
class IssuerDirectoryTest {

    private static final LoadedDirectory BUNDLED = loaded(BundledDirectory.read().file());

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "6225000000000014, 62,        DOMESTIC",
                "4111111111111111, 4,         FOREIGN",
                "5555555555554444, 51-55,     FOREIGN",
                "2223003122003222, 2221-2720, FOREIGN",
                "3530111333300000, 3528-3589, FOREIGN",
                "371449635398431,  37,        FOREIGN",
                "2220999999999999, -,         -",
                "2721000000000000, -,         -",
                "3527999999999990, -,         -",
                "3590000000000001, -,         -",
                "5600000000000000, -,         -",
                "35,               -,         -",
            })
    void findsTheRange(String pan, String range, CardRegion region) {
        var found = BUNDLED.find(Pan.of(pan)).orElse(null);

        assertThat(found == null ? null : found.text()).isEqualTo(range);
        assertThat(found == null ? null : found.region()).isEqualTo(region);
    }

    @Test
    void theMoreSpecificRangeWins() {
        var directory =
                loaded(
                        new DirectoryFile(
                                1,
                                List.of(range("62", "62", "A"), range("622500", "622599", "B"))));

        assertThat(directory.find(Pan.of("6225000000000014")))
                .get()
                .extracting(IssuerRange::issuer)
                .isEqualTo("B");
        assertThat(directory.find(Pan.of("6226000000000000")))
                .get()
                .extracting(IssuerRange::issuer)
                .isEqualTo("A");
    }

    @Test
    void rangesThatOverlapAreRefused() {
        var file = new DirectoryFile(1, List.of(range("50", "55", "A"), range("55", "59", "B")));

        assertThat(file.findings()).containsExactly("55-59: overlaps 50-55");
    }

    @Test
    void everyDefectIsNamed() {
        var file =
                new DirectoryFile(
                        0,
                        List.of(
                                range("6", "62", "A"),
                                range("72", "71", "B"),
                                new IssuerRange(
                                        "8",
                                        "8",
                                        "no name",
                                        "1",
                                        "cup",
                                        CardRegion.DOMESTIC,
                                        Set.of(3),
                                        "N")));

        assertThat(file.findings()).hasSize(7);
    }

    @Test
    void aBadFileStopsTheStart() {
        assertThatThrownBy(
                        () ->
                                BundledDirectory.of(
                                        "{\"version\":1,\"ranges\":[]}"
                                                .getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must have 1..");
    }

    private static LoadedDirectory loaded(DirectoryFile file) {
        assertThat(file.findings()).isEmpty();
        return new LoadedDirectory(file.version(), file.ranges());
    }

    private static IssuerRange range(String low, String high, String issuer) {
        return new IssuerRange(
                low, high, issuer, "03080000", "CUP", CardRegion.DOMESTIC, Set.of(16), "N");
    }
}
