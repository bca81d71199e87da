package io.shoudan.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.ENTRY_MODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.PAN;
import static io.shoudan.iso8583.terminal.TerminalDialect.PIN_BLOCK;
import static io.shoudan.iso8583.terminal.TerminalDialect.PIN_CAPTURE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.SECURITY_CONTROL;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACK_2;
import static io.shoudan.terminal.FakeTransactionService.TRANSACTIONS;
import static io.shoudan.terminal.FakeTransactionService.hangsUp;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.TrackTwo;
import io.shoudan.iso8583.mac.BlockCipher;
import io.shoudan.iso8583.pin.PinFormat0;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Nothing that could be used to take money is left in a table or a log, whatever happened.
class CanaryIT {

    private static final Pan CARD = Pan.of("4111111111111111");
    private static final String DISCRETIONARY = "0000082300";

    /// As long as a PIN can be: six digits stand in many a time of day and many an id.
    private static final String PIN = "246813579024";

    private final House house = House.shared();
    private final TestTerminal terminal = house.newTerminal();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root =
            ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("ROOT");

    @BeforeEach
    void listen() {
        house.transactions().forget();
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void hangUp() {
        root.detachAppender(log);
        terminal.close();
    }

    @Test
    void leavesNoKeyNoCardAndNoPinBehind() {
        terminal.signOn("004");
        var pinBlock = pinBlock(PIN);
        var translated = buyWith(pinBlock);
        house.transactions().next(TRANSACTIONS, hangsUp());
        buyWith(pinBlock);
        assertThat(terminal.send(purchase(pinBlock)).get(RESPONSE_CODE)).isEqualTo("A0");
        var malformed = terminal.purchase(100).set(PAN, CARD).remove(ENTRY_MODE).unchecked();
        assertThat(terminal.sendSigned(malformed).message().get(RESPONSE_CODE)).isEqualTo("30");

        var trackKey = Objects.requireNonNull(terminal.trackKey());
        var secrets = new ArrayList<String>();
        for (var key :
                List.of(
                        Bytes.ofHex(House.MAIN_KEY).toArray(),
                        Bytes.ofHex(House.TRANSPORT_KEY).toArray(),
                        Bytes.ofHex(House.ZONE_KEY).toArray(),
                        terminal.pinKey(),
                        terminal.macKey(),
                        trackKey,
                        pinBlock)) {
            secrets.add(Bytes.of(key).hex());
            secrets.add(Base64.getEncoder().withoutPadding().encodeToString(key));
        }
        secrets.add(translated);
        secrets.add(CARD.clearText());
        secrets.add(DISCRETIONARY);
        secrets.add(PIN);

        assertThat(tables())
                .contains(terminal.id())
                .doesNotContainIgnoringCase(secrets.toArray(String[]::new));
        assertThat(metrics())
                .contains("shoudan_terminal_answers_total")
                .doesNotContainIgnoringCase(secrets.toArray(String[]::new));
        assertThat(logged())
                .contains(terminal.id())
                .doesNotContainIgnoringCase(secrets.toArray(String[]::new));
    }

    private String metrics() {
        var request = HttpRequest.newBuilder(URI.create(house.http() + "/actuator/prometheus"));
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("must be answered", e);
        }
    }

    /// Every purchase is as good as the first, and what the network gets of the PIN is new.
    private String buyWith(byte[] pinBlock) {
        var answer = terminal.sendSigned(purchase(pinBlock)).message();
        assertThat(answer.get(RESPONSE_CODE)).isEqualTo("00");
        var card = house.transactions().lastCall(TRANSACTIONS).body().get("card");
        assertThat(card.get("pan").asString()).isEqualTo(CARD.clearText());
        assertThat(card.get("trackTwo").asString())
                .isEqualTo(CARD.clearText() + "D3012201" + DISCRETIONARY);
        return card.get("pinBlock").asString();
    }

    /// By track alone, a part of it enciphered under the track key.
    private io.shoudan.iso8583.Message purchase(byte[] pinBlock) {
        var key = Objects.requireNonNull(terminal.trackKey());
        var track =
                TrackTwo.of(CARD.clearText() + "D3012201" + DISCRETIONARY)
                        .withProtectedPart(part -> BlockCipher.TRIPLE_DES.encrypt(key, part));
        return terminal.purchase(100)
                .remove(PAN)
                .set(TRACK_2, track)
                .set(ENTRY_MODE, "021")
                .set(PIN_CAPTURE_CODE, "12")
                .set(PIN_BLOCK, PinBlock.of(pinBlock))
                .set(SECURITY_CONTROL, "2610000000000000")
                .unchecked();
    }

    private byte[] pinBlock(String pin) {
        return BlockCipher.TRIPLE_DES.encrypt(
                terminal.pinKey(), PinFormat0.encode(pin.toCharArray(), CARD));
    }

    private String tables() {
        var all = new StringBuilder();
        var names =
                house.jdbc()
                        .sql(
                                "select table_name from information_schema.tables "
                                        + "where table_schema = 'public'")
                        .query(String.class)
                        .list();
        assertThat(names).contains("key_generation", "main_key", "attempt");
        for (var name : names) {
            house.jdbc()
                    .sql("select t::text from " + name + " t")
                    .query(String.class)
                    .list()
                    .forEach(row -> all.append(row).append('\n'));
        }
        return all.toString();
    }

    private String logged() {
        var all = new StringBuilder();
        for (var event : List.copyOf(log.list)) {
            all.append(event.getFormattedMessage());
            var pairs = event.getKeyValuePairs();
            if (pairs != null) {
                all.append(pairs);
            }
            var thrown = event.getThrowableProxy();
            if (thrown != null) {
                all.append(ThrowableProxyUtil.asString(thrown));
            }
            all.append('\n');
        }
        return all.toString();
    }
}
