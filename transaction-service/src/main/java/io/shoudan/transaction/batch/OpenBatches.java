package io.shoudan.transaction.batch;

import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Slip;
import java.util.Currency;
import org.springframework.stereotype.Component;

/// Tells intents whether the batch that a terminal names is open (check 9).
@Component
public final class OpenBatches {

    private final BatchTable table;

    OpenBatches(BatchTable table) {
        this.table = table;
    }

    /// What an intent is told.
    public sealed interface Admission {
        /// The batch is open, and stays so until the caller's database transaction ends.
        record Admitted(long batchId, Currency currency) implements Admission {}

        record Refused(Cause cause) implements Admission {}
    }

    /// Takes a shared lock on the terminal's batch row, in the caller's database transaction.
    public Admission admit(Slip slip) {
        return table.lockShared(slip.terminalId())
                .map(it -> admission(it, slip.merchantId(), slip.batchNumber()))
                .orElseGet(() -> new Admission.Refused(Cause.BATCH_CLOSED));
    }

    /// What an intent would be told at this moment; nothing is locked, so it may be otherwise in
    /// the next.
    Admission look(String terminalId, String merchantId, String batchNumber) {
        return table.find(terminalId)
                .map(it -> admission(it, merchantId, batchNumber))
                .orElseGet(() -> new Admission.Refused(Cause.BATCH_CLOSED));
    }

    private static Admission admission(Batch batch, String merchantId, String batchNumber) {
        boolean named = batch.number().equals(batchNumber) && batch.merchantId().equals(merchantId);
        return switch (batch.state()) {
            case OPEN ->
                    named
                            ? new Admission.Admitted(batch.id(), batch.currency())
                            : new Admission.Refused(Cause.BATCH_CLOSED);
            case CLOSING -> new Admission.Refused(named ? Cause.BATCH_CLOSING : Cause.BATCH_CLOSED);
            case CLOSED -> new Admission.Refused(Cause.BATCH_CLOSED);
        };
    }
}
