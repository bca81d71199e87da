package io.shoudan.system.history;

import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.TrackTwo;
import io.shoudan.iso8583.terminal.ProcessingRequirement;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TransactionField;
import io.shoudan.simulator.terminal.Exchange;
import io.shoudan.simulator.terminal.Heard.Answered;
import io.shoudan.simulator.terminal.Heard.Unanswered;
import io.shoudan.simulator.terminal.Terminal;
import io.shoudan.system.history.Fact.Answer;
import io.shoudan.system.history.Fact.Disturbed;
import io.shoudan.system.history.Fact.Exchanged;
import io.shoudan.system.history.Fact.Flaw;
import io.shoudan.system.history.Fact.Heard;
import io.shoudan.system.history.Fact.Looked;
import io.shoudan.system.history.Fact.Request;
import io.shoudan.system.history.Fact.Strayed;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// What test terminals sent and heard. A test goes through it whenever a terminal speaks.
///
/// Remembers the card data that was sent, so that it can be looked for where it must not be; that
/// never becomes part of a history. Safe for any number of threads, each with terminals of its own.
public final class Journal {

    private static final HexFormat HEX = HexFormat.of();

    /// Money rule 5.
    private static final List<Field<?>> CONTENT =
            List.of(
                    TerminalDialect.PAN,
                    TerminalDialect.TRACK_2,
                    TerminalDialect.PROCESSING_CODE,
                    TerminalDialect.AMOUNT,
                    TerminalDialect.ENTRY_MODE,
                    TerminalDialect.CARD_SEQUENCE,
                    TerminalDialect.CONDITION_CODE,
                    TerminalDialect.CURRENCY,
                    TerminalDialect.CHIP_DATA,
                    TerminalDialect.ORIGINAL);

    /// What a repeat must hear again.
    private static final List<Field<?>> TOLD =
            List.of(
                    TerminalDialect.LOCAL_TIME,
                    TerminalDialect.LOCAL_DATE,
                    TerminalDialect.SETTLEMENT_DATE,
                    TerminalDialect.RETRIEVAL_REFERENCE,
                    TerminalDialect.AUTHORIZATION_CODE,
                    TerminalDialect.RESPONSE_CODE,
                    TerminalDialect.INSTITUTIONS,
                    TerminalDialect.CHIP_DATA);

    private final List<Fact> facts = new ArrayList<>();
    private final IdentityHashMap<Exchange, Long> orders = new IdentityHashMap<>();
    private final IdentityHashMap<Terminal, Integer> strays = new IdentityHashMap<>();
    private final Set<String> secrets = new HashSet<>();
    private final Mac digests;
    private long lastOrder;

    public Journal() {
        try {
            var key = new byte[32];
            new SecureRandom().nextBytes(key);
            digests = Mac.getInstance("HmacSHA256");
            digests.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 must be available", e);
        }
    }

    /// Has `terminal` send something new.
    public Exchange hear(Terminal terminal, Function<Terminal, Exchange> act) {
        return hear(terminal, act, nextOrder(), null);
    }

    /// Has `terminal` send something that is wrong on purpose.
    public Exchange hear(Terminal terminal, Flaw flaw, Function<Terminal, Exchange> act) {
        return hear(terminal, act, nextOrder(), flaw);
    }

    /// Has `terminal` send the same bytes again.
    public Exchange hearAgain(Terminal terminal, Exchange first) {
        return hear(terminal, it -> it.resend(first.request()), orderOf(first), null);
    }

    private Exchange hear(
            Terminal terminal, Function<Terminal, Exchange> act, long order, @Nullable Flaw flaw) {
        var at = Instant.now();
        long begin = System.nanoTime();
        var exchange = act.apply(terminal);
        keep(terminal, exchange, at, Duration.ofNanos(System.nanoTime() - begin), order, flaw);
        return exchange;
    }

    private synchronized long nextOrder() {
        lastOrder++;
        return lastOrder;
    }

    private synchronized long orderOf(Exchange first) {
        return Optional.ofNullable(orders.get(first))
                .orElseThrow(() -> new IllegalArgumentException("must be in the journal"));
    }

    private synchronized void keep(
            Terminal terminal,
            Exchange exchange,
            Instant at,
            Duration took,
            long order,
            @Nullable Flaw flaw) {
        orders.put(exchange, order);
        var request = exchange.request().message();
        remember(request);
        facts.add(
                new Exchanged(
                        order,
                        at,
                        took.toMillis(),
                        request(request),
                        heard(exchange),
                        exchange.frame().map(this::answer).orElse(null),
                        flaw));
        strays(terminal, request);
    }

