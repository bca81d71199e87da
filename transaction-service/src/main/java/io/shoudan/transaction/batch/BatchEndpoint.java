package io.shoudan.transaction.batch;

import io.shoudan.contracts.event.BatchTotals;
import io.shoudan.contracts.transaction.api.InternalBatchesApi;
import io.shoudan.contracts.transaction.model.BatchCheck;
import io.shoudan.contracts.transaction.model.BatchCheckOutcome;
import io.shoudan.contracts.transaction.model.BatchSettlement;
import io.shoudan.contracts.transaction.model.BatchSettlementOutcome;
import io.shoudan.contracts.transaction.model.BatchSignOn;
import io.shoudan.contracts.transaction.model.BatchSignOnOutcome;
import io.shoudan.contracts.transaction.model.BatchUpload;
import io.shoudan.contracts.transaction.model.BatchUploadEnd;
import io.shoudan.contracts.transaction.model.BatchUploadOutcome;
import io.shoudan.contracts.transaction.model.Totals;
import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Pan;
import io.shoudan.platform.request.Requests;
import io.shoudan.transaction.batch.BatchSettler.Settled;
import io.shoudan.transaction.batch.OpenBatches.Admission;
import io.shoudan.transaction.calendar.Cell;
import io.shoudan.transaction.calendar.CutOvers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// Where terminal-service asks about batches.
@RestController
class BatchEndpoint implements InternalBatchesApi {

    /// What a settlement may take, below the caller's 35 s.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BatchSignOns signOns;
    private final OpenBatches batches;
    private final BatchSettler settler;
    private final BatchUploads uploads;
    private final CutOvers cutOvers;
    private final Cell cell;
    private final Clock clock;

    BatchEndpoint(
            BatchSignOns signOns,
            OpenBatches batches,
            BatchSettler settler,
            BatchUploads uploads,
            CutOvers cutOvers,
            Cell cell,
            Clock clock) {
        this.signOns = signOns;
        this.batches = batches;
        this.settler = settler;
        this.uploads = uploads;
        this.cutOvers = cutOvers;
        this.cell = cell;
        this.clock = clock;
    }

    @Override
    public ResponseEntity<BatchSignOnOutcome> signOnBatch(Long deadlineMs, BatchSignOn request) {
        Requests.deadline().check();
        var outcome =
                signOns.signOn(
                        new BatchSignOns.SignOn(
                                request.getTerminalId(),
                                request.getMerchantId(),
                                request.getTraceNumber(),
                                Bytes.ofHex(request.getRequestDigest())));
        return ResponseEntity.ok(
                new BatchSignOnOutcome(outcome.batchNumber(), outcome.regressed()));
    }

    @Override
    public ResponseEntity<BatchCheckOutcome> checkBatch(Long deadlineMs, BatchCheck request) {
        Requests.deadline().check();
        var admission =
                batches.look(
                        request.getTerminalId(), request.getMerchantId(), request.getBatchNumber());
        var today = cutOvers.businessDate();
        return ResponseEntity.ok(
                switch (admission) {
                    case Admission.Admitted _ -> new BatchCheckOutcome(true, today);
                    case Admission.Refused(var cause) ->
                            new BatchCheckOutcome(false, today).cause(cause.code());
                });
    }

    @Override
    public ResponseEntity<BatchSettlementOutcome> settleBatch(
            Long deadlineMs, BatchSettlement request) {
        var claim =
                new BatchSettler.Claim(
                        request.getTerminalId(),
                        request.getMerchantId(),
                        request.getBatchNumber(),
                        request.getCurrency(),
                        new Batch.Halves(
                                totals(request.getDomestic()), totals(request.getForeign())));
        var settled = settler.settle(claim, Requests.deadline().child(PATIENCE));
        return ResponseEntity.ok(
                switch (settled) {
                    case Settled.Answered it -> answered(it);
                    case Settled.Refused(var cause, var reference, var at) ->
                            new BatchSettlementOutcome(false, reference, local(at), false)
                                    .cause(cause.code());
                });
    }

    @Override
    public ResponseEntity<BatchUploadOutcome> uploadBatch(Long deadlineMs, BatchUpload request) {
        Requests.deadline().check();
        var lines =
                request.getLines().stream()
                        .map(
                                it ->
                                        new BatchUploads.Line(
                                                it.getRegion(),
                                                it.getTraceNumber(),
                                                cardNumber(it.getPan()),
                                                it.getAmountMinor()))
                        .toList();
        var upload =
                new BatchUploads.Upload(
                        request.getTerminalId(),
                        request.getMerchantId(),
                        request.getBatchNumber(),
                        request.getTraceNumber());
        return ResponseEntity.ok(outcome(uploads.receive(upload, lines)));
    }

    @Override
    public ResponseEntity<BatchUploadOutcome> endUpload(Long deadlineMs, BatchUploadEnd request) {
        Requests.deadline().check();
        var upload =
                new BatchUploads.Upload(
                        request.getTerminalId(),
                        request.getMerchantId(),
                        request.getBatchNumber(),
                        request.getTraceNumber());
        var end = new Batch.UploadEnd(request.getBalanced(), request.getTotalCount());
        return ResponseEntity.ok(outcome(uploads.end(upload, end)));
    }

    private BatchSettlementOutcome answered(Settled.Answered it) {
        return new BatchSettlementOutcome(
                        true, it.retrievalReference(), local(it.at()), it.repeated())
                .domestic(totals(it.host().domestic()))
                .foreign(totals(it.host().foreign()))
                .domesticBalanced(it.host().domestic().equals(it.claimed().domestic()))
                .foreignBalanced(it.host().foreign().equals(it.claimed().foreign()))
                .acquirerCode(cell.acquirerCode());
    }

    private BatchUploadOutcome outcome(BatchUploads.Outcome outcome) {
        var now = local(clock.instant());
        return switch (outcome) {
            case BatchUploads.Outcome.Taken(var reference) ->
                    new BatchUploadOutcome(true, reference, now);
            case BatchUploads.Outcome.Refused(var cause, var reference) ->
                    new BatchUploadOutcome(false, reference, now).cause(cause.code());
        };
    }

    /// 20 digits, right-justified and filled with zeros, hold up to 19 of a card number.
    private static Pan cardNumber(String digits) {
        var stripped = digits.replaceFirst("^0+(?=[0-9])", "");
        return Pan.of(
                stripped.length() > Pan.MAX_DIGITS
                        ? stripped.substring(0, Pan.MAX_DIGITS)
                        : stripped);
    }

    private OffsetDateTime local(Instant instant) {
        return instant.atZone(cell.zone()).toOffsetDateTime();
    }

    private static BatchTotals totals(Totals totals) {
        return new BatchTotals(
                totals.getDebitMinor(),
                totals.getDebitCount(),
                totals.getCreditMinor(),
                totals.getCreditCount());
    }

    private static Totals totals(BatchTotals totals) {
        return new Totals(
                totals.debitMinor(),
                totals.debitCount(),
                totals.creditMinor(),
                totals.creditCount());
    }
}
