package io.shoudan.settlement.settle;

import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.contracts.event.BatchClosed;
import io.shoudan.contracts.event.BatchSettled;
import io.shoudan.contracts.event.BatchTotalsReceived;
import io.shoudan.contracts.event.BatchUploadEnded;
import io.shoudan.contracts.event.BatchUploadReceived;
import io.shoudan.contracts.event.CaptureReversed;
import io.shoudan.contracts.event.TransactionCaptured;
import io.shoudan.contracts.settlement.model.LineKind;
import io.shoudan.platform.outbox.Outbox;
import io.shoudan.platform.outbox.OutboxEvent;
import io.shoudan.settlement.batch.Batch;
import io.shoudan.settlement.batch.BatchComparison;
import io.shoudan.settlement.batch.Batches;
import io.shoudan.settlement.batch.Differences;
import io.shoudan.settlement.batch.Members;
import io.shoudan.settlement.fee.Tariff;
import io.shoudan.settlement.fee.Tariffs;
import io.shoudan.settlement.ledger.Journal;
import io.shoudan.settlement.ledger.JournalEntry;
import io.shoudan.settlement.line.Lines;
import io.shoudan.settlement.line.SettlementLine;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Turns captures into settlement lines, lines into postings, and closed batches into settled ones.
///
/// Every public method keeps one fact and then does what has become possible: a line is priced
/// once its tariff (and for a refund its purchase's price) is known; a batch is applied once closed
/// and all members are here; its members are posted once both are so; a compensation is posted
/// after its capture; a batch is settled when its last member is posted. So the order in which
/// facts come makes no difference to where they end, and a fact that comes twice changes nothing.
///
/// Call inside a database transaction. Methods take the merchant's lock first and hold it until
/// that ends: one transaction at a time works on a merchant.
@Service
public class Settler {

    private static final Logger LOG = LoggerFactory.getLogger(Settler.class);

    /// Lines priced per step when a tariff comes late; bounds what is in memory.
    private static final int CHUNK = 500;

    private final Lines lines;
    private final Batches batches;
    private final Differences differences;
    private final Tariffs tariffs;
    private final Pricing pricing;
    private final Journal journal;
    private final Outbox outbox;
    private final Clock clock;
    private final MeterRegistry meters;

    Settler(
            Lines lines,
            Batches batches,
            Differences differences,
            Tariffs tariffs,
            Pricing pricing,
            Journal journal,
            Outbox outbox,
            Clock clock,
            MeterRegistry meters) {
        this.lines = lines;
        this.batches = batches;
        this.differences = differences;
        this.tariffs = tariffs;
        this.pricing = pricing;
        this.journal = journal;
        this.outbox = outbox;
        this.clock = clock;
        this.meters = meters;
    }

    /// A member of a batch.
    public void captured(TransactionCaptured event) {
        var line = SettlementLine.of(event);
        lines.lock(line.merchantId());
        batches.open(event.batchId(), line.terminalId(), line.merchantId(), line.batchNumber());
        if (!lines.add(line)) {
            return;
        }
        var touched = new TreeSet<>(Set.of(event.batchId()));
        price(line, touched);
        touched.forEach(this::advance);
    }

    /// The compensation of a capture.
    public void reversed(CaptureReversed event) {
        var line = SettlementLine.of(event);
        lines.lock(line.merchantId());
        if (lines.add(line)) {
            compensate(line);
        }
    }

    public void closed(BatchClosed event) {
        lines.lock(event.merchantId());
        batches.open(event.batchId(), event.terminalId(), event.merchantId(), event.batchNumber());
        batches.close(event);
        var touched = new TreeSet<>(Set.of(event.batchId()));
        for (var refund : lines.refundsWaitingIn(event.batchId())) {
            price(refund, touched);
        }
        touched.forEach(this::advance);
    }

    public void claimed(BatchTotalsReceived event) {
        lines.lock(event.merchantId());
        batches.open(event.batchId(), event.terminalId(), event.merchantId(), event.batchNumber());
        batches.claim(event.batchId(), event.terminalDomestic(), event.terminalForeign());
        compareAgain(event.batchId());
    }

    public void uploaded(BatchUploadReceived event) {
        lines.lock(event.merchantId());
        batches.open(event.batchId(), event.terminalId(), event.merchantId(), event.batchNumber());
        batches.upload(event.batchId(), event.lines());
        compareAgain(event.batchId());
    }

    public void uploadEnded(BatchUploadEnded event) {
        lines.lock(event.merchantId());
        batches.open(event.batchId(), event.terminalId(), event.merchantId(), event.batchNumber());
        batches.endUpload(event.batchId(), event.totalCount());
        compareAgain(event.batchId());
    }

