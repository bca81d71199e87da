package io.shoudan.transaction.authorization;

import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.contracts.Money;
import io.shoudan.contracts.catalogue.FailureCatalogue;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.iso8583.Expiry;
import io.shoudan.iso8583.Pan;
import io.shoudan.platform.Ticker;
import io.shoudan.platform.database.SharedCommits;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.request.Deadline;
import io.shoudan.transaction.authorization.AuthorizationRequest.OriginalReference;
import io.shoudan.transaction.batch.OpenBatches;
import io.shoudan.transaction.calendar.Cell;
import io.shoudan.transaction.directory.IssuerDirectory;
import io.shoudan.transaction.merchant.Standings;
import io.shoudan.transaction.network.NetworkProperties;
import io.shoudan.transaction.network.NetworkRequest.CardData;
import io.shoudan.transaction.payment.Identity;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.payment.PaymentTables;
import io.shoudan.transaction.payment.Slip;
import io.shoudan.transaction.policy.Policy;
import io.shoudan.transaction.reversal.ReversalNode;
import io.shoudan.transaction.route.Router;
import io.shoudan.transaction.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What one node of a simulation does about authorizations: the classes that ship, wired by hand.
public final class AuthorizationNode {

    /// As they ship.
    private static final AuthorizationProperties PROPERTIES =
            new AuthorizationProperties(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    Duration.ofDays(180),
                    Duration.ofSeconds(1),
                    1_000);

    private static final SharedCommits.Bounds BOUNDS =
            new SharedCommits.Bounds(2, 64, 1_000, Duration.ofSeconds(1));

    private static final FailureCatalogue CATALOGUE = FailureCatalogue.load();

    private final Authorizer authorizer;
    private final Sweep sweep;

    /// What all nodes have in common.
    ///
    /// @param ids of new payments
    public record Common(
            PaymentTables payments,
            OpenBatches batches,
            Standings standings,
            IssuerDirectory directory,
            Policy policy,
            Vault vault,
            Cell cell,
            Clock clock,
            Ticker ticker,
            NetworkProperties network,
            MeterRegistry meters,
            Supplier<UUID> ids) {}

    public AuthorizationNode(
            Common common, Transactions transactions, Router router, ReversalNode reversals) {
        var payments = common.payments().payments();
        var examination =
                new Examination(
                        common.directory(),
                        new Originals(payments, common.cell()),
                        common.policy(),
                        router,
                        common.vault(),
                        common.cell(),
                        common.clock());
        var intents =
                new Intents(
                        common.payments().identities(),
                        common.batches(),
                        common.standings(),
                        examination,
                        payments,
                        common.payments().claims(),
                        common.payments().durability(),
                        new PlainIntents(
                                common.payments().identities(),
                                common.batches(),
                                common.standings(),
                                examination,
                                payments,
                                transactions,
                                BOUNDS,
                                common.ticker()),
                        common.vault(),
                        transactions);
        var outcomes =
                new Outcomes(
                        payments,
                        common.payments().claims(),
                        reversals.reversals(),
                        reversals.lateApprovals(),
                        CATALOGUE,
                        common.vault(),
                        transactions,
                        BOUNDS,
                        common.ticker());
        authorizer =
                new Authorizer(
                        intents,
                        outcomes,
                        new Repeats(
                                payments,
                                common.payments().durability(),
                                transactions,
                                PROPERTIES,
                                common.clock(),
                                common.ticker()),
                        router,
                        new NetworkRequests(common.cell()),
                        new Ids(common.clock(), common.ids()),
                        new DecisionLog(common.meters()),
                        PROPERTIES,
                        common.network(),
                        common.ticker());
        sweep =
                new Sweep(
                        payments,
                        outcomes,
                        common.payments().identities(),
                        transactions,
                        PROPERTIES,
                        common.meters());
    }

    /// Ids that come in the same order in every run.
    private static final class Ids extends PaymentIds {

        private final Supplier<UUID> ids;

        Ids(Clock clock, Supplier<UUID> ids) {
            super(clock);
            this.ids = ids;
        }

        @Override
        UUID next() {
            return ids.get();
        }
    }

    /// What a terminal wants.
    ///
    /// @param original of a void or refund
    public record Wish(
            TransactionKind kind,
            Slip slip,
            @Nullable Money amount,
            Pan pan,
            @Nullable Slip original) {

        public Identity identity() {
            return new Identity(slip, kind);
        }

        private AuthorizationRequest request() {
            return new AuthorizationRequest(
                    identity(),
                    "00",
                    amount,
                    new CardData(pan, Expiry.of("4912"), null, null, null, "012", null, null, null),
                    original == null
                            ? null
                            : new OriginalReference(
                                    original.batchNumber(),
                                    original.traceNumber(),
                                    null,
                                    null,
                                    null),
                    null,
                    null,
                    null);
        }
    }

    /// The decided payment; empty if it was refused and left no trace.
    ///
    /// @throws RuntimeException if there is no answer
    public Optional<Payment> authorize(Wish wish, Deadline deadline) {
        return switch (authorizer.authorize(wish.request(), deadline)) {
            case Decision.Made(var payment, _) -> Optional.of(payment);
            case Decision.Refused _ -> Optional.empty();
        };
    }

    /// One run of the sweep.
    public void sweep() {
        sweep.resolveOverdue();
    }
}
