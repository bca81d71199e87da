package io.shoudan.platform.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// How a body that can't be taken is refused: by whoever knows how this service says no.
@FunctionalInterface
public interface BodyRefusal {

    /// Why it can't be taken.
    enum Reason {

        /// It is longer, or says that it is longer, than it may be.
        TOO_LARGE,

        /// It was not there in time.
        TOO_SLOW,

        /// It broke off, or is not what its content type says.
        UNREADABLE
    }

    /// @param maxBytes the limit that applied
    void refuse(
            HttpServletRequest request, HttpServletResponse response, Reason reason, long maxBytes)
            throws IOException;
}
