package io.shoudan.system.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// How facts are written, and how rows of a table become facts.
final class HistoryJson {

    static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            it -> it.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();

    /// Rows as PostgreSQL's `to_jsonb` writes them.
    static final JsonMapper ROWS =
            MAPPER.rebuild().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    private HistoryJson() {}
}
