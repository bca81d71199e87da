package io.shoudan.simulator.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.terminal.TransactionKind;
import io.shoudan.simulator.UsageMistake;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTest {

    private static Slip slip(String traceNumber, Slip.State state) {
        return new Slip(
                TransactionKind.PURCHASE,
                "000001",
                traceNumber,
                1200,
                "622500******0014",
                true,
                state,
                null,
                null,
                "");
    }

    @Test
    void startsAgainBehindTheLastNumber() {
        var memory = Memory.startingAt("999999", "999999");

        assertThat(memory.takeTrace()).isEqualTo("999999");
        assertThat(memory.takeTrace()).isEqualTo("000001");
        memory.closeBatch(true);
        assertThat(memory.batchNumber()).isEqualTo("000001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"000000", "1", "1000000", "00000A", ""})
    void refusesNumbersThatNoTerminalHas(String number) {
        assertThatThrownBy(() -> Memory.startingAt(number, "000001"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be 000001..999999: " + number);
    }

    @Test
    void mustBeSettledWhenFull() {
        var memory = Memory.blank();
        for (int i = 0; i < Memory.MAX_SLIPS; i++) {
            memory.add(slip(memory.takeTrace(), Slip.State.APPROVED));
        }

        assertThatThrownBy(() -> memory.add(slip("001001", Slip.State.UNANSWERED)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("must be settled first: batch 000001");
        memory.closeBatch(true);
        memory.add(slip("001001", Slip.State.UNANSWERED));
    }

    @Test
    void keepsTheBatchBefore() {
        var memory = Memory.blank();
        memory.add(slip("000001", Slip.State.APPROVED));
        memory.adopt("000001");
        assertThat(memory.slips()).hasSize(1);
        memory.adopt("000002");

        assertThat(memory.slips()).isEmpty();
        assertThat(memory.slip("000001")).isPresent();
        memory.adopt("000003");
        assertThat(memory.slip("000001")).isEmpty();
    }

    @Test
    void survivesItsFile(@TempDir Path folder) {
        var memory = Memory.startingAt("000007", "000042");
        memory.keep(new Memory.SealedKeys("003", "00"));
        memory.add(slip("000041", Slip.State.UNANSWERED).in(Slip.State.VOIDED));
        memory.beginClosing();
        try (var file = StateFile.open(folder.resolve("new/terminal.json"))) {
            file.save(memory);

            assertThat(file.load().snapshot()).isEqualTo(memory.snapshot());
        }
    }

    /// Two commands at once would use one trace number for two purchases.
    @Test
    void isUsedByOneAtATime(@TempDir Path folder) {
        var path = folder.resolve("terminal.json");
        try (var _ = StateFile.open(path)) {
            assertThatThrownBy(() -> StateFile.open(path))
                    .isInstanceOf(UsageMistake.class)
                    .hasMessage("must be used by one command at a time: " + path);
        }
        StateFile.open(path).close();
    }

    @Test
    void readsTheHostsVerdict() {
        var balanced = "000000012345001000000005000001" + "1";
        var empty = "000000000000000000000000000000";

        assertThat(Totals.of(balanced + empty + "1").balanced()).isTrue();
        assertThat(Totals.of(balanced + empty + "2").balanced()).isFalse();
        assertThat(Totals.of(balanced + empty + "2").digits()).isEqualTo(balanced + empty + "2");
        assertThatThrownBy(() -> Totals.of("1")).hasMessage("must be 62 digits: totals");
    }

    @Test
    void opensASlipOnlyUnderItsMainKey() {
        var seal = new SlipSeal(Bytes.ofHex(GoldenFrames.MAIN_KEY));
        var other = new SlipSeal(Bytes.ofHex("1123456789ABCDEFFEDCBA9876543210"));
        var sealed = seal.seal(new byte[] {1, 2, 3});

        assertThat(seal.open(sealed)).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> other.open(sealed))
                .hasMessage("must be sealed under this main key: slip");
        assertThatThrownBy(() -> seal.open("?"))
                .hasMessage("must be sealed under this main key: slip");
    }
}
