package io.shoudan.transaction.authorization;

import io.shoudan.contracts.transaction.model.AuthorizationOutcome;
import io.shoudan.contracts.transaction.model.Balance;
import io.shoudan.contracts.transaction.model.OutcomeResult;
import io.shoudan.iso8583.Bytes;
import io.shoudan.transaction.calendar.Cell;
import io.shoudan.transaction.payment.Answer;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.reversal.ReversalOutcome;
import io.shoudan.transaction.vault.Vault;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Our decisions as they go over HTTP. A repeat's answer is made from the stored one, so that it is
/// the same in everything that a terminal sees.
@Component
class AnswerModels {

    private final Vault vault;
    private final Cell cell;

    AnswerModels(Vault vault, Cell cell) {
        this.vault = vault;
        this.cell = cell;
    }

    AuthorizationOutcome of(Decision decision) {
        return switch (decision) {
            case Decision.Made(var payment, var telling) -> made(payment, telling);
            case Decision.Refused(var cause, var reference, var at) ->
                    new AuthorizationOutcome(OutcomeResult.REFUSED, reference, local(at), false)
                            .cause(cause.code());
        };
    }

    io.shoudan.contracts.transaction.model.ReversalOutcome of(ReversalOutcome outcome) {
        return switch (outcome) {
            case ReversalOutcome.Recorded recorded -> recorded(recorded);
            case ReversalOutcome.Refused(var reference, var at, var cause) ->
                    new io.shoudan.contracts.transaction.model.ReversalOutcome(
                                    false, reference, local(at), false)
                            .cause(cause.code());
        };
    }

    private io.shoudan.contracts.transaction.model.ReversalOutcome recorded(
            ReversalOutcome.Recorded recorded) {
        var model =
                new io.shoudan.contracts.transaction.model.ReversalOutcome(
                                true,
                                recorded.retrievalReference(),
                                local(recorded.at()),
                                recorded.repeated())
                        .businessDate(recorded.businessDate())
                        .acquirerCode(cell.acquirerCode());
        var original = recorded.original();
        return original == null
                ? model
                : model.issuerCode(original.issuerCode()).scheme(original.scheme());
    }

    private AuthorizationOutcome made(Payment payment, Decision.Telling telling) {
        var answer = Objects.requireNonNull(payment.answer());
        var model =
                new AuthorizationOutcome(
                                result(answer.result()),
                                payment.retrievalReference(),
                                local(Objects.requireNonNull(payment.decidedAt())),
                                telling == Decision.Telling.AGAIN)
                        .transactionId(payment.id())
                        .cause(answer.cause())
                        .businessDate(payment.businessDate())
                        .authorizationCode(answer.authorizationCode())
                        .acquirerCode(cell.acquirerCode())
                        .chipData(bytes(answer.chipData()))
                        .balance(balance(payment.id(), answer.sealedBalance()));
        if (answer.result() == Answer.Result.DECLINED) {
            model.issuerResponseCode(answer.issuerResponseCode());
        }
        var issuer = payment.card().issuer();
        return issuer == null ? model : model.issuerCode(issuer.code()).scheme(issuer.scheme());
    }

    private static OutcomeResult result(Answer.Result result) {
        return switch (result) {
            case APPROVED -> OutcomeResult.APPROVED;
            case DECLINED -> OutcomeResult.DECLINED;
            case UNKNOWN -> OutcomeResult.UNKNOWN;
        };
    }

    private @Nullable Balance balance(UUID paymentId, @Nullable Bytes sealed) {
        if (sealed == null) {
            return null;
        }
        var balance = BalanceText.parse(vault.openText(sealed, paymentId));
        return new Balance(
                balance.amount(),
                balance.debit() ? Balance.SignEnum.DEBIT : Balance.SignEnum.CREDIT);
    }

    private static byte @Nullable [] bytes(@Nullable Bytes bytes) {
        return bytes == null ? null : bytes.toArray();
    }

    private OffsetDateTime local(Instant instant) {
        return instant.atZone(cell.zone()).toOffsetDateTime();
    }
}
