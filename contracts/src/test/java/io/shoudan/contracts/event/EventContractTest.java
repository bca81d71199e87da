package io.shoudan.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Events as other services have read them since they were first said. A changed golden file is a
/// changed contract: consumers that are not deployed with us would break, so that is decided and
/// not slipped in.
class EventContractTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path SCHEMAS = Path.of("src/main/resources/events");

    /// Records that stand inside several events and have a schema of their own.
    private static final Set<String> SHARED = Set.of("Money", "BatchTotals", "TransactionFacts");

    /// As services write; stricter than they read, so that a golden file can't have a field which
    /// nobody takes in.
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .changeDefaultPropertyInclusion(
                            it -> it.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder ->
                            builder.schemaIdResolvers(
                                    it ->
                                            it.mapPrefix(
                                                    "https://shoudan.io/events/",
                                                    "classpath:events/")));

    @Test
    void everyEventHasASchemaAndAGoldenFile() {
        var names =
                EventTypes.all().values().stream()
                        .map(Class::getSimpleName)
                        .collect(Collectors.toCollection(TreeSet::new));

        var withSchema = baseNames(SCHEMAS, ".schema.json");
        withSchema.removeAll(SHARED);
        assertThat(withSchema).isEqualTo(names);
        var withGolden = baseNames(GOLDEN, ".json");
        withGolden.removeIf(it -> it.endsWith(".sparse"));
        assertThat(withGolden).isEqualTo(names);
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void readsAndWritesWhatIsOnTheWire(String file) {
        var event = JSON.readValue(text(GOLDEN.resolve(file)), typeOf(file));

        assertThat(JSON.readTree(JSON.writeValueAsString(event)))
                .isEqualTo(JSON.readTree(text(GOLDEN.resolve(file))));
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void followsItsSchema(String file) {
        assertThat(schemaOf(file).validate(text(GOLDEN.resolve(file)), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void allowsNothingThatIsNotInTheSchema(String file) {
        var event = (ObjectNode) JSON.readTree(text(GOLDEN.resolve(file)));
        event.put("surprise", 1);
        assertThat(schemaOf(file).validate(event)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void missesNothingThatTheSchemaRequires(String file) {
        var schema = schemaOf(file);
        for (var required : JSON.readTree(schemaText(baseName(file))).get("required")) {
            var event = (ObjectNode) JSON.readTree(text(GOLDEN.resolve(file)));
            event.remove(required.asString());

            assertThat(schema.validate(event)).as(required.asString()).isNotEmpty();
        }
    }

    /// Schema and record name the same fields, and the same ones may be absent.
    @ParameterizedTest
    @MethodSource("eventTypes")
    void theSchemaDescribesTheRecord(Class<?> event) {
        assertDescribes(event, JSON.readTree(schemaText(event.getSimpleName())));
    }

    @ParameterizedTest
    @MethodSource("eventTypes")
    void namesItsSchemaAndTopic(Class<?> event) {
        var schema = JSON.readTree(schemaText(event.getSimpleName()));

        assertThat(schema.get("$schema").asString())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.get("$id").asString())
                .isEqualTo("https://shoudan.io/events/" + event.getSimpleName() + ".schema.json");
        assertThat(schema.get("title").asString()).isEqualTo(event.getSimpleName());
    }

    /// Whatever somebody puts into an event by mistake, a card number in the clear does not fit.
    @ParameterizedTest
    @ValueSource(strings = {"6225000000000014", "622500000000****", "6225*0014", "", "***"})
    void refusesCardNumbersThatShowTooMuch(String pan) {
        var event = (ObjectNode) JSON.readTree(text(GOLDEN.resolve("TransactionSent.json")));
        ((ObjectNode) event.get("transaction")).put("maskedPan", pan);

        assertThat(schemaOf("TransactionSent.json").validate(event)).isNotEmpty();
    }

    @Test
    void capturesHaveAnAmountAndARegion() {
        for (var field : List.of("amount", "region")) {
            var event =
                    (ObjectNode) JSON.readTree(text(GOLDEN.resolve("TransactionCaptured.json")));
            ((ObjectNode) event.get("transaction")).remove(field);

            assertThat(schemaOf("TransactionCaptured.json").validate(event)).as(field).isNotEmpty();
        }
    }

    @Test
    void routesEachEventByItsOwnRules() {
        var captured = (TransactionCaptured) event("TransactionCaptured.json");
        assertThat(captured.topic()).isEqualTo("transaction.v1");
        assertThat(captured.key()).isEqualTo("90010001");
        assertThat(captured.subject()).isEqualTo("0198b5a4-3f6e-7c21-9d40-5b1f2f6a9e01");
        assertThat(captured.type()).isEqualTo("io.shoudan.transaction.TransactionCaptured");
        var closed = event("BatchClosed.json");
        assertThat(closed.topic()).isEqualTo("transaction.v1");
        assertThat(closed.key()).isEqualTo("90010001");
        assertThat(closed.subject()).isEqualTo("90010001/000017");
        var settled = event("BatchSettled.json");
        assertThat(settled.topic()).isEqualTo("settlement.v1");
        assertThat(settled.type()).isEqualTo("io.shoudan.settlement.BatchSettled");
        var binding = event("BindingChanged.json");
        assertThat(binding.topic()).isEqualTo("binding.v1");
        assertThat(binding.key()).isEqualTo("90010001");
        assertThat(event("MerchantChanged.json").topic()).isEqualTo("merchant.v1");
        assertThat(event("TariffChanged.json").topic()).isEqualTo("tariff.v1");
        assertThat(event("TariffChanged.json").key()).isEqualTo("898310058120001");
    }

    @Test
    void knowsNoOtherTypes() {
        assertThat(EventTypes.classOf("io.shoudan.transaction.SomethingNew")).isNull();
        assertThat(EventTypes.classOf("io.shoudan.transaction.BatchClosed"))
                .isEqualTo(BatchClosed.class);
    }

    private static void assertDescribes(Class<?> type, JsonNode schema) {
        var components = type.getRecordComponents();
        var names = Arrays.stream(components).map(RecordComponent::getName).toList();
        var required =
                Arrays.stream(components)
                        .filter(it -> !it.getAnnotatedType().isAnnotationPresent(Nullable.class))
                        .map(RecordComponent::getName)
                        .toList();
        assertThat(schema.get("additionalProperties").asBoolean(true)).as(type.getName()).isFalse();
        assertThat(schema.get("properties").propertyNames())
                .as(type.getName())
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(strings(schema.get("required")))
                .as(type.getName())
                .containsExactlyInAnyOrderElementsOf(required);
        for (var component : components) {
            var node = resolved(schema.get("properties").get(component.getName()));
            var componentType = elementType(component);
            var element = node.has("items") ? resolved(node.get("items")) : node;
            if (componentType.isRecord()) {
                assertDescribes(componentType, element);
            } else if (componentType.isEnum()) {
                assertThat(strings(element.get("enum")))
                        .as(component.toString())
                        .containsExactlyInAnyOrderElementsOf(
                                Arrays.stream(componentType.getEnumConstants())
                                        .map(it -> ((Enum<?>) it).name())
                                        .toList());
            }
        }
    }

    private static Class<?> elementType(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType generic
                ? (Class<?>) generic.getActualTypeArguments()[0]
                : component.getType();
    }

    /// What a reference refers to; of several conditions the first, which is the shape.
    private static JsonNode resolved(JsonNode node) {
        var shape = node.has("allOf") ? node.get("allOf").get(0) : node;
        return shape.has("$ref")
                ? JSON.readTree(
                        schemaText(shape.get("$ref").asString().replace(".schema.json", "")))
                : shape;
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static DomainEvent event(String file) {
        return JSON.readValue(text(GOLDEN.resolve(file)), typeOf(file));
    }

    private static Schema schemaOf(String file) {
        return REGISTRY.getSchema(
                SchemaLocation.of("https://shoudan.io/events/" + baseName(file) + ".schema.json"));
    }

    private static String schemaText(String name) {
        return text(SCHEMAS.resolve(name + ".schema.json"));
    }

    private static Class<? extends DomainEvent> typeOf(String file) {
        return EventTypes.all().values().stream()
                .filter(it -> it.getSimpleName().equals(baseName(file)))
                .findFirst()
                .orElseThrow();
    }

    private static String baseName(String file) {
        return file.replace(".json", "").replace(".sparse", "");
    }

    static Stream<Class<?>> eventTypes() {
        return EventTypes.all().values().stream().map(it -> (Class<?>) it);
    }

    static Stream<String> goldenFiles() {
        return baseNames(GOLDEN, ".json").stream().map(it -> it + ".json");
    }

    private static Set<String> baseNames(Path folder, String ending) {
        try (var files = Files.list(folder)) {
            return files.map(it -> it.getFileName().toString())
                    .filter(it -> it.endsWith(ending))
                    .map(it -> it.substring(0, it.length() - ending.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
