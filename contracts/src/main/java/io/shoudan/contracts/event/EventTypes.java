package io.shoudan.contracts.event;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Names of events on the wire and the records that stand for them.
public final class EventTypes {

    private static final Map<String, Class<? extends DomainEvent>> BY_NAME =
            Stream.of(
                            TransactionEvent.OfTransaction.class,
                            TransactionEvent.OfBatch.class,
                            SettlementEvent.class,
                            MerchantEvent.class)
                    .flatMap(family -> Stream.of(family.getPermittedSubclasses()))
                    .<Class<? extends DomainEvent>>map(type -> type.asSubclass(DomainEvent.class))
                    .collect(Collectors.toUnmodifiableMap(EventTypes::nameOf, Function.identity()));

    private EventTypes() {}

    /// The record of a CloudEvents type, or null when this version knows no such event.
    public static @Nullable Class<? extends DomainEvent> classOf(String type) {
        return BY_NAME.get(type);
    }

    /// All events, by their CloudEvents type.
    public static Map<String, Class<? extends DomainEvent>> all() {
        return BY_NAME;
    }

    static String nameOf(Class<? extends DomainEvent> event) {
        var family =
                TransactionEvent.class.isAssignableFrom(event)
                        ? "transaction"
                        : SettlementEvent.class.isAssignableFrom(event) ? "settlement" : "merchant";
        return "io.shoudan." + family + "." + event.getSimpleName();
    }
}