    /// A version of a tariff. Lines that are priced already keep their price.
    public void priced(Tariff tariff) {
        lines.lock(tariff.merchantId());
        tariffs.keep(tariff);
        var touched = new TreeSet<Long>();
        List<SettlementLine> waiting;
        do {
            waiting = lines.waitingForTariff(tariff.merchantId(), tariff.currency(), CHUNK);
            for (var line : waiting) {
                price(line, touched);
            }
        } while (waiting.size() == CHUNK);
        touched.forEach(this::advance);
    }

    /// @param touched takes the batches of lines that were priced
    private void price(SettlementLine line, Set<Long> touched) {
        switch (pricing.price(line)) {
            case Pricing.Outcome.NeedsTariff() -> {} // It was added in that state.
            case Pricing.Outcome.NeedsOriginal() -> lines.awaitOriginal(line);
            case Pricing.Outcome.Priced(var fee) ->
                    lines.price(line, fee).ifPresent(priced -> follow(priced, touched));
        }
    }

    private void follow(SettlementLine priced, Set<Long> touched) {
        if (priced.batchId() != null) {
            touched.add(priced.batchId());
        }
        if (priced.kind() == LineKind.PURCHASE) {
            for (var refund : lines.refundsWaitingFor(priced)) {
                price(refund, touched);
            }
        }
    }

    /// Applies, posts and settles a batch as far as possible.
    private void advance(long batchId) {
        var batch = find(batchId);
        var closing = batch.closing();
        if (closing == null) {
            return;
        }
        var members = lines.members(batchId);
        switch (Members.of(closing, members)) {
            case Members.Missing(_) -> {} // The rest is under way.
            case Members.Contradictory() -> alarm(batch);
            case Members.Complete() -> {
                if (batch.progress() == Batch.Progress.INCOMPLETE) {
                    batches.apply(batchId);
                    compare(batch, closing, members);
                }
                post(batchId);
                settle(batch);
            }
        }
    }

    private void post(long batchId) {
        var posted = lines.postMembers(batchId);
        journal.record(posted.stream().map(Settler::entry).toList());
        for (var compensation : lines.compensationsOf(posted)) {
            compensate(compensation);
        }
    }

    private void settle(Batch batch) {
        if (batches.settle(batch.batchId())) {
            var event =
                    new BatchSettled(
                            batch.batchId(),
                            batch.terminalId(),
                            batch.merchantId(),
                            batch.batchNumber(),
                            clock.instant());
            outbox.add(
                    OutboxEvent.of(
                            event.topic(), event.key(), event.type(), event.subject(), event));
            LOG.atInfo()
                    .addKeyValue("terminal_id", batch.terminalId())
                    .addKeyValue("batch_number", batch.batchNumber())
                    .addKeyValue("outcome", "settled")
                    .log("batch");
        }
    }

    /// Posts a compensation if its capture is posted; else it waits for that.
    private void compensate(SettlementLine compensation) {
        lines.find(
                        compensation.transactionId(),
                        compensation.reversedKind(),
                        compensation.merchantId())
                .filter(SettlementLine::isPosted)
                .map(SettlementLine::requireFee)
                .flatMap(fee -> lines.postCompensation(compensation, fee.reversed()))
                .ifPresent(posted -> journal.record(List.of(entry(posted))));
    }

    private void compareAgain(long batchId) {
        var batch = find(batchId);
        var closing = batch.closing();
        if (closing != null && batch.progress() != Batch.Progress.INCOMPLETE) {
            compare(batch, closing, lines.members(batchId));
        }
    }

    private void compare(Batch batch, Batch.Closing closing, List<SettlementLine> members) {
        var id = batch.batchId();
        differences.replace(
                id,
                BatchComparison.compare(
                        batch, closing, members, batches.earlyRefunds(id), batches.uploaded(id)));
    }

    /// Only a defect of ours gets here; nothing of the batch is posted until somebody has looked.
    private void alarm(Batch batch) {
        meters.counter("shoudan.settlement.batch.contradictory").increment();
        LOG.atError()
                .addKeyValue("terminal_id", batch.terminalId())
                .addKeyValue("batch_number", batch.batchNumber())
                .addKeyValue("batch_id", batch.batchId())
                .log("members contradict the batch's own totals; nothing is posted");
    }

    private Batch find(long batchId) {
        return batches.find(batchId)
                .orElseThrow(() -> new IllegalStateException("must exist: batch " + batchId));
    }

    private static JournalEntry entry(SettlementLine posted) {
        return LinePostings.of(posted, posted.requireFee());
    }
}
