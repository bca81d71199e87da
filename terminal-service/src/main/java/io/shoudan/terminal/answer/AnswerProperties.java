package io.shoudan.terminal.answer;

import jakarta.validation.constraints.Pattern;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// What answers say about the house.
///
/// @param zone         of fields 12 and 13 and of the day in field 37; all services of a cell agree
/// @param acquirerCode field 32 of answers that transaction-service has no part in, 1 to 11 digits
@Validated
@ConfigurationProperties("shoudan.terminal")
public record AnswerProperties(
        @DefaultValue("Asia/Shanghai") ZoneId zone,
        @Pattern(regexp = "[0-9]{1,11}") @DefaultValue("00098310") String acquirerCode) {}
