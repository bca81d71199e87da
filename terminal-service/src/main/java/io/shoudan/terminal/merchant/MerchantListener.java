package io.shoudan.terminal.merchant;

import io.shoudan.contracts.event.BindingChanged;
import io.shoudan.contracts.event.EventTypes;
import io.shoudan.contracts.event.MerchantChanged;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.event.EventJson;
import io.shoudan.platform.inbox.EventRecord;
import io.shoudan.platform.inbox.Inbox;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Hears what merchant-service says about merchants and terminals.
@Component
class MerchantListener {

    private static final String CONSUMER = "merchant-copy";

    private final Bindings bindings;
    private final Merchants merchants;
    private final Inbox inbox;
    private final Transactions transactions;
    private final EventJson json;

    MerchantListener(
            Bindings bindings,
            Merchants merchants,
            Inbox inbox,
            Transactions transactions,
            EventJson json) {
        this.bindings = bindings;
        this.merchants = merchants;
        this.inbox = inbox;
        this.transactions = transactions;
        this.json = json;
    }

    @KafkaListener(
            topics = {MerchantChanged.TOPIC, BindingChanged.TOPIC},
            containerFactory = "shoudanListenerFactory")
    void hear(ConsumerRecord<String, byte[]> source) {
        var event = EventRecord.of(source);
        var type = EventTypes.classOf(event.type());
        if (type == MerchantChanged.class) {
            var merchant = event.payload(json, MerchantChanged.class);
            takeIn(event, () -> merchants.put(merchant));
        } else if (type == BindingChanged.class) {
            var binding = event.payload(json, BindingChanged.class);
            takeIn(event, () -> bindings.put(binding));
        }
        // Any other event is none of ours: topics gain types before their consumers know them.
    }

    private void takeIn(EventRecord event, Runnable effect) {
        transactions.run(() -> inbox.once(event.id(), CONSUMER, effect));
    }
}
