package io.shoudan.transaction.authorization;

import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.transaction.authorization.AuthorizationRequest.OriginalReference;
import io.shoudan.transaction.calendar.Cell;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.payment.Payments;
import io.shoudan.transaction.payment.Slip;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Finds the purchase that a void or refund names (check 15).
///
/// Field 61 names one of the same terminal. A refund may name another terminal's of the same
/// merchant by field 37 and date. When both are there they must mean the same one.
@Component
class Originals {

    private static final DateTimeFormatter MONTH_DAY = DateTimeFormatter.ofPattern("MMdd");
    private static final String NO_NUMBER = "000000";

    private final Payments payments;
    private final Cell cell;

    Originals(Payments payments, Cell cell) {
        this.payments = payments;
        this.cell = cell;
    }

    Optional<Payment> find(AuthorizationRequest request) {
        var reference = request.original();
        if (reference == null) {
            return Optional.empty();
        }
        var slip = request.identity().slip();
        return bySlip(slip, reference)
                .or(() -> byReference(request, reference))
                .filter(it -> agrees(it, reference))
                .filter(it -> elsewhereAllowed(request, it));
    }

    private Optional<Payment> bySlip(Slip slip, OriginalReference reference) {
        var batch = reference.batchNumber();
        var trace = reference.traceNumber();
        if (batch == null || trace == null) {
            return Optional.empty();
        }
        var named = new Slip(slip.terminalId(), slip.merchantId(), batch, trace);
        return payments.findPurchases(named).stream()
                .filter(it -> dateAgrees(it, reference))
                .findFirst();
    }

    private Optional<Payment> byReference(
            AuthorizationRequest request, OriginalReference reference) {
        if (reference.retrievalReference() == null) {
            return Optional.empty();
        }
        var merchantId = request.identity().slip().merchantId();
        return payments.findPurchase(merchantId, reference.retrievalReference())
                .filter(it -> elsewhereAllowed(request, it));
    }

    /// Everything that the request says about the original is true of it.
    private boolean agrees(Payment original, OriginalReference reference) {
        return absentOr(reference.retrievalReference(), original.retrievalReference())
                && absentOr(reference.batchNumber(), original.slip().batchNumber())
                && absentOr(reference.traceNumber(), original.slip().traceNumber())
                && absentOr(reference.authorizationCode(), original.authorizationCode())
                && dateAgrees(original, reference);
    }

    private boolean dateAgrees(Payment original, OriginalReference reference) {
        var date = reference.date();
        var decided = original.decidedAt();
        return date == null
                || date.equals("0000")
                || (decided != null && MONTH_DAY.format(decided.atZone(cell.zone())).equals(date));
    }

    private static boolean absentOr(@Nullable String said, @Nullable String known) {
        return said == null || said.equals(NO_NUMBER) || Objects.equals(said, known);
    }

    private static boolean elsewhereAllowed(AuthorizationRequest request, Payment original) {
        return request.identity().kind() == TransactionKind.REFUND
                || original.slip().terminalId().equals(request.identity().slip().terminalId());
    }
}
