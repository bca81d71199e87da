package io.shoudan.settlement.settle;

import io.shoudan.contracts.event.BindingChanged;
import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.contracts.event.MerchantChanged;
import io.shoudan.contracts.event.SettlementEvent;
import io.shoudan.contracts.event.TariffChanged;
import io.shoudan.contracts.event.TransactionEvent;
import io.shoudan.settlement.fee.Tariff;
import io.shoudan.settlement.merchant.Merchants;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Hears `merchant.v1` and `tariff.v1`. Names of outlets come with each transaction, as they were
/// at that moment.
@Component
class MerchantEvents {

    private final EventIntake intake;
    private final Merchants merchants;
    private final Settler settler;

    MerchantEvents(EventIntake intake, Merchants merchants, Settler settler) {
        this.intake = intake;
        this.merchants = merchants;
        this.settler = settler;
    }

    @KafkaListener(
            topics = {MerchantChanged.TOPIC, TariffChanged.TOPIC},
            containerFactory = "shoudanListenerFactory")
    void hear(ConsumerRecord<String, byte[]> source) {
        intake.take(source, this::effect);
    }

    private Optional<Runnable> effect(DomainEvent event, Instant time) {
        return switch (event) {
            case MerchantChanged merchant -> Optional.of(() -> merchants.keep(merchant));
            case TariffChanged tariff -> Optional.of(() -> settler.priced(Tariff.of(tariff, time)));
            case BindingChanged _, TransactionEvent _, SettlementEvent _ -> Optional.empty();
        };
    }
}
