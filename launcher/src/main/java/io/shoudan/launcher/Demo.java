package io.shoudan.launcher;

import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.simulator.terminal.Card;
import io.shoudan.simulator.terminal.Exchange;
import io.shoudan.simulator.terminal.Terminal;
import io.shoudan.simulator.terminal.Totals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// A day at a counter in under a minute: what a terminal does over TCP, and what its merchant then
/// sees through the gateway. Every step is checked, and says what happened and why.
///
/// May be repeated on the same data.
final class Demo {

    /// Longer than any event needs from one service to the next.
    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(20);

    private static final Card CARD = Card.typed("6225000000000014", "3012");

    /// The card network's simulator decides by the last two digits.
    private static final long APPROVED = 1234;

    private static final long NO_FUNDS = 2051;
    private static final long NEVER_ANSWERED = 3098;
    private static final long VOIDED = 4000;

    private final Terminal terminal;
    private final DemoMerchant merchant;
    private final ApiCaller api;
    private final NetworkRecord network;
    private final Output output;
    private int number;

    Demo(
            Terminal terminal,
            DemoMerchant merchant,
            ApiCaller api,
            NetworkRecord network,
            Output output) {
        this.terminal = terminal;
        this.merchant = merchant;
        this.api = api;
        this.network = network;
        this.output = output;
    }

    /// @return whether every step held; the first that does not ends the demo
    boolean run() throws InterruptedException {
        long begin = System.nanoTime();
        try {
            atTheCounter();
            output.say("demo: every step held, " + since(begin));
            return true;
        } catch (NotHeld e) {
            output.important("demo: FAILED: " + e.getMessage());
            return false;
        } catch (ApiCaller.Refused | java.io.UncheckedIOException e) {
            output.important("demo: FAILED: " + e);
            return false;
        }
    }

    private void atTheCounter() throws InterruptedException {
        step("sign-on", this::signOn);
        Exchange purchase = terminal.purchase(APPROVED, CARD);
        step("purchase of " + yuan(APPROVED), () -> approved(purchase));
        step("the same frame again", () -> sameAnswer(purchase));
        Exchange declined = terminal.purchase(NO_FUNDS, CARD);
        step("purchase of " + yuan(NO_FUNDS), () -> answered(declined, "51"));
        output.say("  (a purchase that the card network never answers: this takes its 20 s)");
        Exchange unanswered = terminal.purchase(NEVER_ANSWERED, CARD);
        step("purchase of " + yuan(NEVER_ANSWERED), () -> reversedByTheHost(unanswered));
        Exchange mistaken = terminal.purchase(VOIDED, CARD);
        step("purchase of " + yuan(VOIDED), () -> approved(mistaken));
        Exchange voiding = terminal.voidOf(mistaken.traceNumber());
        step("void of it", () -> voided(mistaken, voiding));
        step("settlement of the batch", this::settled);
        step(
                "the merchant's list",
                () -> listed(purchase, declined, unanswered, mistaken, voiding));
        step("the merchant's statement", () -> stated(purchase, declined, unanswered, mistaken));
    }

    private String signOn() {
        Exchange signOn = terminal.signOn();
        requireCode(signOn, "00");
        return "working keys received, batch " + terminal.memory().batchNumber();
    }

    private String approved(Exchange exchange) {
        return answered(exchange, "00")
                + ", authorization code "
                + field(exchange, TerminalDialect.AUTHORIZATION_CODE);
    }

    private String answered(Exchange exchange, String code) {
        requireCode(exchange, code);
        return "answer " + code + ", reference " + reference(exchange);
    }

    private String sameAnswer(Exchange first) throws InterruptedException {
        Exchange again = terminal.resend(first.request());
        requireCode(again, "00");
        for (var each :
                List.of(
                        TerminalDialect.RETRIEVAL_REFERENCE,
                        TerminalDialect.AUTHORIZATION_CODE,
                        TerminalDialect.RESPONSE_CODE)) {
            require(
                    field(again, each).equals(field(first, each)),
                    "the repeat must get the first answer: " + field(again, each));
        }
        long requests = network.requests(reference(first));
        require(requests == 1, "the card network must have one request on record: " + requests);
        return "the first answer again; the card network has one request on record";
    }

