package io.shoudan.transaction.batch;

import java.util.Currency;
import java.util.List;
import java.util.Optional;

/// Terminals of one merchant, each with a batch that stays open.
public final class OneOpenBatch implements NewestBatches {

    private final long id;
    private final String merchantId;
    private final String number;
    private final Currency currency;

    public OneOpenBatch(long id, String merchantId, String number, Currency currency) {
        this.id = id;
        this.merchantId = merchantId;
        this.number = number;
        this.currency = currency;
    }

    public OpenBatches batches() {
        return new OpenBatches(this);
    }

    @Override
    public Optional<Batch> find(String terminalId) {
        return Optional.of(
                new Batch(
                        id,
                        terminalId,
                        merchantId,
                        number,
                        Batch.State.OPEN,
                        currency,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    @Override
    public List<Batch> lockShared(List<String> terminalIds) {
        return terminalIds.stream().map(it -> find(it).orElseThrow()).toList();
    }
}
