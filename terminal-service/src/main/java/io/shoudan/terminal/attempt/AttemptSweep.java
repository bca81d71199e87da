package io.shoudan.terminal.attempt;

import java.time.Clock;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Deletes old attempts, slice by slice. Every instance does; what one deleted, another doesn't
/// find.
@Component
class AttemptSweep {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptSweep.class);

    /// Bounds one run; the next goes on.
    private static final int MAX_SLICES = 100;

    private final Attempts attempts;
    private final AttemptProperties properties;
    private final Clock clock;

    AttemptSweep(Attempts attempts, AttemptProperties properties, Clock clock) {
        this.attempts = attempts;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    void sweep() {
        try {
            var limit = clock.instant().minus(properties.retention());
            int deleted =
                    inSlices(() -> attempts.forgetBefore(limit))
                            + inSlices(() -> attempts.forgetOldestBeyond(properties.inAll()))
                            + inSlices(() -> attempts.forgetBeyond(properties.perTerminal()));
            if (deleted > 0) {
                LOG.atInfo().addKeyValue("deleted", deleted).log("old attempts deleted");
            }
        } catch (DataAccessException e) {
            LOG.warn("old attempts not deleted, next try in 10 minutes", e);
        }
    }

    private static int inSlices(IntSupplier slice) {
        int all = 0;
        for (int i = 0; i < MAX_SLICES; i++) {
            int deleted = slice.getAsInt();
            if (deleted == 0) {
                return all;
            }
            all += deleted;
        }
        return all;
    }
}
