package io.shoudan.transaction.authorization;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.Card;
import io.shoudan.contracts.transaction.model.OriginalReference;
import io.shoudan.contracts.transaction.model.ReversalRequest;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.ChipData;
import io.shoudan.iso8583.Expiry;
import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.TrackTwo;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.Text;
import io.shoudan.transaction.network.NetworkRequest.CardData;
import io.shoudan.transaction.payment.Identity;
import io.shoudan.transaction.payment.Slip;
import io.shoudan.transaction.reversal.TerminalReversal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Turns what came over HTTP into our own types; what can't be turned is a problem that names the
/// field and not its value.
final class RequestModels {

    private static final Text REQUIRED = Text.of("缺少必填字段", "is missing");
    private static final Text MALFORMED = Text.of("格式不正确", "is malformed");

    private RequestModels() {}

    static AuthorizationRequest authorization(
            io.shoudan.contracts.transaction.model.AuthorizationRequest model) {
        var slip =
                new Slip(
                        model.getTerminalId(),
                        model.getMerchantId(),
                        model.getBatchNumber(),
                        model.getTraceNumber());
        return new AuthorizationRequest(
                new Identity(slip, model.getKind()),
                model.getConditionCode(),
                amount(model.getKind(), model.getAmount()),
                card(model.getCard()),
                original(model.getOriginal()),
                model.getSoftwareVersion(),
                model.getOperator(),
                model.getLocation());
    }

    static TerminalReversal reversal(ReversalRequest model) {
        var slip =
                new Slip(
                        model.getTerminalId(),
                        model.getMerchantId(),
                        model.getBatchNumber(),
                        model.getTraceNumber());
        return new TerminalReversal(
                new Identity(slip, model.getKind()),
                amount(model.getKind(), model.getAmount()),
                Pan.of(model.getCard().getPan()),
                model.getReason());
    }

    /// An inquiry has no amount of its own: what came with it is dropped.
    private static @Nullable Money amount(TransactionKind kind, @Nullable Money amount) {
        return switch (kind) {
            case BALANCE_INQUIRY -> null;
            case PURCHASE, VOID, REFUND -> {
                if (amount == null) {
                    throw Problem.invalid("amount", REQUIRED);
                }
                yield amount;
            }
        };
    }

    private static CardData card(Card card) {
        return new CardData(
                Pan.of(card.getPan()),
                read("card.expiry", card.getExpiry(), Expiry::of),
                card.getSequence(),
                read("card.trackTwo", card.getTrackTwo(), TrackTwo::of),
                read("card.chipData", card.getChipData(), RequestModels::chipData),
                card.getEntryMode(),
                card.getPinCaptureCode(),
                read("card.pinBlock", card.getPinBlock(), RequestModels::pinBlock),
                card.getSecurityControl());
    }

    private static ChipData chipData(byte[] bytes) {
        return ChipData.of(Bytes.of(bytes));
    }

    private static PinBlock pinBlock(String hex) {
        return PinBlock.of(Bytes.ofHex(hex).toArray());
    }

    private static <F, T> @Nullable T read(
            String field, @Nullable F value, Function<? super F, ? extends T> parse) {
        if (value == null) {
            return null;
        }
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException | MalformedMessage _) {
            throw Problem.invalid(field, MALFORMED);
        }
    }

    private static AuthorizationRequest.@Nullable OriginalReference original(
            @Nullable OriginalReference model) {
        return model == null
                ? null
                : new AuthorizationRequest.OriginalReference(
                        model.getBatchNumber(),
                        model.getTraceNumber(),
                        model.getDate(),
                        model.getRetrievalReference(),
                        model.getAuthorizationCode());
    }
}
