package io.shoudan.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An RFC 9457 document, `application/problem+json`.
///
/// @param type      one of [ProblemType#uri]
/// @param title     the same for every occurrence of the type, in the caller's language
/// @param status    the HTTP status, repeated for readers that lost it
/// @param detail    this occurrence, where there is more to say than the title
/// @param instance  the path that was asked for, without its query; absent if it made no sense
/// @param requestId what to quote to support; also in our logs as `request_id`
/// @param errors    the fields at fault, for [ProblemType#VALIDATION]
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "requestId", "errors"})
public record ProblemDocument(
        URI type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String instance,
        String requestId,
        @Nullable List<FieldMessage> errors) {

    /// @param field   the path as the caller wrote it
    /// @param message in the caller's language, never with the value
    public record FieldMessage(String field, String message) {}
}
