package io.shoudan.transaction.payment;

import io.shoudan.contracts.transaction.model.TransactionKind;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A new payment as parameters of its insert.
final class NewPaymentParameters {

    private NewPaymentParameters() {}

    static Map<String, @Nullable Object> of(NewPayment draft, ZoneId zone) {
        var values = new HashMap<String, @Nullable Object>();
        var edge = draft.edge();
        boolean sent = edge == Edge.INTENT;
        values.put("id", draft.id());
        values.put("kind", draft.kind().name());
        values.put("state", edge.to().name());
        values.put("sent", sent);
        values.put("step", (sent ? Step.SENT_TO_NETWORK : Step.DECLINED_BY_RULES).name());
        values.put("terminal", draft.slip().terminalId());
        values.put("merchant", draft.slip().merchantId());
        values.put("batch", draft.batchId());
        values.put("batch_number", draft.slip().batchNumber());
        values.put("trace", draft.slip().traceNumber());
        values.put("condition", draft.conditionCode());
        var amount = draft.amount();
        values.put("amount", amount == null ? null : amount.minorUnits());
        values.put("currency", amount == null ? null : amount.currency().getCurrencyCode());
        var refusal = draft.refusal();
        values.put("cause", refusal == null ? null : refusal.cause().code());
        values.put("detail", refusal == null ? null : refusal.detail());
        values.put("original", draft.originalId());
        values.put("holds_claim", sent && claims(draft.kind()));
        values.put("patience_ms", draft.patience().toMillis());
        values.put("zone", zone.getId());
        values.put("software_version", draft.softwareVersion());
        values.put("operator", draft.operator());
        values.put("location", draft.location());
        putCard(values, draft.card());
        putPlace(values, draft.place());
        return values;
    }

    private static boolean claims(TransactionKind kind) {
        return switch (kind) {
            case VOID, REFUND -> true;
            case PURCHASE, BALANCE_INQUIRY -> false;
        };
    }

    private static void putCard(Map<String, @Nullable Object> values, Card card) {
        values.put("masked_pan", card.maskedPan());
        values.put("last_four", card.lastFour());
        values.put("pan_sealed", card.sealedPan().toArray());
        values.put("pan_hash", card.panHash().toArray());
        values.put("entry_mode", card.entryMode());
        values.put("directory_version", card.directoryVersion());
        var issuer = card.issuer();
        values.put("issuer", issuer == null ? null : issuer.name());
        values.put("issuer_code", issuer == null ? null : issuer.code());
        values.put("scheme", issuer == null ? null : issuer.scheme());
        values.put("card_region", issuer == null ? null : issuer.region().name());
        values.put("matched_range", issuer == null ? null : issuer.range());
        values.put("network", issuer == null ? null : issuer.network());
    }

    private static void putPlace(Map<String, @Nullable Object> values, Place place) {
        values.put("merchant_name", place.merchantName());
        values.put("merchant_category", place.categoryCode());
        values.put("outlet_id", place.outletId());
        values.put("outlet_name", place.outletName());
        values.put("outlet_address", place.address());
        values.put("region_code", place.regionCode());
    }
}
