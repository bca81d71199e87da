package io.shoudan.settlement.statement;

import io.shoudan.contracts.settlement.api.StatementsApi;
import io.shoudan.contracts.settlement.model.Statement;
import io.shoudan.contracts.settlement.model.StatementLine;
import io.shoudan.contracts.settlement.model.WaitingLine;
import io.shoudan.contracts.settlement.model.WaitingReason;
import io.shoudan.platform.security.Callers;
import io.shoudan.settlement.line.SettlementLine;
import io.shoudan.settlement.merchant.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// A merchant's statement, for itself and for the back office.
@RestController
class StatementsEndpoint implements StatementsApi {

    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private final Statements statements;

    StatementsEndpoint(Statements statements) {
        this.statements = statements;
    }

    @Override
    public ResponseEntity<Statement> getStatement(
            LocalDate businessDate, @Nullable String merchantId, @Nullable String currency) {
        var tenant = Tenant.of(Callers.current(), merchantId);
        return ResponseEntity.ok(toModel(statements.of(tenant, businessDate, currency)));
    }

    @Override
    public ResponseEntity<String> getStatementCsv(
            LocalDate businessDate, @Nullable String merchantId, @Nullable String currency) {
        var tenant = Tenant.of(Callers.current(), merchantId);
        var statement = statements.of(tenant, businessDate, currency);
        var file =
                "statement-%s-%s-%s.csv"
                        .formatted(tenant.merchantId(), businessDate, statement.currency());
        return ResponseEntity.ok()
                .contentType(CSV)
                .headers(
                        it ->
                                it.setContentDisposition(
                                        ContentDisposition.attachment().filename(file).build()))
                .body(StatementCsv.of(statement));
    }

    private static Statement toModel(MerchantStatement statement) {
        var model =
                new Statement(
                        statement.merchantId(),
                        statement.businessDate(),
                        statement.currency().getCurrencyCode(),
                        statement.posted().stream().map(StatementsEndpoint::toModel).toList(),
                        statement.waiting().stream().map(StatementsEndpoint::toWaiting).toList(),
                        statement.purchasesMinor(),
                        statement.refundsMinor(),
                        statement.feesMinor(),
                        statement.netMinor());
        model.setMerchantName(statement.merchantName());
        return model;
    }

    private static StatementLine toModel(SettlementLine line) {
        var fee = line.requireFee();
        var model =
                new StatementLine(
                        line.transactionId(),
                        line.kind(),
                        line.terminalId(),
                        line.batchNumber(),
                        line.traceNumber(),
                        line.retrievalReference(),
                        line.maskedPan(),
                        line.amount().minorUnits(),
                        fee.minor(),
                        MerchantStatement.netMinor(line, fee),
                        line.capturedAt().atOffset(ZoneOffset.UTC));
        model.setAuthorizationCode(line.authorizationCode());
        model.setIssuer(line.issuer());
        model.setOutletName(line.outletName());
        model.setFeeRule(fee.rule());
        return model;
    }

    private static WaitingLine toWaiting(SettlementLine line) {
        return new WaitingLine(
                line.transactionId(),
                line.kind(),
                line.terminalId(),
                line.batchNumber(),
                line.traceNumber(),
                line.retrievalReference(),
                line.amount().minorUnits(),
                line.capturedAt().atOffset(ZoneOffset.UTC),
                reason(line));
    }

    private static WaitingReason reason(SettlementLine line) {
        return switch (line.state()) {
            case WAITING_FOR_TARIFF -> WaitingReason.TARIFF;
            case WAITING_FOR_ORIGINAL -> WaitingReason.ORIGINAL;
            case WAITING_FOR_BATCH -> WaitingReason.BATCH;
            case POSTED -> throw new IllegalArgumentException("must wait: " + line.sourceId());
        };
    }
}
