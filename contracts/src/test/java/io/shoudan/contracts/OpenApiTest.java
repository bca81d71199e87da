package io.shoudan.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// What every HTTP API of ours promises. The documents' form was checked when code was generated
/// from them; this is about what they say.
class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([^}]+)}");

    @ParameterizedTest
    @ValueSource(strings = {"transaction", "terminal", "merchant", "settlement"})
    void everyOperationSaysHowItFails(String api) {
        for (var operation : operations(document(api)).entrySet()) {
            var responses = operation.getValue().get("responses");
            var codes = responses.propertyNames();

            assertThat(codes).as(operation.getKey()).anyMatch(it -> it.startsWith("2"));
            assertThat(codes)
                    .as(operation.getKey())
                    .anyMatch(it -> it.startsWith("4") || it.equals("default"));
            for (var code : codes) {
                if (!code.startsWith("2")) {
                    assertThat(
                                    resolved(document(api), responses.get(code))
                                            .get("content")
                                            .propertyNames())
                            .as(operation.getKey() + " " + code)
                            .containsExactly("application/problem+json");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"transaction", "terminal", "merchant", "settlement"})
    void everyReferenceLeadsSomewhere(String api) {
        var document = document(api);
        document.findValues("$ref")
                .forEach(
                        it ->
                                assertThat(at(document, it.asString()).isMissingNode())
                                        .as(it.asString())
                                        .isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"transaction", "terminal", "merchant", "settlement"})
    void everyPlaceInAPathIsAParameter(String api) {
        var document = document(api);
        for (var path : document.get("paths").properties()) {
            var places = new TreeSet<String>();
            PATH_PARAMETER.matcher(path.getKey()).results().forEach(it -> places.add(it.group(1)));
            for (var method : METHODS) {
                if (path.getValue().has(method)) {
                    var declared = new TreeSet<String>();
                    parameters(document, path.getValue(), method)
                            .filter(it -> it.get("in").asString().equals("path"))
                            .peek(it -> assertThat(it.get("required").asBoolean()).isTrue())
                            .forEach(it -> declared.add(it.get("name").asString()));
                    assertThat(declared).as(path.getKey()).isEqualTo(places);
                }
            }
        }
    }

    @Test
    void everyOperationHasANameOfItsOwn() {
        var names = new ArrayList<String>();
        for (var api : List.of("transaction", "terminal", "merchant", "settlement")) {
            operations(document(api))
                    .values()
                    .forEach(it -> names.add(it.get("operationId").asString()));
        }
        assertThat(names).doesNotHaveDuplicates().isNotEmpty();
    }

    /// A body with a field that nobody reads is a misunderstanding: it is refused, and says so
    /// here.
    @ParameterizedTest
    @ValueSource(strings = {"transaction", "terminal", "merchant", "settlement"})
    void bodiesOfRequestsAreClosed(String api) {
        var document = document(api);
        for (var operation : operations(document).entrySet()) {
            var body = operation.getValue().get("requestBody");
            if (body == null) {
                continue;
            }
            var json = resolved(document, body).get("content").get("application/json");
            if (json != null) {
                var schema = resolved(document, json.get("schema"));
                assertThat(schema.has("additionalProperties"))
                        .as(operation.getKey() + " additionalProperties")
                        .isTrue();
                assertThat(schema.get("additionalProperties").asBoolean(true))
                        .as(operation.getKey())
                        .isFalse();
            }
        }
    }

    /// What the gateway routes is versioned; what it never routes is under /internal.
    @ParameterizedTest
    @ValueSource(strings = {"transaction", "terminal", "merchant", "settlement"})
    void pathsAreVersioned(String api) {
        assertThat(document(api).get("paths").propertyNames())
                .allMatch(it -> it.startsWith("/v1/") || it.startsWith("/internal/v1/"));
    }

    private static Stream<JsonNode> parameters(JsonNode document, JsonNode path, String method) {
        return Stream.of(path.get("parameters"), path.get(method).get("parameters"))
                .filter(it -> it != null)
                .flatMap(JsonNode::valueStream)
                .map(it -> resolved(document, it));
    }

    private static Map<String, JsonNode> operations(JsonNode document) {
        var operations = new TreeMap<String, JsonNode>();
        for (var path : document.get("paths").properties()) {
            for (var method : METHODS) {
                if (path.getValue().has(method)) {
                    operations.put(method + " " + path.getKey(), path.getValue().get(method));
                }
            }
        }
        return operations;
    }

    private static JsonNode resolved(JsonNode document, JsonNode node) {
        return node.has("$ref") ? at(document, node.get("$ref").asString()) : node;
    }

    private static JsonNode at(JsonNode document, String reference) {
        assertThat(reference).startsWith("#/");
        return document.at(reference.substring(1));
    }

    private static JsonNode document(String api) {
        var file = Path.of("src/main/resources/openapi", api + ".yaml");
        assertThat(Files.exists(file)).as(file.toString()).isTrue();
        return new YAMLMapper().readTree(file);
    }
}
