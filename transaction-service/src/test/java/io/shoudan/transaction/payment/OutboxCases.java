package io.shoudan.transaction.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.contracts.event.BatchUploadEnded;
import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.transaction.simulation.StoreHouse;
import io.shoudan.transaction.simulation.StoreHouse.End;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What an outbox must do wherever it is kept.
interface OutboxCases {

    AtomicInteger NUMBERS = new AtomicInteger();

    StoreHouse house();

    Announcer outbox();

    /// What is committed, in the order of writing.
    List<DomainEvent> committed();

    private static DomainEvent event() {
        return new BatchUploadEnded(
                NUMBERS.incrementAndGet(), "90010000", "898310058120001", "000001", true, 0);
    }

    private static List<DomainEvent> events(int count) {
        return IntStream.range(0, count).mapToObj(_ -> event()).toList();
    }

    private List<DomainEvent> committedOf(List<DomainEvent> events) {
        return committed().stream().filter(events::contains).toList();
    }

    @Test
    default void keepsTheOrderOfWriting() {
        var events = events(3);
        house().transactions()
                .run(
                        () -> {
                            outbox().announce(events.subList(0, 2));
                            outbox().announce(events.subList(2, 3));
                        });

        assertThat(committedOf(events)).isEqualTo(events);
    }

    @Test
    default void nobodySeesWhatIsNotCommitted() {
        var events = events(1);

        var seen =
                house().after(
                                () -> outbox().announce(events),
                                End.COMMIT,
                                () -> committedOf(events));

        assertThat(seen).isEmpty();
        assertThat(committedOf(events)).isEqualTo(events);
    }

    @Test
    default void aRollbackLeavesNothing() {
        var events = events(2);
        house().after(() -> outbox().announce(events), End.ROLLBACK, () -> null);

        assertThat(committedOf(events)).isEmpty();
    }

    /// Who began later and commits earlier does not wait.
    @Test
    default void numbersAreGivenBeforeTheCommit() {
        var first = events(1);
        var second = events(1);
        house().after(
                        () -> outbox().announce(first),
                        End.COMMIT,
                        () -> {
                            outbox().announce(second);
                            return null;
                        });

        assertThat(committedOf(List.of(first.getFirst(), second.getFirst())))
                .containsExactly(first.getFirst(), second.getFirst());
    }

    @Test
    default void refusesOutsideATransaction() {
        assertThatThrownBy(() -> outbox().announce(events(1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void nothingIsNothing() {
        outbox().announce(List.of());
    }
}
