package io.shoudan.iso8583.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.ChipData;
import io.shoudan.iso8583.explain.Explanation.Defect;
import io.shoudan.iso8583.terminal.GoldenFrame;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import org.junit.jupiter.api.Test;

/// What `=` in hexadecimal text stands for.
class SeparatorsTest {

    private static final Explainer EXPLAINER = Explainer.of(TestKeys.NONE);

    /// Only in a track is `=` another way to write D.
    @Test
    void takesEqualsSignsForSeparatorsInTracksOnly() {
        var hex = Bytes.of(GoldenFrame.named("purchase-chip-pin-19-digit-pan").body()).hex();
        var track = EXPLAINER.explain(hex.replace("3D3012", "3=3012"));
        int at = hex.indexOf("61310031");
        var elsewhere = EXPLAINER.explain(hex.substring(0, at) + "=" + hex.substring(at + 1));

        assertThat(track.mistakes()).containsExactly(Mistake.EQUALS_FOR_D);
        assertThat(track.defects()).isEmpty();
        assertThat(elsewhere.valid()).isFalse();
        assertThat(elsewhere.mistakes()).isEmpty();
        assertThat(elsewhere.defects())
                .contains(new Defect("=", at / 2, Phrases.of("finding.hexadecimal")));
    }

    /// Whoever sends nothing else gets no page of it.
    @Test
    void namesTheFirstOfMany() {
        var explanation = EXPLAINER.explain("=".repeat(65_536));

        assertThat(explanation.defects().stream().filter(it -> it.path().equals("="))).hasSize(17);
        assertThat(explanation.text()).contains("more of the same (32752)");
        assertThat(explanation.text().length()).isLessThan(20_000);
    }

    /// A chip's track has a separator, too.
    @Test
    void takesEqualsSignsForSeparatorsInChipData() {
        var golden = TerminalFrame.unpack(GoldenFrame.named("purchase-manual").body());
        var chip = "9F360200015713" + "6225000000000014D30122010000082300000000";
        var message =
                golden.message().toBuilder()
                        .set(
                                TerminalDialect.CHIP_DATA,
                                ChipData.of(Bytes.ofHex(chip.substring(0, 14 + 38))))
                        .unchecked();
        var body = TerminalFrame.of(golden.tpdu(), golden.header(), message).body();
        var hex = Bytes.of(body).hex();

        var explanation = EXPLAINER.explain(hex.replace("4D3012", "4=3012"));

        assertThat(explanation.mistakes()).containsExactly(Mistake.EQUALS_FOR_D);
        assertThat(explanation.defects()).isEmpty();
    }
}
