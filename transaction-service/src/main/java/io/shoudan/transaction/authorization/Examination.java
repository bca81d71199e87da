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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /// A request with who accepts it and in which batch.
    record Admitted(AuthorizationRequest request, Acceptor acceptor, Admission.Admitted batch) {}

    Examined of(Admitted admitted) {
        return of(List.of(admitted)).getFirst();
    }

    /// Several requests, in their order.
    List<Examined> of(List<Admitted> admitted) {
        var looks = admitted.stream().map(this::look).toList();
        var objections = policy.objections(looks.stream().map(Look::asked).toList());
        var examined = new ArrayList<Examined>();
        for (int i = 0; i < looks.size(); i++) {
            examined.add(examined(looks.get(i), objections.get(i)));
        }
        return examined;
    }

    /// What is known of a request before policy is asked.
    private record Look(Admitted admitted, Bytes panHash, IssuerDirectory.Finding finding) {

        Asked asked() {
            var request = admitted.request();
            var range = finding.range();
            return new Asked(
                    request.identity().kind(),
                    request.identity().slip(),
                    request.amount(),
                    admitted.acceptor().limits(),
                    panHash,
                    admitted.acceptor().regionCode(),
                    range == null ? null : range.region(),
                    request.operator());
        }
    }

    private Look look(Admitted admitted) {
        var pan = admitted.request().card().pan();
        return new Look(admitted, vault.hash(pan), directory.find(pan));
    }

    private Examined examined(Look look, Map<Cause, String> objections) {
        var admitted = look.admitted();
        return new Examined(
                admitted.request(),
                admitted.acceptor(),
                admitted.batch().batchId(),
                admitted.batch().currency(),
                look.panHash(),
                look.finding(),
                original(admitted.request()),
                objections,
                obstacle(look.finding().range()),
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
