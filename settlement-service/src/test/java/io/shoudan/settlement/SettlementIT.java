package io.shoudan.settlement;

import static io.shoudan.platform.testing.Eventually.asserted;
import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.testing.TestTokens;
import io.shoudan.settlement.testing.RunningService;
import io.shoudan.settlement.testing.Story;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// From Kafka to the statement, with nothing replaced.
class SettlementIT {

    private static RunningService service;

    @BeforeAll
    static void start() {
        service = RunningService.start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void settlesABatchAndShowsTheStatement() {
        var story = Story.begin().atOutlet("=1+1");
        service.say(story.merchant());
        service.say(story.tariff());
        var purchase = story.purchase(100_00);
        var refund = story.refund(purchase, 40_00);
        service.say(purchase);
        service.say(refund);
        service.say(story.closed());

        var token = TestTokens.merchant(story.merchantId());
        asserted(
                () ->
                        assertThat(service.get("/v1/batches", token).body())
                                .contains("\"posted\":true"));
        var statement = service.get("/v1/statements/2026-11-23", token);

        assertThat(statement.statusCode()).isEqualTo(200);
        assertThat(statement.body())
                .contains("\"purchasesMinor\":10000")
                .contains("\"refundsMinor\":4000")
                .contains("\"feesMinor\":33")
                .contains("\"netMinor\":5967");
        var csv = service.get("/v1/statements/2026-11-23/csv", token);
        assertThat(csv.headers().firstValue("content-type").orElse(""))
                .isEqualTo("text/csv;charset=UTF-8");
        assertThat(csv.body()).contains("'=1+1").contains("100.00,0.55,99.45");
    }
}
