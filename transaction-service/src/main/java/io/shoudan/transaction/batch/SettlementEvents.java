package io.shoudan.transaction.batch;

import io.shoudan.contracts.event.BatchSettled;
import io.shoudan.contracts.event.EventTypes;
import io.shoudan.contracts.event.SettlementEvent;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.event.EventJson;
import io.shoudan.platform.inbox.EventRecord;
import io.shoudan.platform.inbox.Inbox;
import io.shoudan.transaction.payment.Captures;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Hears that a batch is posted: its members are settled.
@Component
class SettlementEvents {

    private static final String CONSUMER = "transaction-service/settlement";

    private final Captures captures;
    private final Inbox inbox;
    private final Transactions transactions;
    private final EventJson json;

    SettlementEvents(Captures captures, Inbox inbox, Transactions transactions, EventJson json) {
        this.captures = captures;
        this.inbox = inbox;
        this.transactions = transactions;
        this.json = json;
    }

    @KafkaListener(
            id = "settlement",
            idIsGroup = false,
            topics = SettlementEvent.TOPIC,
            containerFactory = "shoudanListenerFactory")
    void hear(ConsumerRecord<String, byte[]> source) {
        var event = EventRecord.of(source);
        if (EventTypes.classOf(event.type()) != BatchSettled.class) {
            return; // None of ours.
        }
        var settled = event.payload(json, BatchSettled.class);
        transactions.run(
                () ->
                        inbox.once(
                                event.id(),
                                CONSUMER,
                                () -> captures.settle(settled.batchId(), settled.terminalId())));
    }
}