    /// The terminal hears 98 and does nothing; the host has stored the reversal with that outcome.
    private String reversedByTheHost(Exchange exchange) throws InterruptedException {
        requireCode(exchange, "98");
        JsonNode transaction = awaitState(exchange, "PURCHASE", Set.of("REVERSED"));
        return "answer 98, then " + states(transaction);
    }

    private String voided(Exchange original, Exchange voiding) throws InterruptedException {
        requireCode(voiding, "00");
        awaitState(original, "PURCHASE", Set.of("VOIDED"));
        return "answer 00, the purchase is VOIDED";
    }

    private String settled() {
        Exchange settlement = terminal.settle();
        requireCode(settlement, "00");
        Totals totals = Totals.of(field(settlement, TerminalDialect.ADDITIONAL_DATA));
        require(totals.balanced(), "the batch must balance: " + totals);
        return "balanced, %d purchases, %s"
                .formatted(totals.domestic().debitCount(), yuan(totals.domestic().debitMinor()));
    }

    private String listed(
            Exchange purchase,
            Exchange declined,
            Exchange unanswered,
            Exchange mistaken,
            Exchange voiding)
            throws InterruptedException {
        awaitState(purchase, "PURCHASE", Set.of("SETTLED"));
        List<String> lines = new ArrayList<>();
        lines.add(line(purchase, "PURCHASE", "SETTLED", ""));
        lines.add(line(declined, "PURCHASE", "DECLINED", "INSUFFICIENT_FUNDS"));
        lines.add(line(unanswered, "PURCHASE", "REVERSED", "NETWORK_NO_REPLY"));
        lines.add(line(mistaken, "PURCHASE", "VOIDED", "VOIDED"));
        lines.add(line(voiding, "VOID", "", ""));
        return "all five, with what happened and why\n    " + String.join("\n    ", lines);
    }

    /// @param state empty when more than one is right
    /// @param cause empty when there is nothing to explain
    private String line(Exchange exchange, String kind, String state, String cause)
            throws InterruptedException {
        JsonNode found =
                find(exchange, kind)
                        .orElseThrow(
                                () ->
                                        new NotHeld(
                                                "the list lacks "
                                                        + kind
                                                        + " "
                                                        + exchange.traceNumber()));
        require(
                state.isEmpty() || text(found, "state").equals(state),
                "must be " + state + ": " + found);
        JsonNode why = found.path("cause");
        require(
                cause.isEmpty() || text(why, "code").equals(cause),
                "must say " + cause + ": " + found);
        return "%-8s %9s  %-8s %s  %s%s"
                .formatted(
                        kind,
                        yuan(found.path("amount").path("minorUnits").asLong()),
                        text(found, "state"),
                        text(found, "retrievalReference"),
                        text(found.path("card"), "maskedPan"),
                        why.isMissingNode()
                                ? ""
                                : "  " + text(why, "code") + ": " + text(why, "symptom"));
    }

    private String stated(Exchange purchase, Exchange... withoutLine) throws InterruptedException {
        String date = text(find(purchase, "PURCHASE").orElseThrow(), "businessDate");
        JsonNode statement =
                await(
                        () -> Optional.of(api.get("/v1/statements/" + date)),
                        found -> lineOf(found, purchase).isPresent(),
                        "the statement of " + date + " must have " + reference(purchase));
        JsonNode line = lineOf(statement, purchase).orElseThrow();
        require(
                line.path("netMinor").asLong()
                        == line.path("amountMinor").asLong() - line.path("feeMinor").asLong(),
                "net must be amount less fee: " + line);
        for (Exchange other : withoutLine) {
            require(lineOf(statement, other).isEmpty(), "must not be paid: " + reference(other));
        }
        return "%s: %s less a fee of %s (%s) is %s; in all %s net"
                .formatted(
                        date,
                        yuan(line.path("amountMinor").asLong()),
                        yuan(line.path("feeMinor").asLong()),
                        text(line, "feeRule"),
                        yuan(line.path("netMinor").asLong()),
                        yuan(statement.path("netMinor").asLong()));
    }

