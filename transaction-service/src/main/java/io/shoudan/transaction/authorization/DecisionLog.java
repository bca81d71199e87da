package io.shoudan.transaction.authorization;

import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.platform.request.Requests;
import io.shoudan.transaction.payment.Payment;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// One line and one count per decided transaction.
@Component
class DecisionLog {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);
    private static final String NO_REASON = "-";

    private final MeterRegistry meters;

    DecisionLog(MeterRegistry meters) {
        this.meters = meters;
    }

    void tell(AuthorizationRequest request, Decision decision, Duration elapsed) {
        switch (decision) {
            case Decision.Made(var payment, var telling) -> made(payment, telling, elapsed);
            case Decision.Refused(var cause, _, _) -> {
                count("refused", cause.code());
                var slip = request.identity().slip();
                LOG.atInfo()
                        .addKeyValue("request_id", Requests.id())
                        .addKeyValue("terminal_id", slip.terminalId())
                        .addKeyValue("trace_number", slip.traceNumber())
                        .addKeyValue("outcome", "refused")
                        .addKeyValue("reason", cause)
                        .addKeyValue("elapsed_ms", elapsed.toMillis())
                        .log("request refused");
            }
        }
    }

    private void made(Payment payment, Decision.Telling telling, Duration elapsed) {
        var answer = Objects.requireNonNull(payment.answer());
        var outcome = answer.result().name().toLowerCase(Locale.ROOT);
        var reason = Objects.requireNonNullElse(answer.cause(), NO_REASON);
        if (telling == Decision.Telling.AGAIN) {
            count("repeated", NO_REASON);
        } else {
            count(outcome, reason);
        }
        LOG.atInfo()
                .addKeyValue("request_id", Requests.id())
                .addKeyValue("transaction_id", payment.id())
                .addKeyValue("terminal_id", payment.slip().terminalId())
                .addKeyValue("kind", payment.kind())
                .addKeyValue("outcome", outcome)
                .addKeyValue("reason", reason)
                .addKeyValue("told", telling)
                .addKeyValue("elapsed_ms", elapsed.toMillis())
                .log("transaction decided");
    }

    private void count(String outcome, String reason) {
        meters.counter("shoudan.authorization", "outcome", outcome, "reason", reason).increment();
    }
}
