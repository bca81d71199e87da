package io.shoudan.transaction.merchant;

import io.shoudan.contracts.event.BindingChanged;
import io.shoudan.contracts.event.EventTypes;
import io.shoudan.contracts.event.MerchantChanged;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.event.EventJson;
import io.shoudan.platform.inbox.EventRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Hears of merchants and bindings. Versions make a repetition harmless, so no inbox mark is kept:
/// a copy that is lost can be rebuilt by reading the compacted topics again.
@Component
class MerchantEvents {

    private final Merchants merchants;
    private final Transactions transactions;
    private final EventJson json;

    MerchantEvents(Merchants merchants, Transactions transactions, EventJson json) {
        this.merchants = merchants;
        this.transactions = transactions;
        this.json = json;
    }

    @KafkaListener(
            id = "merchant-copies",
            idIsGroup = false,
            topics = {MerchantChanged.TOPIC, BindingChanged.TOPIC},
            containerFactory = "shoudanListenerFactory")
    void hear(ConsumerRecord<String, byte[]> source) {
        var event = EventRecord.of(source);
        var type = EventTypes.classOf(event.type());
        if (type == MerchantChanged.class) {
            var merchant = event.payload(json, MerchantChanged.class);
            transactions.run(() -> merchants.put(merchant));
        } else if (type == BindingChanged.class) {
            var binding = event.payload(json, BindingChanged.class);
            transactions.run(() -> merchants.put(binding));
        }
        // Other events on these topics are none of ours.
    }
}
