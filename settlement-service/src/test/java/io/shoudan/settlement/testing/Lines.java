package io.shoudan.settlement.testing;

import io.shoudan.contracts.event.TransactionCaptured;
import io.shoudan.settlement.fee.Fee;
import io.shoudan.settlement.line.LineState;
import io.shoudan.settlement.line.SettlementLine;

/// Settlement lines that came further than one that was just captured.
public final class Lines {

    private Lines() {}

    public static SettlementLine posted(TransactionCaptured event, Fee fee) {
        var it = SettlementLine.of(event);
        return new SettlementLine(
                it.transactionId(),
                it.kind(),
                it.merchantId(),
                it.terminalId(),
                it.batchId(),
                it.batchNumber(),
                it.traceNumber(),
                it.retrievalReference(),
                it.authorizationCode(),
                it.maskedPan(),
                it.issuer(),
                it.scheme(),
                it.region(),
                it.outletName(),
                it.amount(),
                it.businessDate(),
                it.capturedAt(),
                it.originalId(),
                LineState.POSTED,
                fee);
    }
}
