package io.shoudan.transaction.payment;

import io.shoudan.contracts.transaction.model.TransactionKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// New payments as columns of their insert: an array for each, in the order of the payments.
final class NewPaymentColumns {

    /// @param type in PostgreSQL, read from text; `bytea` is not
    private record Column(String name, String type, Function<NewPayment, @Nullable Object> value) {}

    // spotless:off  A table.
    private static final List<Column> COLUMNS = List.of(
            column("id",                "uuid",   NewPayment::id),
            column("kind",              "text",   NewPayment::kind),
            column("state",             "text",   it -> it.edge().to()),
            column("step",              "text",   NewPaymentColumns::step),
            column("terminal_id",       "text",   it -> it.slip().terminalId()),
            column("merchant_id",       "text",   it -> it.slip().merchantId()),
            column("batch_id",          "bigint", NewPayment::batchId),
            column("batch_number",      "text",   it -> it.slip().batchNumber()),
            column("trace_number",      "text",   it -> it.slip().traceNumber()),
            column("condition_code",    "text",   NewPayment::conditionCode),
            column("amount_minor",      "bigint", it -> it.amount() == null ? null : it.amount().minorUnits()),
            column("currency",          "text",   it -> it.amount() == null ? null : it.amount().currency()),
            column("cause",             "text",   it -> it.refusal() == null ? null : it.refusal().cause().code()),
            column("detail",            "text",   it -> it.refusal() == null ? null : it.refusal().detail()),
            column("original_id",       "uuid",   NewPayment::originalId),
            column("holds_claim",       "bool",   NewPaymentColumns::holdsClaim),
            column("patience_ms",       "bigint", it -> it.patience().toMillis()),
            column("software_version",  "text",   NewPayment::softwareVersion),
            column("operator",          "text",   NewPayment::operator),
            column("location",          "text",   NewPayment::location),
            column("masked_pan",        "text",   it -> it.card().maskedPan()),
            column("last_four",         "text",   it -> it.card().lastFour()),
            column("pan_sealed",        "bytea",  it -> it.card().sealedPan().toArray()),
            column("pan_hash",          "bytea",  it -> it.card().panHash().toArray()),
            column("entry_mode",        "text",   it -> it.card().entryMode()),
            column("directory_version", "int",    it -> it.card().directoryVersion()),
            ofIssuer("issuer",          Card.CardIssuer::name),
            ofIssuer("issuer_code",     Card.CardIssuer::code),
            ofIssuer("scheme",          Card.CardIssuer::scheme),
            ofIssuer("card_region",     Card.CardIssuer::region),
            ofIssuer("matched_range",   Card.CardIssuer::range),
            ofIssuer("network",         Card.CardIssuer::network),
            column("merchant_name",     "text",   it -> it.place().merchantName()),
            column("merchant_category", "text",   it -> it.place().categoryCode()),
            column("outlet_id",         "text",   it -> it.place().outletId()),
            column("outlet_name",       "text",   it -> it.place().outletName()),
            column("outlet_address",    "text",   it -> it.place().address()),
            column("region_code",       "text",   it -> it.place().regionCode()));
    // spotless:on

    /// The source of an insert: all of them as rows of `draft`, whose columns have the names of the
    /// table's.
    static final String DRAFTS =
            COLUMNS.stream()
                            .map(it -> ":%s::%s[]".formatted(it.name(), it.type()))
                            .collect(Collectors.joining(", ", "select * from unnest(", ")"))
                    + COLUMNS.stream()
                            .map(Column::name)
                            .collect(Collectors.joining(", ", " as draft (", ")"));

    private NewPaymentColumns() {}

    static Map<String, Object> of(List<NewPayment> drafts) {
        var columns = new HashMap<String, Object>();
        for (var column : COLUMNS) {
            var values = drafts.stream().map(column.value());
            columns.put(
                    column.name(),
                    column.type().equals("bytea")
                            ? values.map(byte[].class::cast).toArray(byte[][]::new)
                            : values.map(it -> it == null ? null : it.toString())
                                    .toArray(String[]::new));
        }
        return columns;
    }

    private static Column column(
            String name, String type, Function<NewPayment, @Nullable Object> value) {
        return new Column(name, type, value);
    }

    private static Column ofIssuer(String name, Function<Card.CardIssuer, Object> value) {
        return column(
                name,
                "text",
                it -> it.card().issuer() == null ? null : value.apply(it.card().issuer()));
    }

    private static Step step(NewPayment draft) {
        return draft.edge() == Edge.INTENT ? Step.SENT_TO_NETWORK : Step.DECLINED_BY_RULES;
    }

    private static boolean holdsClaim(NewPayment draft) {
        return draft.edge() == Edge.INTENT && claims(draft.kind());
    }

    private static boolean claims(TransactionKind kind) {
        return switch (kind) {
            case VOID, REFUND -> true;
            case PURCHASE, BALANCE_INQUIRY -> false;
        };
    }
}
