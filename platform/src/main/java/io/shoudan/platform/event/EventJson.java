package io.shoudan.platform.event;

import io.shoudan.platform.problem.StrictJson;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON of events: as strict as everywhere, except that unknown fields are skipped, because events
/// gain fields and consumers are not deployed with producers. Thread-safe.
public final class EventJson {

    private final JsonMapper mapper =
            StrictJson.strict(JsonMapper.builder())
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    /// UTF-8.
    public byte[] write(Object payload) {
        return mapper.writeValueAsBytes(payload);
    }

    /// Reads an event, skipping fields that `type` does not have.
    ///
    /// @throws JacksonException if the bytes do not fit `type`; its message may quote them
    public <T> T read(byte[] json, Class<T> type) {
        return mapper.readValue(json, type);
    }
}
