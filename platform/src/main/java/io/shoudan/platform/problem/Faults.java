package io.shoudan.platform.problem;

import io.shoudan.platform.request.Masking;
import io.shoudan.platform.request.Requests;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log line of a request that failed for reasons of ours.
public final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private Faults() {}

    /// Writes the one line about `fault`, with every message in its chain masked.
    public static void log(Throwable fault, HttpServletRequest request) {
        LOG.atError()
                .setCause(masked(fault))
                .addKeyValue("request_id", Requests.id())
                .addKeyValue("method", request.getMethod())
                .addKeyValue("path", Masking.path(request.getRequestURI()))
                .log("request failed");
    }

    /// The same fault with what may be card data or keys blotted out of its messages, for logging
    /// only. Libraries quote values in messages; ours never do.
    public static Throwable masked(Throwable fault) {
        return new Masked(fault, 0);
    }

    private static final class Masked extends Throwable {

        /// Deeper chains say nothing new, and a circular one would never end.
        private static final int MAX_DEPTH = 10;

        Masked(Throwable fault, int depth) {
            super(textOf(fault), causeOf(fault, depth), false, true);
            super.setStackTrace(fault.getStackTrace());
        }

        private static @Nullable Throwable causeOf(Throwable fault, int depth) {
            var cause = fault.getCause();
            return cause == null || depth == MAX_DEPTH ? null : new Masked(cause, depth + 1);
        }

        /// With the original's class: ours would tell nothing.
        private static String textOf(Throwable fault) {
            var message = fault.getMessage();
            return fault.getClass().getName()
                    + (message == null ? "" : ": " + Masking.message(message));
        }
    }
}