    private void strays(Terminal terminal, Message request) {
        var all = terminal.strays();
        int known = strays.getOrDefault(terminal, 0);
        for (var stray : all.subList(known, all.size())) {
            var message = stray.message();
            facts.add(
                    new Strayed(
                            request.get(TerminalDialect.TERMINAL),
                            Instant.now(),
                            message.mti(),
                            message.find(TerminalDialect.TERMINAL).orElse(null),
                            message.find(TerminalDialect.TRACE_NUMBER).orElse(null),
                            message.find(TerminalDialect.RESPONSE_CODE).orElse(null)));
        }
        strays.put(terminal, all.size());
    }

    /// Says that an approval was looked up.
    ///
    /// @param after absent if it was not found
    public synchronized void looked(
            Exchange approval, Looked.Place place, Optional<Duration> after) {
        facts.add(
                new Looked(
                        approval.request().message().get(TerminalDialect.TERMINAL),
                        approval.retrievalReference().orElseThrow(),
                        place,
                        after.map(Duration::toMillis).orElse(null)));
    }

    /// Says that answers may be missing or wrong between two instants.
    public synchronized void disturbed(Instant from, Instant until, String what) {
        facts.add(new Disturbed(from, until, what));
    }

    /// A key, a card number, … that must not be found anywhere in the clear.
    public synchronized void secret(String text) {
        secrets.add(text);
    }

    /// In the order in which they were heard.
    public synchronized List<Fact> facts() {
        return List.copyOf(facts);
    }

    synchronized Set<String> secrets() {
        return Set.copyOf(secrets);
    }

    private void remember(Message request) {
        request.find(TerminalDialect.PAN).map(Pan::clearText).ifPresent(secrets::add);
        request.find(TerminalDialect.TRACK_2).map(TrackTwo::clearText).ifPresent(secrets::add);
        request.find(TerminalDialect.PIN_BLOCK)
                .map(block -> HEX.formatHex(block.clearText()))
                .ifPresent(secrets::add);
    }

    private Request request(Message message) {
        var transaction = message.find(TerminalDialect.TRANSACTION);
        return new Request(
                message.get(TerminalDialect.TERMINAL),
                message.get(TerminalDialect.MERCHANT),
                message.mti(),
                message.find(TerminalDialect.PROCESSING_CODE).orElse(null),
                transaction.map(TransactionField::type).orElse(null),
                transaction.map(TransactionField::batchNumber).orElse(""),
                message.get(TerminalDialect.TRACE_NUMBER),
                message.find(TerminalDialect.AMOUNT).orElse(null),
                message.find(TerminalDialect.CURRENCY).orElse(null),
                message.find(TerminalDialect.RESPONSE_CODE).orElse(null),
                transaction.map(TransactionField::networkCode).orElse(null),
                digest(message, CONTENT));
    }

    private Answer answer(TerminalFrame frame) {
        var message = frame.message();
        return new Answer(
                message.find(TerminalDialect.RESPONSE_CODE).orElse(""),
                message.find(TerminalDialect.RETRIEVAL_REFERENCE).orElse(null),
                message.find(TerminalDialect.AUTHORIZATION_CODE).orElse(null),
                message.find(TerminalDialect.TERMINAL).orElse(""),
                message.find(TerminalDialect.MERCHANT).orElse(""),
                message.find(TerminalDialect.TRANSACTION)
                        .map(TransactionField::batchNumber)
                        .orElse(null),
                message.find(TerminalDialect.TRACE_NUMBER).orElse(null),
                message.find(TerminalDialect.AMOUNT).orElse(null),
                message.find(TerminalDialect.CURRENCY).orElse(null),
                frame.header()
                        .processingRequirement()
                        .filter(ProcessingRequirement.SIGN_ON::equals)
                        .isPresent(),
                digest(message, TOLD));
    }

    private static Heard heard(Exchange exchange) {
        return switch (exchange.heard()) {
            case Answered(_, var trust) -> trust.believed() ? Heard.BELIEVED : Heard.NOT_BELIEVED;
            case Unanswered(var reason) -> Heard.valueOf(reason.name());
        };
    }

    private String digest(Message message, List<Field<?>> fields) {
        var part =
                Message.builder(TerminalDialect.DIALECT, message.mti())
                        .copy(message, fields)
                        .unchecked();
        byte[] digest = digests.doFinal(TerminalDialect.DIALECT.pack(part));
        return "k" + HEX.formatHex(Arrays.copyOf(digest, 6));
    }
}
