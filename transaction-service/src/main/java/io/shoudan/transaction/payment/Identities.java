package io.shoudan.transaction.payment;

import io.shoudan.iso8583.Bytes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which requests were taken in (money rule 5). The key decides every race: between two
/// transmissions of one request, and between a request and the reversal that overtakes it. Who
/// takes one waits for another who has it in a database transaction.
public interface Identities {

    /// What is known of an identity.
    sealed interface Known {
        /// @param digest of the content that came first
        record Taken(UUID paymentId, Bytes digest) implements Known {}

        /// A reversal came first.
        record Tombstone() implements Known {}
    }

    /// An identity with what shall have it.
    ///
    /// @param paymentId absent for a tombstone, as is the digest
    record Taking(Identity identity, @Nullable UUID paymentId, @Nullable Bytes digest) {}

    /// Takes an identity in the caller's database transaction.
    ///
    /// @return false if it is taken or has a tombstone; a second statement reads which
    default boolean take(Identity identity, UUID paymentId, Bytes digest) {
        return !take(List.of(new Taking(identity, paymentId, digest))).isEmpty();
    }

    /// Takes those identities that are neither taken nor have a tombstone, in the order of keys.
    ///
    /// @return the payments that have theirs now
    Set<UUID> take(List<Taking> takings);

    /// Takes an identity whose reversal came first, for a payment that is declined.
    ///
    /// @return false if another transmission of the request did so before
    boolean takeFromTombstone(Identity identity, UUID paymentId, Bytes digest);

    /// Bars an identity whose reversal came before it.
    ///
    /// @return false if the request came meanwhile
    boolean bury(Identity identity);

    default Optional<Known> find(Identity identity) {
        return Optional.ofNullable(find(List.of(identity)).get(identity));
    }

    /// What is known of each; nothing where nothing is.
    Map<Identity, Known> find(List<Identity> asked);

    /// Forgets identities older than `age`, at most 10,000 at a time.
    int forget(Duration age);

    /// Names of the key's columns as parameters, for other tables with the same key.
    static Map<String, Object> key(Identity identity) {
        var slip = identity.slip();
        var key = new HashMap<String, Object>();
        key.put("terminal", slip.terminalId());
        key.put("merchant", slip.merchantId());
        key.put("batch", slip.batchNumber());
        key.put("trace", slip.traceNumber());
        key.put("mti_class", identity.mtiClass());
        key.put("processing_code", identity.processingCode());
        key.put("type", identity.transactionType());
        return key;
    }
}
