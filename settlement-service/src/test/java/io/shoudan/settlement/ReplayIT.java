package io.shoudan.settlement;

import static io.shoudan.platform.testing.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.event.BatchTotals;
import io.shoudan.settlement.testing.Projections;
import io.shoudan.settlement.testing.RunningService;
import io.shoudan.settlement.testing.Story;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A second service that reads all topics from the start, into an empty database, ends with the
/// same rows as the first; and a service that reads them again changes nothing.
class ReplayIT {

    private final RunningService first = RunningService.shared();

    @Test
    void aReplayIntoAnEmptyDatabaseGivesTheSame() {
        var story = Story.begin();
        var other = story.onAnotherTerminal();
        sayEverything(story, other);
        until("all of it", () -> heardAll(first, story));
        var expected = Projections.of(first.jdbc(), story.merchantId());

        try (var second = RunningService.start()) {
            until("all of it again", () -> heardAll(second, story));

            assertThat(Projections.of(second.jdbc(), story.merchantId())).isEqualTo(expected);
        }
    }

    /// Not even when the inbox has long forgotten what it took in.
    @Test
    void aReplayIntoTheSameDatabaseChangesNothing() {
        var story = Story.begin();
        var other = story.onAnotherTerminal();
        sayEverything(story, other);
        until("all of it", () -> heardAll(first, story));
        var expected = Projections.of(first.jdbc(), story.merchantId());

        first.jdbc().sql("delete from inbox").update();
        sayEverything(story, other);
        // Behind the last of each terminal's events: when these are here, those were.
        var marks = List.of(story.purchaseAfterTheLast(), other.purchaseAfterTheLast());
        marks.forEach(first::say);
        until("read again", () -> lines(story.batchId() + 1_000_000) == 1);
        until("read again", () -> lines(other.batchId() + 1_000_000) == 1);

        assertThat(Projections.of(first.jdbc(), story.merchantId()))
                .containsAll(expected)
                .hasSize(expected.size() + 2 + 2);
    }

    private void sayEverything(Story story, Story other) {
        if (story.members().isEmpty()) {
            var purchase = story.purchase(123_45);
            story.purchase(9);
            other.refund(purchase, 23_45);
            other.foreignPurchase(1_000_00);
        }
        first.say(story.merchant());
        first.say(story.tariff());
        story.members().forEach(first::say);
        first.say(story.closed());
        first.say(story.reversed(story.members().get(1), Story.DATE.plusDays(1)));
        first.say(other.uploads(other.line(other.members().getFirst())));
        other.members().forEach(first::say);
        first.say(other.closedAgainst(new BatchTotals(0, 0, 0, 0)));
        first.say(other.uploadEnds(2));
    }

    private long lines(long batchId) {
        return first.jdbc()
                .sql("select count(*) from settlement_line where batch_id = :batch")
                .param("batch", batchId)
                .query(Long.class)
                .single();
    }

    /// The last effects of all that [#sayEverything] says, on all topics and both terminals.
    private static boolean heardAll(RunningService service, Story story) {
        return service.jdbc()
                .sql(
                        """
                        select (select count(*) from batch
                                 where merchant_id = :merchant and settled_at is not null) = 2
                           and exists (select from batch
                                 where merchant_id = :merchant and upload_announced = 2)
                           and exists (select from settlement_line
                                 where merchant_id = :merchant and kind = 'PURCHASE_REVERSAL'
                                   and state = 'POSTED')
                           and exists (select from merchant where merchant_id = :merchant)
                        """)
                .param("merchant", story.merchantId())
                .query(Boolean.class)
                .single();
    }
}
