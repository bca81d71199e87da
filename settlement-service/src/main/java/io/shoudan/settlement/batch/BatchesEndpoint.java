package io.shoudan.settlement.batch;

import io.shoudan.contracts.catalogue.FailureCatalogue;
import io.shoudan.contracts.event.BatchTotals;
import io.shoudan.contracts.settlement.api.BatchesApi;
import io.shoudan.contracts.settlement.model.BatchPage;
import io.shoudan.contracts.settlement.model.Totals;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.security.Callers;
import io.shoudan.settlement.merchant.Tenant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// Closed batches and their differences, for merchants and back office.
@RestController
class BatchesEndpoint implements BatchesApi {

    private final BatchPages batches;
    private final Differences differences;
    private final FailureCatalogue catalogue;

    BatchesEndpoint(BatchPages batches, Differences differences, FailureCatalogue catalogue) {
        this.batches = batches;
        this.differences = differences;
        this.catalogue = catalogue;
    }

    @Override
    public ResponseEntity<BatchPage> listBatches(
            @Nullable String merchantId,
            @Nullable String terminalId,
            Integer limit,
            @Nullable String after) {
        var tenant = Tenant.of(Callers.current(), merchantId);
        var cursor = after == null ? null : BatchPages.Cursor.of(after);
        // One more than asked for tells whether there is a next page.
        var found = batches.closed(tenant, terminalId, cursor, limit + 1);
        var shown = found.subList(0, Math.min(limit, found.size()));
        var page = new BatchPage(toModels(shown));
        if (found.size() > limit) {
            page.setNext(cursorOf(shown.getLast()).text());
        }
        return ResponseEntity.ok(page);
    }

    @Override
    public ResponseEntity<io.shoudan.contracts.settlement.model.Batch> getBatch(
            String terminalId, String batchNumber) {
        var batch =
                batches.newest(Callers.current().merchant(), terminalId, batchNumber)
                        .orElseThrow(Problem::notFound);
        return ResponseEntity.ok(toModels(List.of(batch)).getFirst());
    }

    private static BatchPages.Cursor cursorOf(Batch batch) {
        return new BatchPages.Cursor(closingOf(batch).closedAt(), batch.batchId());
    }

    private List<io.shoudan.contracts.settlement.model.Batch> toModels(List<Batch> found) {
        var findings = differences.of(found.stream().map(Batch::batchId).toList());
        return found.stream()
                .map(it -> toModel(it, findings.getOrDefault(it.batchId(), List.of())))
                .toList();
    }

    private io.shoudan.contracts.settlement.model.Batch toModel(
            Batch batch, List<Difference> findings) {
        var closing = closingOf(batch);
        var locale = LocaleContextHolder.getLocale();
        var model =
                new io.shoudan.contracts.settlement.model.Batch(
                        batch.batchId(),
                        batch.terminalId(),
                        batch.merchantId(),
                        batch.batchNumber(),
                        closing.currency().getCurrencyCode(),
                        closing.how(),
                        closing.balanced(),
                        batch.progress() == Batch.Progress.SETTLED,
                        closing.memberCount(),
                        findings.stream().map(it -> toModel(it, locale)).toList());
        model.setClosedAt(closing.closedAt().atOffset(ZoneOffset.UTC));
        model.setHostDomestic(toModel(closing.hostDomestic()));
        model.setHostForeign(toModel(closing.hostForeign()));
        model.setTerminalDomestic(toModelOrNull(closing.terminalDomestic()));
        model.setTerminalForeign(toModelOrNull(closing.terminalForeign()));
        return model;
    }

    private static Batch.Closing closingOf(Batch batch) {
        var closing = batch.closing();
        if (closing == null) {
            throw new IllegalStateException("must be closed: batch " + batch.batchId());
        }
        return closing;
    }

    private io.shoudan.contracts.settlement.model.Difference toModel(
            Difference difference, Locale locale) {
        var code = difference.cause().name();
        var model =
                new io.shoudan.contracts.settlement.model.Difference(
                        code, catalogue.get(code).causeIn(locale));
        model.setTraceNumber(difference.traceNumber());
        model.setTransactionId(difference.transactionId());
        model.setTerminalAmountMinor(difference.terminalAmountMinor());
        model.setHostAmountMinor(difference.hostAmountMinor());
        model.setTerminalCount(difference.terminalCount());
        model.setHostCount(difference.hostCount());
        model.setTerminalMaskedPan(difference.terminalMaskedPan());
        model.setHostMaskedPan(difference.hostMaskedPan());
        var region = difference.region();
        if (region != null) {
            model.setRegion(
                    io.shoudan.contracts.settlement.model.Difference.RegionEnum.valueOf(
                            region.name()));
        }
        var side = difference.side();
        if (side != null) {
            model.setSide(
                    io.shoudan.contracts.settlement.model.Difference.SideEnum.valueOf(side.name()));
        }
        return model;
    }

    private static @Nullable Totals toModelOrNull(@Nullable BatchTotals totals) {
        return totals == null ? null : toModel(totals);
    }

    private static Totals toModel(BatchTotals totals) {
        return new Totals(
                totals.debitMinor(),
                totals.debitCount(),
                totals.creditMinor(),
                totals.creditCount());
    }
}