    private static Optional<JsonNode> lineOf(JsonNode statement, Exchange exchange) {
        String reference = reference(exchange);
        return statement
                .path("lines")
                .valueStream()
                .filter(line -> text(line, "retrievalReference").equals(reference))
                .findFirst();
    }

    private JsonNode awaitState(Exchange exchange, String kind, Set<String> states)
            throws InterruptedException {
        return await(
                () -> find(exchange, kind),
                found -> states.contains(text(found, "state")),
                kind + " " + reference(exchange) + " must become " + states);
    }

    /// As the merchant finds it in its list.
    private Optional<JsonNode> find(Exchange exchange, String kind) throws InterruptedException {
        String reference = reference(exchange);
        JsonNode page =
                api.get(
                        ApiCaller.query(
                                "/v1/transactions",
                                Map.of("terminalId", merchant.terminalId(), "limit", "50")));
        return page.path("items")
                .valueStream()
                .filter(each -> text(each, "retrievalReference").equals(reference))
                .filter(each -> text(each, "kind").equals(kind))
                .findFirst();
    }

    private interface Question {
        Optional<JsonNode> ask() throws InterruptedException;
    }

    private static JsonNode await(Question question, Predicate<JsonNode> fits, String expectation)
            throws InterruptedException {
        long deadline = System.nanoTime() + ARRIVAL_LIMIT.toNanos();
        while (true) {
            Optional<JsonNode> answer = question.ask();
            if (answer.filter(fits).isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() > deadline) {
                throw new NotHeld(
                        expectation + ": " + answer.map(JsonNode::toString).orElse("nothing"));
            }
            Pause.briefly();
        }
    }

    /// `RECEIVED, SENT, … REVERSED` with causes.
    private String states(JsonNode transaction) throws InterruptedException {
        JsonNode timeline = api.get("/v1/transactions/" + text(transaction, "id") + "/timeline");
        List<String> steps = new ArrayList<>();
        for (JsonNode each : timeline.path("steps")) {
            String cause = text(each.path("cause"), "code");
            steps.add(text(each, "step") + (cause.isEmpty() ? "" : " (" + cause + ")"));
        }
        return String.join(", ", steps);
    }

    private interface Step {
        /// What happened, for the reader.
        String take() throws InterruptedException;
    }

    private void step(String name, Step step) throws InterruptedException {
        long begin = System.nanoTime();
        number++;
        try {
            output.say("  %2d. %s: %s, %s".formatted(number, name, step.take(), since(begin)));
        } catch (NotHeld e) {
            throw new NotHeld("step " + number + ", " + name + ": " + e.getMessage());
        }
    }

    private static String since(long begin) {
        return Output.seconds(Duration.ofNanos(System.nanoTime() - begin));
    }

    private static void requireCode(Exchange exchange, String code) {
        require(
                exchange.believed() && exchange.responseCode().filter(code::equals).isPresent(),
                "must be answered " + code + ": " + exchange.heard());
    }

    private static void require(boolean held, String complaint) {
        if (!held) {
            throw new NotHeld(complaint);
        }
    }

    private static String reference(Exchange exchange) {
        return field(exchange, TerminalDialect.RETRIEVAL_REFERENCE);
    }

    private static String field(Exchange exchange, io.shoudan.iso8583.Field<String> field) {
        return exchange.answer().flatMap(answer -> answer.find(field)).orElse("");
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    private static String yuan(long minor) {
        return "%d.%02d".formatted(minor / 100, minor % 100);
    }

    private static final class NotHeld extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotHeld(String message) {
            super(message);
        }
    }
}
