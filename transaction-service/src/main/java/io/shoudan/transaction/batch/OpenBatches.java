package io.shoudan.transaction.batch;

import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Slip;
import java.util.Currency;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Tells intents whether the batch that a terminal names is open (check 9).
@Component
public final class OpenBatches {

    private final NewestBatches table;

    OpenBatches(NewestBatches table) {
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
        return admit(List.of(slip)).getFirst();
    }

    /// The same for several, in their order; each of another terminal. Rows are locked in the order
    /// of batches.
    public List<Admission> admit(List<Slip> slips) {
        if (slips.isEmpty()) {
            return List.of();
        }
        var newest =
                table.lockShared(slips.stream().map(Slip::terminalId).toList()).stream()
                        .collect(Collectors.toMap(Batch::terminalId, it -> it));
        return slips.stream().map(it -> admission(newest.get(it.terminalId()), it)).toList();
    }

    /// What an intent would be told at this moment; nothing is locked, so it may be otherwise in
    /// the next.
    Admission look(String terminalId, String merchantId, String batchNumber) {
        return table.find(terminalId)
                .map(it -> admission(it, merchantId, batchNumber))
                .orElseGet(() -> new Admission.Refused(Cause.BATCH_CLOSED));
    }

    private static Admission admission(@Nullable Batch newest, Slip slip) {
        return newest == null
                ? new Admission.Refused(Cause.BATCH_CLOSED)
                : admission(newest, slip.merchantId(), slip.batchNumber());
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
