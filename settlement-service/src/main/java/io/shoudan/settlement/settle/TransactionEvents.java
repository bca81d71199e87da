package io.shoudan.settlement.settle;

import io.shoudan.contracts.event.BatchClosed;
import io.shoudan.contracts.event.BatchTotalsReceived;
import io.shoudan.contracts.event.BatchUploadEnded;
import io.shoudan.contracts.event.BatchUploadReceived;
import io.shoudan.contracts.event.CaptureReversed;
import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.contracts.event.MerchantEvent;
import io.shoudan.contracts.event.SettlementEvent;
import io.shoudan.contracts.event.TransactionApproved;
import io.shoudan.contracts.event.TransactionCaptured;
import io.shoudan.contracts.event.TransactionDeclined;
import io.shoudan.contracts.event.TransactionEvent;
import io.shoudan.contracts.event.TransactionNotDone;
import io.shoudan.contracts.event.TransactionOutcomeUnknown;
import io.shoudan.contracts.event.TransactionReversalDue;
import io.shoudan.contracts.event.TransactionReversed;
import io.shoudan.contracts.event.TransactionSent;
import io.shoudan.contracts.event.TransactionSettled;
import io.shoudan.contracts.event.TransactionVoidReversed;
import io.shoudan.contracts.event.TransactionVoided;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Hears `transaction.v1`. What happens to a payment before its batch closes is no concern of ours.
@Component
class TransactionEvents {

    static final String LISTENER = "transactions";

    private final EventIntake intake;
    private final Settler settler;

    TransactionEvents(EventIntake intake, Settler settler) {
        this.intake = intake;
        this.settler = settler;
    }

    /// Different terminals in parallel, each in the order in which things happened to it. Started
    /// by [CopiesFirst].
    @KafkaListener(
            id = LISTENER,
            idIsGroup = false,
            autoStartup = "false",
            topics = TransactionEvent.TOPIC,
            containerFactory = "shoudanListenerFactory",
            concurrency = "4")
    void hear(ConsumerRecord<String, byte[]> source) {
        intake.take(source, this::effect);
    }

    private Optional<Runnable> effect(DomainEvent event, Instant time) {
        return switch (event) {
            case TransactionCaptured captured -> Optional.of(() -> settler.captured(captured));
            case CaptureReversed reversed -> Optional.of(() -> settler.reversed(reversed));
            case BatchClosed closed -> Optional.of(() -> settler.closed(closed));
            case BatchTotalsReceived claimed -> Optional.of(() -> settler.claimed(claimed));
            case BatchUploadReceived upload -> Optional.of(() -> settler.uploaded(upload));
            case BatchUploadEnded upload -> Optional.of(() -> settler.uploadEnded(upload));
            case TransactionSent _,
                    TransactionApproved _,
                    TransactionDeclined _,
                    TransactionOutcomeUnknown _,
                    TransactionReversalDue _,
                    TransactionReversed _,
                    TransactionNotDone _,
                    TransactionVoided _,
                    TransactionVoidReversed _,
                    TransactionSettled _ ->
                    Optional.empty();
            case MerchantEvent _, SettlementEvent _ -> Optional.empty();
        };
    }
}
