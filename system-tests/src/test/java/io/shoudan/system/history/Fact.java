package io.shoudan.system.history;

import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.contracts.event.EventTypes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// One thing that one party of a run says. No card number, track, PIN block or key is in any of
/// them. Amounts are in minor units.
public sealed interface Fact {

    /// All kinds of facts; each has a file of its own in a written history.
    static List<Class<? extends Fact>> kinds() {
        return Stream.of(Fact.class.getPermittedSubclasses())
                .<Class<? extends Fact>>map(kind -> kind.asSubclass(Fact.class))
                .toList();
    }

    // ---- terminals

    /// What a terminal sent, and what it heard.
    ///
    /// @param order which wish of the cashier it serves: a repeat has its original's, a trace
    ///     number that comes round again has not
    /// @param flaw  what the test made wrong on purpose
    record Exchanged(
            long order,
            Instant at,
            long tookMs,
            Request request,
            Heard heard,
            @Nullable Answer answer,
            @Nullable Flaw flaw)
            implements Fact {

        /// Whether the terminal acts on an answer with this code.
        boolean hears(String code) {
            return heard == Heard.BELIEVED && answer != null && answer.code.equals(code);
        }

        /// The answer to a payment (not to a reversal, a settlement …), if it is believed.
        @Nullable Answer paymentAnswer() {
            return heard == Heard.BELIEVED && request.payment() ? answer : null;
        }
    }

    /// @param reason  field 39 of a reversal
    /// @param content keyed digest of what money rule 5 calls the content
    record Request(
            String terminalId,
            String merchantId,
            String mti,
            @Nullable String processingCode,
            @Nullable String type,
            String batchNumber,
            String traceNumber,
            @Nullable Long amountMinor,
            @Nullable String currency,
            @Nullable String reason,
            @Nullable String networkCode,
            String content) {

        boolean payment() {
            return mti.equals("0200") || mti.equals("0220");
        }

        boolean reversal() {
            return mti.equals("0400");
        }

        /// The same for a request, its repeats and its reversal.
        String identity() {
            return Slip.identity(
                    terminalId, merchantId, batchNumber, traceNumber, processingCode, type);
        }
    }

    /// @param same keyed digest of what a repeat must hear again: 12, 13, 15, 37, 38, 39, 44, 55
    /// @param signOnAsked whether the header asks for a sign-on
    record Answer(
            String code,
            @Nullable String reference,
            @Nullable String authorizationCode,
            String terminalId,
            String merchantId,
            @Nullable String batchNumber,
            @Nullable String traceNumber,
            @Nullable Long amountMinor,
            @Nullable String currency,
            boolean signOnAsked,
            String same) {

        /// Told before transaction-service is asked, and by nobody else.
        private static final Set<String> BEFORE_IDENTITY = Set.of("97", "77", "A0", "99");

        /// Told then, or as a decision.
        private static final Set<String> BEFORE_OR_AFTER = Set.of("30", "03", "58");

        /// terminal-service's own references: such an answer never reached transaction-service.
        private static final long OWN_REFERENCES = 90_000_000;

        /// Refused before the request could take an identity: it may be sent again.
        ///
        /// @param recorded whether there is a row under the answer's reference
        boolean beforeIdentity(boolean recorded) {
            return BEFORE_IDENTITY.contains(code)
                    || (!recorded && BEFORE_OR_AFTER.contains(code))
                    || ownReference();
        }

        private boolean ownReference() {
            return reference != null
                    && reference.matches("[0-9]{12}")
                    && Long.parseLong(reference.substring(4)) >= OWN_REFERENCES;
        }
    }

    /// What came back.
    enum Heard {
        BELIEVED,
        /// Its MAC, or what its keys come to, is wrong.
        NOT_BELIEVED,
        NOT_CONNECTED,
        CLOSED,
        TIMED_OUT,
        GARBLED
    }

    /// What a test makes wrong.
    enum Flaw {
        WRONG_MAC,
        UNKNOWN_TERMINAL
    }

    /// A frame that came to a terminal and answered nothing that it had asked on that connection.
    ///
    /// @param answerTo the terminal that it names
    record Strayed(
            String terminalId,
            Instant at,
            String mti,
            @Nullable String answerTo,
            @Nullable String traceNumber,
            @Nullable String code)
            implements Fact {}

