package io.shoudan.transaction.authorization;

import io.shoudan.iso8583.Bytes;
import io.shoudan.platform.database.CommitUnknown;
import io.shoudan.platform.database.Transactions;
import io.shoudan.transaction.batch.OpenBatches;
import io.shoudan.transaction.batch.OpenBatches.Admission;
import io.shoudan.transaction.merchant.Acceptor;
import io.shoudan.transaction.merchant.Standing;
import io.shoudan.transaction.merchant.Standings;
import io.shoudan.transaction.merchant.Standings.MerchantTerminal;
import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Claims;
import io.shoudan.transaction.payment.Durability;
import io.shoudan.transaction.payment.Identities;
import io.shoudan.transaction.payment.Identities.Known;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.payment.Payments;
import io.shoudan.transaction.vault.Vault;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Records what a terminal asks for, before anything is sent (money rule 1): identity, payment,
/// claim on the original, the shared lock on the open batch and the event, in one commit. Plain
/// ones share theirs with others ([PlainIntents]).
@Component
class Intents {

    private final Identities identities;
    private final OpenBatches batches;
    private final Standings merchants;
    private final Examination examination;
    private final Payments payments;
    private final Claims claims;
    private final Durability durability;
    private final PlainIntents plain;
    private final Vault vault;
    private final Transactions transactions;

    Intents(
            Identities identities,
            OpenBatches batches,
            Standings merchants,
            Examination examination,
            Payments payments,
            Claims claims,
            Durability durability,
            PlainIntents plain,
            Vault vault,
            Transactions transactions) {
        this.identities = identities;
        this.batches = batches;
        this.merchants = merchants;
        this.examination = examination;
        this.payments = payments;
        this.claims = claims;
        this.durability = durability;
        this.plain = plain;
        this.vault = vault;
        this.transactions = transactions;
    }

    /// Records `request` under `id`, unless its identity is taken.
    ///
    /// @param patience how long the network may take to decide
    /// @throws CommitUnknown if even a second look can't tell whether it was recorded; nothing may
    ///     be sent then
    Opened open(AuthorizationRequest request, UUID id, Duration patience) {
        var digest = Content.digestOf(request, vault);
        try {
            return plain.open(new Intent(request, id, digest, patience))
                    .orElseGet(() -> transactions.in(() -> opened(request, id, digest, patience)));
        } catch (CommitUnknown _) {
            // On a new connection the same intent finds itself recorded, or is recorded now.
            return transactions.in(() -> opened(request, id, digest, patience));
        }
    }

    private Opened opened(AuthorizationRequest request, UUID id, Bytes digest, Duration patience) {
        var known = identities.find(request.identity());
        if (known.isPresent() && known.get() instanceof Known.Taken taken) {
            return before(taken, id, digest);
        }
        return switch (batches.admit(request.identity().slip())) {
            case Admission.Refused(var cause) -> new Opened.Refused(cause);
            case Admission.Admitted admitted -> admit(request, id, digest, patience, admitted);
        };
    }

    private Opened admit(
            AuthorizationRequest request,
            UUID id,
            Bytes digest,
            Duration patience,
            Admission.Admitted batch) {
        var slip = request.identity().slip();
        var terminal = new MerchantTerminal(slip.merchantId(), slip.terminalId());
        return switch (merchants.standings(List.of(terminal)).getFirst()) {
            case Standing.MerchantNotActive _ -> new Opened.Refused(Cause.MERCHANT_NOT_ACTIVE);
            case Standing.TerminalNotActive _ -> new Opened.Refused(Cause.TERMINAL_NOT_ACTIVE);
            case Standing.Good(var acceptor) ->
                    take(request, id, digest, patience, batch, acceptor);
        };
    }

    private Opened take(
            AuthorizationRequest request,
            UUID id,
            Bytes digest,
            Duration patience,
            Admission.Admitted batch,
            Acceptor acceptor) {
        boolean overtaken = false;
        if (!identities.take(request.identity(), id, digest)) {
            // A second statement, because the first one's snapshot can't see the winner.
            if (identities.find(request.identity()).orElseThrow() instanceof Known.Taken taken) {
                return before(taken, id, digest);
            }
            overtaken = identities.takeFromTombstone(request.identity(), id, digest);
            if (!overtaken) {
                return before(
                        (Known.Taken) identities.find(request.identity()).orElseThrow(),
                        id,
                        digest);
            }
        }
        var examined = examination.of(new Examination.Admitted(request, acceptor, batch));
        var refusal =
                overtaken
                        ? Optional.of(Cause.REVERSED_BEFORE_ARRIVAL)
                        : AuthorizationRules.firstRefusal(examined).or(() -> claim(examined, id));
        var payment =
                payments.create(examination.draft(examined, id, refusal.orElse(null), patience));
        return refusal.isPresent()
                ? new Opened.Declined(payment)
                : new Opened.Sent(payment, examined.original());
    }

    /// The rules looked at the original without a lock; the claim is what counts.
    private Optional<Cause> claim(Examined examined, UUID id) {
        var original = examined.original();
        if (original == null) {
            return Optional.empty();
        }
        return switch (examined.request().identity().kind()) {
            case VOID -> claims.claimForVoid(original.id(), id);
            case REFUND ->
                    claims.claimForRefund(
                            original.id(), id, Objects.requireNonNull(examined.request().amount()));
            case PURCHASE, BALANCE_INQUIRY -> Optional.empty();
        };
    }

    private Opened before(Known.Taken taken, UUID id, Bytes digest) {
        if (taken.paymentId().equals(id)) {
            durability.confirm(); // Ours, committed by a connection that broke.
            var payment = payments.find(id).orElseThrow();
            return payment.open()
                    ? new Opened.Sent(payment, original(payment))
                    : new Opened.Declined(payment);
        }
        return taken.digest().equals(digest)
                ? new Opened.Before(taken.paymentId())
                : new Opened.Refused(Cause.IDENTITY_CONFLICT);
    }

    private @Nullable Payment original(Payment payment) {
        var originalId = payment.originalId();
        return originalId == null ? null : payments.find(originalId).orElseThrow();
    }
}
