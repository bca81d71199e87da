package io.shoudan.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the outside may know of our contracts.
class PublishedDocumentTest {

    @ParameterizedTest
    @ValueSource(strings = {"transaction", "merchant", "terminal", "settlement"})
    void namesNothingInternal(String service) {
        var document = new String(PublishedDocument.of(service), StandardCharsets.UTF_8);

        assertThat(document).doesNotContain("/internal/").doesNotContain("name: Internal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"transaction", "merchant", "terminal", "settlement"})
    void refersToNothingThatIsMissing(String service) {
        var document = published(service);

        for (var reference : document.findValues("$ref")) {
            var target = reference.asString();
            assertThat(document.at(target.substring(1)).isMissingNode()).as(target).isFalse();
        }
        assertThat(document.at("/servers/0/url").asString()).isEqualTo("/");
        assertThat(document.path("paths").size()).isPositive();
    }

    @Test
    void keepsTextsThatLookLikeNumbersTexts() {
        assertThat(published("merchant").at("/info/version").isString()).isTrue();
    }

    @Test
    void knowsNoOtherDocument() {
        assertThatThrownBy(() -> PublishedDocument.of("nothing"))
                .isInstanceOf(UncheckedIOException.class);
    }

    private static JsonNode published(String service) {
        Object document =
                new Yaml().load(new String(PublishedDocument.of(service), StandardCharsets.UTF_8));
        return JsonMapper.shared().valueToTree(document);
    }
}