    /// An approval that was looked up.
    ///
    /// @param afterMs how long after the answer it was seen; absent if never
    record Looked(String terminalId, String reference, Place place, @Nullable Long afterMs)
            implements Fact {

        public enum Place {
            BY_REFERENCE,
            LIST
        }
    }

    /// A fault that was made on purpose, while answers may be missing or wrong.
    record Disturbed(Instant from, Instant until, String what) implements Fact {

        boolean touches(Instant begin, Instant end) {
            return begin.isBefore(until) && from.isBefore(end);
        }
    }

    // ---- the card network's own record

    /// One line of the record.
    ///
    /// @param about retrieval reference of the transaction that the line belongs to
    record Recorded(
            long number,
            Instant at,
            String kind,
            long connection,
            @Nullable String about,
            NetworkMessage message,
            @Nullable NetworkDecision decision)
            implements Fact {

        boolean received() {
            return kind.equals("RECEIVED");
        }

        boolean authorization() {
            return received() && (message.mti.startsWith("01") || message.mti.startsWith("02"));
        }

        boolean reversal() {
            return received() && message.mti.startsWith("042");
        }

        boolean decided(String outcome) {
            return decision != null && decision.outcome.equals(outcome);
        }
    }

    record NetworkMessage(
            String mti,
            @Nullable String processingCode,
            @Nullable Long amountMinor,
            @Nullable String retrievalReference,
            @Nullable String authorizationCode,
            @Nullable String responseCode,
            @Nullable String terminalId,
            @Nullable String merchantId) {}

    record NetworkDecision(
            String outcome, String responseCode, @Nullable String authorizationCode) {}

    // ---- transaction-service's database

    record Payment(
            UUID id,
            String kind,
            String state,
            String terminalId,
            String merchantId,
            long batchId,
            String batchNumber,
            String traceNumber,
            @Nullable Long amountMinor,
            @Nullable String currency,
            long refundedMinor,
            @Nullable String network,
            @Nullable String issuer,
            String retrievalReference,
            @Nullable String authorizationCode,
            LocalDate businessDate,
            Instant receivedAt,
            @Nullable Instant sendDeadlineAt,
            @Nullable String answerResult,
            @Nullable UUID originalId,
            boolean holdsClaim,
            @Nullable UUID voidClaimId,
            @Nullable Long captureBatchId,
            @Nullable LocalDate captureReversedOn,
            int transitionCount)
            implements Fact {

        private static final Set<String> STANDING =
                Set.of("APPROVED", "VOIDED", "CAPTURED", "SETTLED");

        private static final Set<String> OPEN =
                Set.of("RECEIVED", "SENT", "UNKNOWN", "REVERSAL_DUE");

        boolean open() {
            return OPEN.contains(state);
        }

        /// Approved, moves money, and not reversed, as we know it.
        boolean stands() {
            return moves() && STANDING.contains(state) && captureReversedOn == null;
        }

        boolean moves() {
            return !kind.equals("BALANCE_INQUIRY");
        }

        boolean captured() {
            return state.equals("CAPTURED") || state.equals("SETTLED");
        }

        String identity() {
            var code =
                    switch (kind) {
                        case "PURCHASE" -> "000000";
                        case "VOID", "REFUND" -> "200000";
                        default -> "310000";
                    };
            var type =
                    switch (kind) {
                        case "PURCHASE" -> "22";
                        case "VOID" -> "23";
                        case "REFUND" -> "25";
                        default -> "01";
                    };
            return Slip.identity(terminalId, merchantId, batchNumber, traceNumber, code, type);
        }

        String key() {
            return "reference %s, terminal %s, batch %s, trace %s, id %s"
                    .formatted(retrievalReference, terminalId, batchNumber, traceNumber, id);
        }
    }

    /// @param transition sequence of the event that was said with the step
    record Step(
            UUID transactionId,
            int sequence,
            String step,
            String state,
            @Nullable Integer transition)
            implements Fact {}

    /// @param transactionId absent in a tombstone
    record Identity(
            String terminalId,
            String merchantId,
            String batchNumber,
            String traceNumber,
            String processingCode,
            String transactionType,
            @Nullable UUID transactionId)
            implements Fact {

        String identity() {
            return Slip.identity(
                    terminalId,
                    merchantId,
                    batchNumber,
                    traceNumber,
                    processingCode,
                    transactionType);
        }
    }

