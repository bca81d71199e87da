package io.shoudan.terminal.answer;

import jakarta.validation.constraints.Pattern;
import java.time.ZoneId;
import java.util.Currency;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The region that this installation serves. All services of a cell are told the same.
///
/// @param zone         of fields 12 and 13 and of the day in field 37
/// @param acquirerCode field 32 of answers that transaction-service has no part in, 8 digits
/// @param currency     of a settlement that names none
@Validated
@ConfigurationProperties("shoudan.cell")
public record Cell(
        @DefaultValue("Asia/Shanghai") ZoneId zone,
        @DefaultValue("00098310") @Pattern(regexp = "[0-9]{8}") String acquirerCode,
        @DefaultValue("CNY") Currency currency) {}
