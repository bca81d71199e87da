package io.shoudan.transaction.batch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.contracts.settlement.model.BatchClosing;
import io.shoudan.platform.database.Transactions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Sees to it that merchants are paid for what no terminal is going to settle.
///
/// A batch whose terminal was retired, works for another merchant or has asked for nothing for a
/// long time begins to close, and [BatchCloser] closes it from our records. Payments that were
/// restored after their batch had closed, where no batch of their merchant follows at that
/// terminal, get a batch of the host's own.
///
/// The gauge `shoudan.batch.uncaptured.oldest.seconds` is the age of the oldest approved purchase
/// or refund that is in no closed batch, as of the last look.
@Component
class LeftBatches {

    private static final Logger LOG = LoggerFactory.getLogger(LeftBatches.class);
    private static final int PER_RUN = 100;

    private final LeftPayments left;
    private final BatchTable table;
    private final BatchCloser closer;
    private final Transactions transactions;
    private final BatchProperties properties;
    private final Counter failures;
    private final AtomicLong oldestSeconds = new AtomicLong();

    LeftBatches(
            LeftPayments left,
            BatchTable table,
            BatchCloser closer,
            Transactions transactions,
            BatchProperties properties,
            MeterRegistry meters) {
        this.left = left;
        this.table = table;
        this.closer = closer;
        this.transactions = transactions;
        this.properties = properties;
        this.failures = meters.counter("shoudan.batch.close.failures");
        Gauge.builder("shoudan.batch.uncaptured.oldest.seconds", oldestSeconds, AtomicLong::get)
                .register(meters);
    }

    void close() {
        oldestSeconds.set(left.oldestSeconds());
        transactions.in(() -> left.leave(properties.idlePatience(), PER_RUN)).forEach(this::tell);
        for (var stranded : left.stranded(PER_RUN)) {
            try {
                transactions.in(() -> capture(stranded)).ifPresent(this::tell);
            } catch (RuntimeException failure) { // Whatever it is, the others are captured.
                failures.increment();
                LOG.atError()
                        .addKeyValue("terminal_id", stranded.terminalId())
                        .addKeyValue("cause", failure.getClass().getName())
                        .setCause(failure)
                        .log("left payments could not be captured; they are tried again later");
            }
        }
    }

    /// With the terminal's own batch locked: another instance may be at it, too, and no batch of
    /// the merchant may open meanwhile.
    private Optional<Batch> capture(LeftPayments.Stranded stranded) {
        table.lock(stranded.terminalId());
        if (!left.isStranded(stranded)) {
            return Optional.empty();
        }
        return table.openForHost(stranded.terminalId(), stranded.merchantId())
                .map(own -> closer.close(own, BatchClosing.TIMED_OUT));
    }

    private void tell(Batch batch) {
        LOG.atWarn()
                .addKeyValue("terminal_id", batch.terminalId())
                .addKeyValue("merchant_id", batch.merchantId())
                .addKeyValue("batch_number", batch.number())
                .log("batch is closed without its terminal");
    }
}
