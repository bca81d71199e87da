package io.shoudan.system.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.system.history.Fact.Disturbed;
import io.shoudan.system.history.Fact.Recorded;
import io.shoudan.system.history.Fact.Said;
import io.shoudan.system.history.Fact.Strayed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The checker itself: a recorded day is sound, and each way of breaking it is noticed as what it
/// is, and as nothing else.
class HistoryCheckerTest {

    private static final History DAY = Planted.day();

    @TempDir private Path folder;

    @Test
    void aSoundHistoryBreaksNothing() {
        assertThat(HistoryChecker.check(DAY)).isEmpty();
    }

    /// Kafka is given events at least once.
    @Test
    void anEventThatComesTwiceBreaksNothing() {
        var twice =
                DAY.with(
                        Said.class,
                        all -> {
                            all.addAll(all.stream().map(it -> it.at(9_999 + it.offset())).toList());
                            return all;
                        });

        assertThat(HistoryChecker.check(twice)).isEmpty();
    }

    /// What a proxy between host and network duplicates is no second authorization.
    @Test
    void aRequestThatTheLineDuplicatesBreaksNothing() {
        var twice = Planted.sentTwice(DAY);
        var copy = twice.all(Recorded.class).getLast();
        var disturbed =
                Planting.add(
                        twice,
                        Disturbed.class,
                        new Disturbed(copy.at(), copy.at().plusMillis(1), "duplicating proxy"));

        assertThat(HistoryChecker.check(disturbed)).isEmpty();
    }

    /// The host can't know what the terminal's number was before the line garbled it.
    @Test
    void anEchoOfAGarbledRequestBreaksNothing() {
        var at = Instant.EPOCH;
        var echo = new Strayed("90020001", at, "0210", "00200018", "100000", "30");
        var disturbed =
                Planting.add(
                        Planting.add(DAY, Strayed.class, echo),
                        Disturbed.class,
                        new Disturbed(at, at.plusMillis(1), "corrupting proxy"));

        assertThat(HistoryChecker.check(disturbed)).isEmpty();
    }

    static Stream<Planted> planted() {
        return Stream.of(
                        PlantedAnswers.all(),
                        PlantedPayments.all(),
                        PlantedEvents.all(),
                        PlantedOperation.all())
                .flatMap(List::stream);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("planted")
    void isCaughtAsWhatItIs(Planted planted) {
        var violations = HistoryChecker.check(planted.plant().apply(DAY));

        assertThat(violations.stream().map(Violation::invariant).collect(Collectors.toSet()))
                .as("%s", violations)
                .isEqualTo(planted.breaks());
        assertThat(violations).allMatch(it -> !it.keys().isBlank());
    }

    @Test
    void everyInvariantCanBeBroken() {
        Set<Invariant> broken = EnumSet.noneOf(Invariant.class);
        planted().forEach(it -> broken.addAll(it.breaks()));

        assertThat(broken).isEqualTo(EnumSet.allOf(Invariant.class));
    }

    /// Those of `money-rules` that concern a single cell without payouts, files and webhooks.
    @Test
    void allThatCanBeCheckedIsChecked() {
        assertThat(Arrays.stream(Invariant.values()).map(Invariant::name))
                .containsExactly(
                        "I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I10", "I11", "I17",
                        "I18", "I20", "I22", "I24", "I25");
    }

    /// A run that recorded nothing has proven nothing.
    @ParameterizedTest
    @EnumSource
    void silenceIsNoProof(Invariant invariant) {
        for (var kind : invariant.needs()) {
            assertThat(HistoryChecker.check(without(kind)))
                    .anyMatch(
                            it ->
                                    it.invariant() == invariant
                                            && it.what().equals("nothing to look at"));
        }
    }

    private static History without(Class<? extends Fact> kind) {
        List<Fact> left = new ArrayList<>();
        Fact.kinds().stream().filter(it -> it != kind).forEach(it -> left.addAll(DAY.all(it)));
        return History.of(left);
    }

    @Test
    void aWrittenHistoryIsReadAsItWas() {
        DAY.write(folder);
        var read = History.read(folder);

        for (var kind : Fact.kinds()) {
            assertThat(read.all(kind)).as(kind.getSimpleName()).isEqualTo(DAY.all(kind));
        }
    }

    /// Histories are kept as test data, and sent to whoever helps to understand them.
    @Test
    void aWrittenHistoryHasNoCardNumber() throws IOException {
        DAY.write(folder);
        var card = Pattern.compile("(?<![0-9A-Za-z])62[0-9]{14}(?![0-9A-Za-z])");

        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(card);
            }
        }
    }
}
