package io.shoudan.settlement;

import static io.shoudan.platform.testing.Eventually.until;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.settlement.testing.RunningService;
import io.shoudan.settlement.testing.Story;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Closed batches and settlement lines stay as they are, whoever asks the database.
class FactsIT {

    private static final RunningService SERVICE = RunningService.shared();
    private static final Story STORY = Story.begin();

    @BeforeAll
    static void settle() {
        SERVICE.say(STORY.tariff());
        SERVICE.say(STORY.purchase(100_00));
        SERVICE.say(STORY.closed());
        until(
                "settled",
                () ->
                        SERVICE.jdbc()
                                .sql(
                                        """
                                        select settled_at is not null from batch
                                         where batch_id = :id
                                        """)
                                .param("id", STORY.batchId())
                                .query(Boolean.class)
                                .optional()
                                .orElse(false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update batch set member_count = 2 where batch_id = :id",
                "update batch set balanced = false where batch_id = :id",
                "update batch set terminal_domestic_debit_minor = 0 where batch_id = :id",
                "update batch set merchant_id = 'another' where batch_id = :id",
                "update settlement_line set amount_minor = 1 where batch_id = :id",
                "update settlement_line set business_date = business_date + 1 where batch_id = :id",
                "update settlement_line set fee_minor = 0 where batch_id = :id",
                "update settlement_line set state = 'WAITING_FOR_BATCH' where batch_id = :id"
            })
    void refusesOtherFacts(String change) {
        assertThatThrownBy(() -> SERVICE.jdbc().sql(change).param("id", STORY.batchId()).update())
                .hasMessageContaining("must stay as it is");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"delete from settlement_line", "truncate settlement_line, batch cascade"})
    void refusesToForget(String change) {
        assertThatThrownBy(() -> SERVICE.jdbc().sql(change).update())
                .hasMessageContaining("must never be");
    }
}