    record Reversal(long id, UUID transactionId, String state, int attempts) implements Fact {}

    record TerminalReversal(
            String terminalId,
            String merchantId,
            String batchNumber,
            String traceNumber,
            String processingCode,
            String transactionType,
            @Nullable UUID transactionId,
            boolean withheld)
            implements Fact {

        String identity() {
            return Slip.identity(
                    terminalId,
                    merchantId,
                    batchNumber,
                    traceNumber,
                    processingCode,
                    transactionType);
        }
    }

    record TerminalBatch(
            long id,
            String terminalId,
            String merchantId,
            String batchNumber,
            String state,
            @Nullable Integer memberCount,
            Instant openedAt,
            @Nullable Instant closedAt)
            implements Fact {}

    /// @param scope NETWORK or ISSUER
    record SwitchChange(long id, String scope, String name, boolean open, Instant changedAt)
            implements Fact {}

    // ---- events

    /// How many events a service has not yet given to Kafka.
    record Backlog(String service, long events) implements Fact {}

    /// One record of a topic.
    record Said(
            String topic,
            int partition,
            long offset,
            String key,
            UUID id,
            String type,
            JsonNode content)
            implements Fact {

        DomainEvent event() {
            var known = Objects.requireNonNull(EventTypes.classOf(type), type);
            return HistoryJson.MAPPER.treeToValue(content, known);
        }

        /// Whether it is an event that this version of ours knows.
        boolean readable() {
            try {
                return EventTypes.classOf(type) != null && event().key() != null;
            } catch (JacksonException _) {
                return false;
            }
        }

        /// Whether a consumer gave it up.
        boolean putAside() {
            return topic.endsWith(".dead-letter");
        }

        Said with(DomainEvent event) {
            return new Said(
                    topic,
                    partition,
                    offset,
                    key,
                    id,
                    event.type(),
                    HistoryJson.MAPPER.valueToTree(event));
        }

        Said at(long otherOffset) {
            return new Said(topic, partition, otherOffset, key, id, type, content);
        }

        Said under(UUID otherId) {
            return new Said(topic, partition, offset, key, otherId, type, content);
        }

        String place() {
            return topic + "/" + partition + "@" + offset;
        }
    }

    /// An event that a consumer has taken in.
    record Taken(String service, String consumer, UUID eventId) implements Fact {}

    /// A row of another service's copy of what merchant-service owns.
    record Copied(String service, String topic, String key, long version, @Nullable String status)
            implements Fact {}

    /// The row itself.
    record Owned(String topic, String key, long version, @Nullable String status) implements Fact {}

    // ---- settlement-service's database

    record Line(
            UUID transactionId,
            String kind,
            String merchantId,
            String terminalId,
            @Nullable Long batchId,
            String retrievalReference,
            long amountMinor,
            String currency,
            LocalDate businessDate,
            String state,
            @Nullable Long feeMinor)
            implements Fact {

        String source() {
            return transactionId + "/" + kind;
        }
    }

    record Entry(long entryId, String sourceId, LocalDate businessDate) implements Fact {}

    record Posting(
            long entryId,
            int number,
            String account,
            String side,
            long amountMinor,
            String currency)
            implements Fact {}

    record SettledBatch(
            long batchId,
            String terminalId,
            @Nullable Integer memberCount,
            @Nullable Instant appliedAt,
            @Nullable Instant settledAt)
            implements Fact {}

    // ---- operation

    /// A place that was searched for card numbers, tracks, PIN blocks and keys.
    ///
    /// @param items rows, records or lines that were looked at
    /// @param hits  how many of them had one
    record Searched(String place, long items, long hits) implements Fact {}

    /// What a service uses.
    ///
    /// @param connections database connections in use and terminals' connections
    record Measured(String service, Phase phase, long threads, long connections, long heapBytes)
            implements Fact {

        public enum Phase {
            BASELINE,
            HEALED
        }
    }

    /// Names under which one payment is known to everybody.
    final class Slip {
        private Slip() {}

        static String identity(
                String terminalId,
                String merchantId,
                String batchNumber,
                String traceNumber,
                @Nullable String processingCode,
                @Nullable String type) {
            return String.join(
                    "/",
                    terminalId,
                    merchantId,
                    batchNumber,
                    traceNumber,
                    String.valueOf(processingCode),
                    String.valueOf(type));
        }
    }
}
