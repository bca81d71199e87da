package io.shoudan.transaction.authorization;

import io.shoudan.platform.Ticker;
import io.shoudan.platform.database.CommitUnknown;
import io.shoudan.platform.database.SharedCommits;
import io.shoudan.platform.database.Transactions;
import io.shoudan.transaction.batch.OpenBatches;
import io.shoudan.transaction.batch.OpenBatches.Admission;
import io.shoudan.transaction.merchant.Standing;
import io.shoudan.transaction.merchant.Standings;
import io.shoudan.transaction.merchant.Standings.MerchantTerminal;
import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Identities;
import io.shoudan.transaction.payment.Identities.Taking;
import io.shoudan.transaction.payment.Identity;
import io.shoudan.transaction.payment.NewPayment;
import io.shoudan.transaction.payment.Payments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Records many intents in one commit, as long as nothing is special about them: purchases and
/// balance inquiries that come for the first time, at terminals without a daily limit. Their rules
/// are the same as everybody's; what is special is left to [Intents], one by one.
@Component
class PlainIntents {

    private final Identities identities;
    private final OpenBatches batches;
    private final Standings merchants;
    private final Examination examination;
    private final Payments payments;
    private final SharedCommits<Intent, Optional<Opened>> commits;

    PlainIntents(
            Identities identities,
            OpenBatches batches,
            Standings merchants,
            Examination examination,
            Payments payments,
            Transactions transactions,
            SharedCommits.Bounds bounds,
            Ticker ticker) {
        this.identities = identities;
        this.batches = batches;
        this.merchants = merchants;
        this.examination = examination;
        this.payments = payments;
        this.commits =
                new SharedCommits<>(
                        bounds,
                        ticker,
                        it -> it.request().identity().slip().terminalId(),
                        intents -> transactions.in(() -> opened(intents)));
    }

    /// Records an intent, with those that come at the same time.
    ///
    /// @return empty if it is not plain; nothing of it is recorded then
    /// @throws CommitUnknown if the connection broke while committing
    Optional<Opened> open(Intent intent) {
        return switch (intent.request().identity().kind()) {
            case PURCHASE, BALANCE_INQUIRY -> commits.in(intent);
            case VOID, REFUND -> Optional.empty();
        };
    }

    private List<Optional<Opened>> opened(List<Intent> intents) {
        var answers = new HashMap<UUID, Opened>();
        var taken = taken(admitted(fresh(intents), answers));
        for (var payment : payments.create(drafts(taken))) {
            answers.put(
                    payment.id(),
                    payment.open() ? new Opened.Sent(payment, null) : new Opened.Declined(payment));
        }
        return intents.stream().map(it -> Optional.ofNullable(answers.get(it.id()))).toList();
    }

    private List<Intent> fresh(List<Intent> intents) {
        var known = identities.find(intents.stream().map(PlainIntents::identity).toList());
        return intents.stream().filter(it -> !known.containsKey(identity(it))).toList();
    }

    private record Admitted(Intent intent, Examination.Admitted request) {}

    /// Those that may go on. What is not is answered, or is not plain.
    private List<Admitted> admitted(List<Intent> intents, Map<UUID, Opened> answers) {
        var slips = intents.stream().map(it -> identity(it).slip()).toList();
        var admissions = batches.admit(slips);
        var standings =
                merchants.standings(
                        slips.stream()
                                .map(it -> new MerchantTerminal(it.merchantId(), it.terminalId()))
                                .toList());
        var admitted = new ArrayList<Admitted>();
        for (int i = 0; i < intents.size(); i++) {
            var intent = intents.get(i);
            var cause = obstacle(admissions.get(i), standings.get(i));
            if (cause != null) {
                answers.put(intent.id(), new Opened.Refused(cause));
            } else if (admissions.get(i) instanceof Admission.Admitted batch
                    && standings.get(i) instanceof Standing.Good(var acceptor)
                    && !acceptor.limits().daily()) {
                var request = new Examination.Admitted(intent.request(), acceptor, batch);
                admitted.add(new Admitted(intent, request));
            }
        }
        return admitted;
    }

    private static @Nullable Cause obstacle(Admission admission, Standing standing) {
        if (admission instanceof Admission.Refused(var cause)) {
            return cause;
        }
        return switch (standing) {
            case Standing.MerchantNotActive _ -> Cause.MERCHANT_NOT_ACTIVE;
            case Standing.TerminalNotActive _ -> Cause.TERMINAL_NOT_ACTIVE;
            case Standing.Good _ -> null;
        };
    }

    /// Those whose identity is theirs now; another transmission or a reversal came before the rest.
    private List<Admitted> taken(List<Admitted> admitted) {
        var taken =
                identities.take(
                        admitted.stream()
                                .map(Admitted::intent)
                                .map(it -> new Taking(identity(it), it.id(), it.digest()))
                                .toList());
        return admitted.stream().filter(it -> taken.contains(it.intent().id())).toList();
    }

    private List<NewPayment> drafts(List<Admitted> taken) {
        var examined = examination.of(taken.stream().map(Admitted::request).toList());
        var drafts = new ArrayList<NewPayment>();
        for (int i = 0; i < taken.size(); i++) {
            var intent = taken.get(i).intent();
            var refusal = AuthorizationRules.firstRefusal(examined.get(i)).orElse(null);
            drafts.add(examination.draft(examined.get(i), intent.id(), refusal, intent.patience()));
        }
        return drafts;
    }

    private static Identity identity(Intent intent) {
        return intent.request().identity();
    }
}
