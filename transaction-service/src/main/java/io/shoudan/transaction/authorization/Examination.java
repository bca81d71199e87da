package io.shoudan.transaction.authorization;

import io.shoudan.iso8583.Bytes;
import io.shoudan.transaction.batch.OpenBatches.Admission;
import io.shoudan.transaction.calendar.Cell;
import io.shoudan.transaction.directory.IssuerDirectory;
import io.shoudan.transaction.directory.IssuerRange;
import io.shoudan.transaction.merchant.Acceptor;
import io.shoudan.transaction.network.NetworkReply.Reason;
import io.shoudan.transaction.payment.Card;
import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.NewPayment;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.payment.Place;
import io.shoudan.transaction.payment.Refusal;
import io.shoudan.transaction.policy.Asked;
import io.shoudan.transaction.policy.Policy;
import io.shoudan.transaction.route.Route;
import io.shoudan.transaction.route.Router;
import io.shoudan.transaction.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Gathers what the rules need to know about a request, and makes the row that records it.
@Component
class Examination {

    private final IssuerDirectory directory;
    private final Originals originals;
    private final Policy policy;
    private final Router router;
    private final Vault vault;
    private final Cell cell;
    private final Clock clock;

    Examination(
            IssuerDirectory directory,
            Originals originals,
            Policy policy,
            Router router,
            Vault vault,
            Cell cell,
            Clock clock) {
        this.directory = directory;
        this.originals = originals;
        this.policy = policy;
        this.router = router;
        this.vault = vault;
        this.cell = cell;
        this.clock = clock;
    }

    Examined of(AuthorizationRequest request, Acceptor acceptor, Admission.Admitted batch) {
        var pan = request.card().pan();
        var panHash = vault.hash(pan);
        var finding = directory.find(pan);
        return new Examined(
                request,
                acceptor,
                batch.batchId(),
                batch.currency(),
                panHash,
                finding,
                original(request),
                policy.objections(asked(request, acceptor, panHash, finding.range())),
                obstacle(finding.range()),
                YearMonth.now(clock.withZone(cell.zone())));
    }

    NewPayment draft(Examined it, UUID id, @Nullable Cause refusal, Duration patience) {
        var request = it.request();
        var original = it.original();
        return new NewPayment(
                id,
                request.identity().kind(),
                request.identity().slip(),
                it.batchId(),
                request.conditionCode(),
                request.amount(),
                card(it, id),
                refusal == null ? null : new Refusal(refusal, it.objections().get(refusal)),
                original == null ? null : original.id(),
                place(it.acceptor()),
                patience,
                request.softwareVersion(),
                request.operator(),
                request.location());
    }

    private @Nullable Payment original(AuthorizationRequest request) {
        return switch (request.identity().kind()) {
            case VOID, REFUND -> originals.find(request).orElse(null);
            case PURCHASE, BALANCE_INQUIRY -> null;
        };
    }

    private static Asked asked(
            AuthorizationRequest request,
            Acceptor acceptor,
            Bytes panHash,
            @Nullable IssuerRange range) {
        var identity = request.identity();
        return new Asked(
                identity.kind(),
                identity.slip(),
                request.amount(),
                acceptor.limits(),
                panHash,
                acceptor.regionCode(),
                range == null ? null : range.region(),
                request.operator());
    }

    private @Nullable Reason obstacle(@Nullable IssuerRange range) {
        return range == null
                ? null
                : router.refusal(new Route(range.network(), range.issuer())).orElse(null);
    }

    private Card card(Examined it, UUID id) {
        var pan = it.request().card().pan();
        var range = it.finding().range();
        return new Card(
                pan.masked(),
                vault.seal(pan, id),
                it.panHash(),
                it.request().card().entryMode(),
                it.finding().version(),
                range == null
                        ? null
                        : new Card.CardIssuer(
                                range.issuer(),
                                range.issuerCode(),
                                range.scheme(),
                                range.region(),
                                range.text(),
                                range.network()));
    }

    private static Place place(Acceptor acceptor) {
        return new Place(
                acceptor.merchantName(),
                acceptor.categoryCode(),
                acceptor.outletId(),
                acceptor.outletName(),
                acceptor.address(),
                acceptor.regionCode());
    }
}
