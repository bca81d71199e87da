package io.shoudan.terminal;

import io.shoudan.contracts.event.BindingChanged;
import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.contracts.event.MerchantChanged;
import io.shoudan.contracts.merchant.model.BindingStatus;
import io.shoudan.contracts.merchant.model.MerchantStatus;
import io.shoudan.contracts.merchant.model.Product;
import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.mac.BlockCipher;
import io.shoudan.iso8583.mac.KeyCheckValue;
import io.shoudan.platform.event.EventJson;
import io.shoudan.platform.security.MasterKey;
import io.shoudan.platform.testing.Eventually;
import io.shoudan.platform.testing.TestServers;
import io.shoudan.terminal.iso.TerminalListener;
import io.shoudan.terminal.session.MainKeys;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Terminal-service with real PostgreSQL and Kafka, and a fake transaction-service behind it.
final class House implements AutoCloseable {

    static final String MERCHANT = "898310058120001";
    static final String TRANSPORT_KEY = "00112233445566778899AABBCCDDEEFF";
    static final String ZONE_KEY = "FEDCBA98765432100123456789ABCDEF";
    static final String MAIN_KEY = "0123456789ABCDEFFEDCBA9876543210";

    /// Where nobody listens, for a house without a transaction-service. Not a port that was free a
    /// moment ago: the house itself takes free ones.
    static final String NOBODY = "http://127.0.0.1:1";

    private static final AtomicInteger NEXT_TERMINAL = new AtomicInteger(80_000_000);

    private final Map<String, Object> settings;
    private final MovableClock clock;
    private final FakeTransactionService transactions;
    private ConfigurableApplicationContext context;

    private House(
            Map<String, Object> settings, MovableClock clock, FakeTransactionService transactions) {
        this.settings = settings;
        this.clock = clock;
        this.transactions = transactions;
        this.context = start(settings, clock);
    }

    /// A house on a new database.
    static House open(Map<String, Object> special) {
        var transactions = new FakeTransactionService();
        var settings = new HashMap<>(TestServers.settings());
        // A machine that builds other things too may take seconds for a connection.
        settings.put("shoudan.database.patience", "10s");
        settings.put("shoudan.terminal.tcp.port", 0);
        settings.put("shoudan.terminal.hsm.key-transport-key", TRANSPORT_KEY);
        settings.put("shoudan.terminal.hsm.zone-pin-key", ZONE_KEY);
        settings.put("shoudan.terminal.transactions.urls", transactions.url().toString());
        settings.put("shoudan.terminal.profiles.x99.models", "POS-X99");
        settings.put("shoudan.terminal.profiles.x99.mac-algorithm", "X99");
        settings.put("shoudan.terminal.profiles.x919.models", "POS-X919");
        settings.put("shoudan.terminal.profiles.x919.mac-algorithm", "X919");
        settings.put("shoudan.terminal.profiles.x919.mac-key", "DOUBLE");
        settings.put("shoudan.terminal.profiles.check-value.models", "POS-CHECK-VALUE");
        settings.put("shoudan.terminal.profiles.check-value.mac-check-value", "BEHIND_KEY");
        settings.put("shoudan.terminal.profiles.zero.models", "POS-ZERO");
        settings.put("shoudan.terminal.profiles.zero.padding", "ZERO_ONLY");
        settings.put("shoudan.terminal.profiles.operator.models", "POS-OPERATOR");
        settings.put("shoudan.terminal.profiles.operator.short-operator", "REFUSED");
        settings.put("shoudan.terminal.profiles.ascii.models", "POS-ASCII");
        settings.put("shoudan.terminal.profiles.ascii.lengths", "ASCII");
        settings.put("shoudan.terminal.profiles.batch-mac.models", "POS-BATCH-MAC");
        settings.put("shoudan.terminal.profiles.batch-mac.batch-mac", "REQUIRED");
        settings.put("shoudan.terminal.profiles.sm4.models", "POS-SM4");
        settings.put("shoudan.terminal.profiles.sm4.mac-algorithm", "SM4");
        settings.put("shoudan.terminal.profiles.sm4.mac-key", "DOUBLE");
        settings.putAll(special);
        return new House(settings, new MovableClock(), transactions);
    }

    /// The house that tests share which neither stop it nor need special settings.
    static House shared() {
        return Shared.HOUSE;
    }

    private static final class Shared {

        static final House HOUSE = open(Map.of());
    }

    /// Another instance on the same database.
    House another() {
        return another(Map.of());
    }

    /// Another instance on the same database, with other settings.
    House another(Map<String, Object> special) {
        var all = new HashMap<>(settings);
        all.putAll(special);
        return new House(all, clock, transactions);
    }

