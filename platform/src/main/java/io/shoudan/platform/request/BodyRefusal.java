package io.shoudan.platform.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// How a body that announces too much is refused: by whoever knows how this service says no.
@FunctionalInterface
public interface BodyRefusal {

    void refuse(HttpServletRequest request, HttpServletResponse response, long maxBytes)
            throws IOException;
}
