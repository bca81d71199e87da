package io.shoudan.platform.inbox;

import io.shoudan.platform.security.Caller;
import io.shoudan.platform.security.Callers;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/// `/actuator/deadletters`, for operators as all of actuator is: what this service could not take
/// in, and the command that has it try again once the cause is mended.
@WebEndpoint(id = "deadletters")
final class DeadLetterEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterEndpoint.class);

    private final DeadLetterDesk desk;

    DeadLetterEndpoint(DeadLetterDesk desk) {
        this.desk = desk;
    }

    /// All that wait, the oldest of each topic first; of a topic's letters the newest
    /// [DeadLetterDesk#MOST] are looked at. Values are not shown.
    @ReadOperation
    List<DeadLetter.Shown> waiting() {
        return desk.topics().stream()
                .flatMap(it -> desk.waiting(it).stream())
                .map(DeadLetter::shown)
                .toList();
    }

    /// Tries those of one topic again, the oldest first. Safe to repeat: what was taken in waits no
    /// more, and an event takes effect once.
    ///
    /// @return what became of each; 404 if this service doesn't listen to the topic
    @WriteOperation
    WebEndpointResponse<List<DeadLetterDesk.Outcome>> takeIn(@Selector String topic) {
        return desk.topics().contains(topic)
                ? new WebEndpointResponse<>(takeIn(topic, desk.waiting(topic)))
                : notFound();
    }

    /// Tries one letter again.
    ///
    /// @param number as [DeadLetter.Shown] has it
    /// @return what became of it; 404 if no such letter waits
    @WriteOperation
    WebEndpointResponse<List<DeadLetterDesk.Outcome>> takeIn(
            @Selector String topic, @Selector long number) {
        if (!desk.topics().contains(topic)) {
            return notFound();
        }
        var letters = desk.waiting(topic).stream().filter(it -> it.number() == number).toList();
        return letters.isEmpty() ? notFound() : new WebEndpointResponse<>(takeIn(topic, letters));
    }

    private static <T> WebEndpointResponse<T> notFound() {
        return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
    }

    private List<DeadLetterDesk.Outcome> takeIn(String topic, List<DeadLetter> letters) {
        var outcomes = letters.stream().map(desk::takeIn).toList();
        LOG.atInfo()
                .addKeyValue("by", Callers.find().map(Caller::clientId).orElse("unknown"))
                .addKeyValue("topic", topic)
                .addKeyValue("tried", outcomes.size())
                .addKeyValue("taken", outcomes.stream().filter(it -> it.takenIn()).count())
                .log("dead letters tried again");
        return outcomes;
    }
}
