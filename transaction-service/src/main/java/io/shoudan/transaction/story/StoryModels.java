package io.shoudan.transaction.story;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.catalogue.FailureCatalogue;
import io.shoudan.contracts.transaction.model.CardFacts;
import io.shoudan.contracts.transaction.model.Cause;
import io.shoudan.contracts.transaction.model.Place;
import io.shoudan.contracts.transaction.model.TimelineStep;
import io.shoudan.contracts.transaction.model.Transaction;
import io.shoudan.transaction.payment.Answer;
import io.shoudan.transaction.payment.Payment;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Payments as the API shows them, causes explained in the reader's language.
@Component
class StoryModels {

    private static final String APPROVED = "00";

    private final FailureCatalogue catalogue;

    StoryModels(FailureCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    Transaction transaction(Payment payment, Locale locale) {
        var slip = payment.slip();
        var amount = payment.amount();
        var decidedAt = payment.decidedAt();
        var model =
                new Transaction(
                                payment.id(),
                                payment.kind(),
                                payment.state(),
                                slip.merchantId(),
                                slip.terminalId(),
                                slip.batchNumber(),
                                slip.traceNumber(),
                                payment.retrievalReference(),
                                payment.businessDate(),
                                utc(payment.receivedAt()),
                                card(payment),
                                place(payment))
                        .amount(amount)
                        .authorizationCode(payment.authorizationCode())
                        .responseCode(responseCode(payment.answer()))
                        .cause(cause(payment.cause(), locale))
                        .decidedAt(decidedAt == null ? null : utc(decidedAt))
                        .captureReversedOn(payment.captureReversedOn())
                        .originalId(payment.originalId())
                        .softwareVersion(payment.softwareVersion());
        return amount == null || payment.refundedMinor() == 0
                ? model
                : model.refunded(Money.of(payment.refundedMinor(), amount.currency()));
    }

    TimelineStep step(Stories.StepRow row, Locale locale) {
        return new TimelineStep(row.sequence(), utc(row.at()), row.step(), row.state())
                .cause(cause(row.cause(), locale))
                .detail(row.detail());
    }

    private @Nullable Cause cause(@Nullable String code, Locale locale) {
        if (code == null) {
            return null;
        }
        var failure = catalogue.get(code);
        return new Cause(
                failure.code(),
                failure.category().name(),
                failure.symptomIn(locale),
                failure.remedyIn(locale),
                failure.actor().name(),
                failure.retry().name());
    }

    /// As terminal-service tells it: by the issuer's own code where the issuer declined.
    private @Nullable String responseCode(@Nullable Answer answer) {
        if (answer == null) {
            return null;
        }
        if (answer.result() == Answer.Result.APPROVED || answer.cause() == null) {
            return APPROVED;
        }
        var issuers = answer.issuerResponseCode();
        return answer.result() == Answer.Result.DECLINED && issuers != null
                ? catalogue.toldFor(issuers)
                : catalogue.get(answer.cause()).responseCode();
    }

    private static CardFacts card(Payment payment) {
        var card = payment.card();
        var issuer = card.issuer();
        var model =
                new CardFacts(card.maskedPan())
                        .directoryVersion(card.directoryVersion())
                        .entryMode(card.entryMode());
        return issuer == null
                ? model
                : model.issuer(issuer.name())
                        .scheme(issuer.scheme())
                        .region(issuer.region())
                        .matchedRange(issuer.range());
    }

    private static Place place(Payment payment) {
        var place = payment.place();
        return new Place()
                .merchantName(place.merchantName())
                .outletName(place.outletName())
                .address(place.address())
                .regionCode(place.regionCode());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
