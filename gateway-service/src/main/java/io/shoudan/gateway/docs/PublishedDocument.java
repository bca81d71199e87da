package io.shoudan.gateway.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/// A service's OpenAPI document as the outside may know it: without internal paths, and without
/// the tags and schemas that only those use. Its server is the gateway that serves it.
final class PublishedDocument {

    private static final String INTERNAL = "/internal/";
    private static final String REFERENCE = "$ref";

    private PublishedDocument() {}

    /// The document in YAML, UTF-8.
    ///
    /// @throws IllegalArgumentException if the contracts have no such document
    static byte[] of(String service) {
        var document = load(service);
        var paths = section(document, "paths");
        paths.keySet().removeIf(it -> it.startsWith(INTERNAL));
        document.put("servers", List.of(Map.of("url", "/", "description", "this gateway")));
        removeUnusedTags(document, paths);
        removeUnusedSchemas(document, paths);
        return dump(document).getBytes(StandardCharsets.UTF_8);
    }

    private static void removeUnusedTags(Map<String, Object> document, Map<String, Object> paths) {
        var used = new HashSet<Object>();
        for (var path : paths.values()) {
            for (var operation : ((Map<?, ?>) path).values()) {
                if (operation instanceof Map<?, ?> it && it.get("tags") instanceof List<?> tags) {
                    used.addAll(tags);
                }
            }
        }
        if (document.get("tags") instanceof List<?> tags) {
            document.put(
                    "tags",
                    tags.stream()
                            .filter(
                                    it ->
                                            it instanceof Map<?, ?> tag
                                                    && used.contains(tag.get("name")))
                            .toList());
        }
    }

    private static void removeUnusedSchemas(
            Map<String, Object> document, Map<String, Object> paths) {
        var components = section(document, "components");
        var reached = new HashSet<String>();
        var waiting = new ArrayDeque<String>();
        collect(paths, reached, waiting);
        while (!waiting.isEmpty()) {
            // #/components/<section>/<name>
            var parts = waiting.remove().split("/", 4);
            if (components.get(parts[2]) instanceof Map<?, ?> named) {
                collect(named.get(parts[3]), reached, waiting);
            }
        }
        for (var name : List.of("schemas", "parameters", "responses")) {
            if (components.containsKey(name)) {
                section(components, name)
                        .keySet()
                        .removeIf(it -> !reached.contains("#/components/" + name + "/" + it));
            }
        }
    }

    private static void collect(
            @Nullable Object node, Set<String> reached, Collection<String> waiting) {
        switch (node) {
            case Map<?, ?> map -> {
                if (map.get(REFERENCE) instanceof String target && reached.add(target)) {
                    waiting.add(target);
                }
                map.values().forEach(it -> collect(it, reached, waiting));
            }
            case List<?> list -> list.forEach(it -> collect(it, reached, waiting));
            case null, default -> {
                // A scalar refers to nothing.
            }
        }
    }

    @SuppressWarnings("unchecked") // OpenAPI's sections are maps by name.
    private static Map<String, Object> section(Map<String, Object> parent, String name) {
        if (parent.get(name) instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException("must have a section: " + name);
    }

    private static Map<String, Object> load(String service) {
        var options = new LoaderOptions();
        var yaml =
                new Yaml(
                        new SafeConstructor(options),
                        new Representer(new DumperOptions()),
                        new DumperOptions(),
                        options,
                        new WithoutTimestamps());
        try (var source = new ClassPathResource("openapi/" + service + ".yaml").getInputStream()) {
            return yaml.load(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String dump(Map<String, Object> document) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setAllowUnicode(true);
        return new Yaml(options).dump(document);
    }

    /// Keeps dates in examples the text that they are.
    private static final class WithoutTimestamps extends Resolver {

        @Override
        public void addImplicitResolver(Tag tag, Pattern form, String first, int limit) {
            if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, form, first, limit);
            }
        }
    }
}
