package io.shoudan.gateway.docs;

import io.shoudan.platform.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Serves the published documents. They do not change while a process runs.
@RestController
public class Docs {

    /// What is served here, for everybody.
    public static final List<String> PATTERNS = List.of("/", "/docs/**", "/openapi/{document}");

    private static final List<String> SERVICES =
            List.of("transaction", "merchant", "terminal", "settlement");

    private final Map<String, byte[]> documents =
            SERVICES.stream()
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    Function.identity(), PublishedDocument::of));

    @GetMapping(path = "/openapi/{service}.yaml")
    ResponseEntity<byte[]> document(@PathVariable String service) {
        var document = documents.get(service);
        if (document == null) {
            throw Problem.notFound();
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_YAML).body(document);
    }
}
