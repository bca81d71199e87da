package io.shoudan.terminal.payment;

import static io.shoudan.iso8583.terminal.TerminalDialect.ADDITIONAL_AMOUNTS;
import static io.shoudan.iso8583.terminal.TerminalDialect.AUTHORIZATION_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.CHIP_DATA;
import static io.shoudan.iso8583.terminal.TerminalDialect.CONDITION_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.OPERATOR_OR_SCHEME;

import io.shoudan.contracts.transaction.model.AuthorizationOutcome;
import io.shoudan.contracts.transaction.model.AuthorizationRequest;
import io.shoudan.contracts.transaction.model.Balance;
import io.shoudan.contracts.transaction.model.OutcomeResult;
import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.ChipData;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.terminal.BalanceField;
import io.shoudan.iso8583.terminal.OperatorField;
import io.shoudan.terminal.answer.Answers;
import io.shoudan.terminal.answer.Reply;
import io.shoudan.terminal.answer.ResponseCodes;
import io.shoudan.terminal.answer.Told;
import io.shoudan.terminal.check.CheckedRequest;
import io.shoudan.terminal.field.SoftwareVersion;
import io.shoudan.terminal.transactions.Result;
import io.shoudan.terminal.transactions.TransactionCalls;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// 0200 and 0220 ⇄ `AuthorizationRequest` and `AuthorizationOutcome`: purchase, void, refund,
/// balance inquiry.
@Component
public class Payments {

    private static final int OPERATOR_CHARACTERS = 3;

    private final TransactionCalls transactions;
    private final ResponseCodes codes;
    private final Answers answers;

    Payments(TransactionCalls transactions, ResponseCodes codes, Answers answers) {
        this.transactions = transactions;
        this.codes = codes;
        this.answers = answers;
    }

    /// Has a payment decided, or hears its first decision again.
    ///
    /// @throws IllegalArgumentException if it is of a kind that transaction-service doesn't know
    public Reply pay(CheckedRequest request) {
        return switch (transactions.authorize(toRequest(request))) {
            case Result.Answered<AuthorizationOutcome>(var outcome) -> answer(request, outcome);
            case Result.NoOutcome<AuthorizationOutcome>() ->
                    new Reply.Unanswered("no outcome within the deadline");
        };
    }

    private static AuthorizationRequest toRequest(CheckedRequest request) {
        var message = request.message();
        var kind =
                PaymentFields.kind(request.kind())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "must be a payment: kind=" + request.kind()));
        var operator = OperatorField.of(message.find(OPERATOR_OR_SCHEME).orElse(""));
        return new AuthorizationRequest(
                        kind,
                        request.terminalId(),
                        request.merchantId(),
                        request.batchNumber(),
                        request.traceNumber(),
                        message.get(CONDITION_CODE),
                        PaymentFields.card(request))
                .amount(PaymentFields.amount(message))
                .original(PaymentFields.original(message))
                .softwareVersion(SoftwareVersion.of(request.frame()))
                .operator(operator(operator))
                .location(location(operator));
    }

    private Reply answer(CheckedRequest request, AuthorizationOutcome outcome) {
        var told =
                switch (outcome.getResult()) {
                    case APPROVED -> Told.APPROVED;
                    case UNKNOWN -> codes.unknown(outcome.getCause());
                    case DECLINED, REFUSED ->
                            codes.declined(outcome.getCause(), outcome.getIssuerResponseCode());
                };
        var reply =
                answers.decided(
                        request.frame(),
                        told,
                        outcome.getRetrievalReference(),
                        outcome.getHostTime(),
                        request.seal(),
                        it -> fill(it, outcome));
        return outcome.getResult() == OutcomeResult.REFUSED ? reply.refused(null) : reply;
    }

    private static void fill(Message.Builder reply, AuthorizationOutcome outcome) {
        PaymentFields.place(
                reply,
                outcome.getAcquirerCode(),
                outcome.getBusinessDate(),
                outcome.getScheme(),
                outcome.getIssuerCode());
        var chipData = outcome.getChipData();
        if (chipData != null && chipData.length > 0) {
            reply.set(CHIP_DATA, ChipData.of(Bytes.of(chipData)));
        }
        if (outcome.getResult() == OutcomeResult.APPROVED) {
            var code = outcome.getAuthorizationCode();
            if (code != null) {
                reply.set(AUTHORIZATION_CODE, code);
            }
            var balance = outcome.getBalance();
            if (balance != null) {
                reply.set(ADDITIONAL_AMOUNTS, text(balance));
            }
        }
    }

    private static String text(Balance balance) {
        var amount = balance.getAmount();
        long minor = amount.minorUnits();
        return new BalanceField(
                        amount.currency().getNumericCodeAsString(),
                        balance.getSign() == Balance.SignEnum.CREDIT ? minor : -minor)
                .text();
    }

    /// What a terminal sends beyond the three characters of an operator is none of ours.
    private static @Nullable String operator(OperatorField field) {
        var text = field.operator();
        var first = text.substring(0, Math.min(text.length(), OPERATOR_CHARACTERS)).strip();
        return first.isEmpty() ? null : first;
    }

    private static @Nullable String location(OperatorField field) {
        var place = field.location();
        return place == null
                ? null
                : place.latitude().toPlainString() + "," + place.longitude().toPlainString();
    }
}
