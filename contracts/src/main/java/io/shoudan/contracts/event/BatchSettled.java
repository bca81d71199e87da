package io.shoudan.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/// Every member of a closed batch has its settlement line and its postings.
public record BatchSettled(
        long batchId, String terminalId, String merchantId, String batchNumber, Instant settledAt)
        implements SettlementEvent {

    @Override
    @JsonIgnore
    public String key() {
        return terminalId;
    }

    @Override
    @JsonIgnore
    public String subject() {
        return terminalId + "/" + batchNumber;
    }
}
