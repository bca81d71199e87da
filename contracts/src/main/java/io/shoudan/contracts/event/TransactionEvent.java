package io.shoudan.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;

/// What transaction-service says on `transaction.v1`, keyed by terminal, so that a void can't
/// overtake its original nor a close its members.
public sealed interface TransactionEvent extends DomainEvent
        permits TransactionEvent.OfTransaction, TransactionEvent.OfBatch {

    String TOPIC = "transaction.v1";

    @Override
    @JsonIgnore
    default String topic() {
        return TOPIC;
    }

    /// A step in the life of one transaction; `ce_subject` is its id.
    sealed interface OfTransaction extends TransactionEvent
            permits TransactionSent,
                    TransactionApproved,
                    TransactionDeclined,
                    TransactionOutcomeUnknown,
                    TransactionReversalDue,
                    TransactionReversed,
                    TransactionNotDone,
                    TransactionVoided,
                    TransactionVoidReversed,
                    TransactionCaptured,
                    TransactionSettled,
                    CaptureReversed {

        TransactionFacts transaction();

        @Override
        @JsonIgnore
        default String key() {
            return transaction().terminalId();
        }

        @Override
        @JsonIgnore
        default String subject() {
            return transaction().transactionId().toString();
        }
    }

    /// A step in the life of one terminal batch; `ce_subject` is `terminal/batch`.
    sealed interface OfBatch extends TransactionEvent
            permits BatchClosed, BatchTotalsReceived, BatchUploadReceived, BatchUploadEnded {

        String terminalId();

        String batchNumber();

        @Override
        @JsonIgnore
        default String key() {
            return terminalId();
        }

        @Override
        @JsonIgnore
        default String subject() {
            return terminalId() + "/" + batchNumber();
        }
    }
}
