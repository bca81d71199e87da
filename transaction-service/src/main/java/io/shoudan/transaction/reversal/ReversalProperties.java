package io.shoudan.transaction.reversal;

import io.shoudan.transaction.reversal.ReversalStore.Leased;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How reversals are sent to the network.
///
/// @param interval     how often the table is looked at without being told to
/// @param concurrency  reversals in flight at a time on this instance
/// @param lease        how long an instance keeps one; above the network time-out, or two
///                     instances work on it at once
/// @param firstBackOff pause after an attempt without acknowledgement; doubles
/// @param maxBackOff   longest pause
/// @param maxRefusals  answers other than 00 and 25 after which it is put aside with an alarm
/// @param maxAttempts  attempts without an acknowledgement after which it is put aside with an
///                     alarm; the time that its route is closed counts for none
/// @param memory       how long a terminal may repeat a reversal, as with identities
@Validated
@ConfigurationProperties("shoudan.reversal")
record ReversalProperties(
        @DurationMin(millis = 10) @DurationMax(seconds = 60) @DefaultValue("1s") Duration interval,
        @Min(1) @Max(200) @DefaultValue("32") int concurrency,
        @DurationMin(millis = 200) @DurationMax(minutes = 10) @DefaultValue("45s") Duration lease,
        @DurationMin(millis = 10) @DurationMax(seconds = 60) @DefaultValue("1s")
                Duration firstBackOff,
        @DurationMin(millis = 10) @DurationMax(hours = 1) @DefaultValue("2m") Duration maxBackOff,
        @Min(1) @Max(1_000) @DefaultValue("10") int maxRefusals,
        @Min(1) @Max(10_000) @DefaultValue("100") int maxAttempts,
        @DurationMin(days = 30) @DurationMax(days = 3_650) @DefaultValue("180d") Duration memory) {

    /// Whether this attempt, which ends without an acknowledgement, is the last.
    boolean last(Leased leased) {
        return leased.attempts() + 1 >= maxAttempts;
    }

    /// Doubles with every attempt, up to the longest.
    Duration backOff(int attempts) {
        int doublings = Math.min(Math.max(attempts, 0), 20);
        var pause = firstBackOff.multipliedBy(1L << doublings);
        return pause.compareTo(maxBackOff) < 0 ? pause : maxBackOff;
    }
}