    private static ConfigurableApplicationContext start(
            Map<String, Object> settings, MovableClock clock) {
        var arguments =
                settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new);
        return new SpringApplicationBuilder(TerminalService.class)
                .properties("spring.config.name=" + TerminalService.CONFIGURATION)
                .initializers(it -> it.getBeanFactory().registerSingleton("testClock", clock))
                .run(arguments);
    }

    void restart() {
        context.close();
        context = start(settings, clock);
    }

    MovableClock clock() {
        return clock;
    }

    FakeTransactionService transactions() {
        return transactions;
    }

    int terminalPort() {
        return context.getBean(TerminalListener.class).port();
    }

    String http() {
        return "http://127.0.0.1:"
                + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    /// A terminal of [#MERCHANT] that is bound, has its main key, and isn't signed on.
    TestTerminal newTerminal() {
        var terminalId = Integer.toString(NEXT_TERMINAL.incrementAndGet());
        bind(terminalId, MERCHANT, "POS-1", BindingStatus.ACTIVE);
        loadMainKey(terminalId);
        return terminal(terminalId);
    }

    /// A terminal's side of a connection to this house; nothing is bound.
    TestTerminal terminal(String terminalId) {
        return new TestTerminal(this, terminalId, MERCHANT, Bytes.ofHex(MAIN_KEY));
    }

    void loadMainKey(String terminalId) {
        loadMainKey(terminalId, MAIN_KEY);
    }

    void loadMainKey(String terminalId, String mainKey) {
        var key = Bytes.ofHex(mainKey).toArray();
        var transport = Bytes.ofHex(TRANSPORT_KEY).toArray();
        context.getBean(MainKeys.class)
                .load(
                        terminalId,
                        Bytes.of(BlockCipher.TRIPLE_DES.encrypt(transport, key)),
                        Bytes.of(KeyCheckValue.ofDes(key)));
    }

    /// Says through Kafka that a merchant is so, and waits until it is known.
    void merchant(String merchantId, long version, MerchantStatus status) {
        publish(
                new MerchantChanged(
                        merchantId,
                        version,
                        "Corner shop",
                        "310000",
                        "5411",
                        status,
                        EnumSet.allOf(Product.class)));
        Eventually.until(
                "merchant is known",
                () ->
                        jdbc().sql("select version from merchant where merchant_id = :id")
                                .param("id", merchantId)
                                .query(Long.class)
                                .optional()
                                .orElse(0L),
                it -> it >= version);
    }

    /// Says through Kafka that a terminal is bound, and waits until it is known.
    void bind(String terminalId, String merchantId, String model, BindingStatus status) {
        var known = "select exists (select from merchant where merchant_id = :id)";
        if (!jdbc().sql(known).param("id", MERCHANT).query(Boolean.class).single()) {
            merchant(MERCHANT, 1, MerchantStatus.ACTIVE);
        }
        long version =
                jdbc().sql("select version from binding where terminal_id = :id")
                                .param("id", terminalId)
                                .query(Long.class)
                                .optional()
                                .orElse(0L)
                        + 1;
        publish(
                new BindingChanged(
                        terminalId,
                        version,
                        merchantId,
                        "outlet-1",
                        "Corner shop",
                        "1 Nanjing Road",
                        "310000",
                        "SN-" + terminalId,
                        model,
                        status,
                        null));
        Eventually.until(
                "binding is known",
                () ->
                        jdbc().sql("select version from binding where terminal_id = :id")
                                .param("id", terminalId)
                                .query(Long.class)
                                .optional()
                                .orElse(0L),
                it -> it >= version);
    }

    /// Sends an event as merchant-service would.
    void publish(DomainEvent event) {
        var source =
                new ProducerRecord<String, byte[]>(
                        event.topic(), event.key(), new EventJson().write(event));
        header(source, "ce_id", UUID.randomUUID().toString());
        header(source, "ce_source", "/shoudan/merchant-service");
        header(source, "ce_type", event.type());
        header(source, "ce_specversion", "1.0");
        header(source, "ce_time", "2026-11-22T00:00:00Z");
        header(source, "ce_subject", event.subject());
        try {
            Producer.INSTANCE.send(source).get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("must be able to publish", e);
        }
    }

    private static void header(ProducerRecord<String, byte[]> source, String name, String value) {
        source.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Producer {

        static final KafkaProducer<String, byte[]> INSTANCE =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", TestServers.kafkaBootstrap()),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    /// Gives a terminal keys that the test knows, as if it had signed on.
    void installKeys(String terminalId, String pinKey, String macKey) {
        var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        jdbc().sql(
                        """
                        insert into sign_on
                               (terminal_id, state, signed_on_at, last_generation, last_seen_at)
                        values (:terminal, 'SIGNED_ON', :now, 1, :now)
                        on conflict (terminal_id) do update
                           set state = 'SIGNED_ON', mac_failures = 0
                        """)
                .param("terminal", terminalId)
                .param("now", now)
                .update();
        jdbc().sql("delete from key_generation where terminal_id = :terminal")
                .param("terminal", terminalId)
                .update();
        jdbc().sql(
                        """
                        insert into key_generation
                               (terminal_id, generation, pin_key, mac_key, issued_at)
                        values (:terminal, 1, :pin, :mac, :now)
                        """)
                .param("terminal", terminalId)
                .param("pin", wrapped(pinKey, "terminal-key/" + terminalId + "/pin"))
                .param("mac", wrapped(macKey, "terminal-key/" + terminalId + "/mac"))
                .param("now", now)
                .update();
    }

    private String wrapped(String key, String use) {
        return context.getBean(MasterKey.class).wrap(Bytes.ofHex(key).toArray(), use);
    }

    @Override
    public void close() {
        context.close();
    }
}
