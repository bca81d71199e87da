package io.shoudan.settlement.statement;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Limits of a statement.
///
/// @param maxLines lines of one merchant, date and currency. More are refused rather than cut off:
///                 a statement that lacks lines is a wrong one. About 1 KB of memory each
@Validated
@ConfigurationProperties("shoudan.settlement.statement")
record StatementProperties(@Min(1) @Max(200_000) @DefaultValue("50000") int maxLines) {}
