package io.shoudan.transaction.calendar;

import jakarta.validation.constraints.Pattern;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The region that this installation serves.
///
/// @param zone         of fields 12, 13 and 37 and of the cut-over
/// @param cutOver      when the next business date begins, in `zone`; the card networks' is 23:00
/// @param acquirerCode field 32, 8 digits
/// @param currency     of terminal batches; requests in another one are declined
@Validated
@ConfigurationProperties("shoudan.cell")
public record Cell(
        @DefaultValue("Asia/Shanghai") ZoneId zone,
        @DefaultValue("23:00") LocalTime cutOver,
        @DefaultValue("00098310") @Pattern(regexp = "[0-9]{8}") String acquirerCode,
        @DefaultValue("CNY") Currency currency) {}
