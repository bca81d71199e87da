package io.shoudan.platform.problem;

import io.shoudan.platform.request.Requests;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// What the container refuses before any of our filters sees it (a path that can't be decoded, two
/// lengths, no host) is told in the same form as everything else, with an id to ask about.
///
/// Not thread-bound; one serves all requests.
final class ContainerErrors extends ErrorReportValve {

    private final JsonMapper json;

    ContainerErrors(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable fault) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var type = ProblemType.ofStatus(status);
        var id = Requests.newId();
        var told =
                new ProblemDocument(
                        type.uri(),
                        type.title().in(Problems.localeOf(request)),
                        status,
                        null,
                        // The path may be what could not be understood.
                        null,
                        id,
                        null);
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setHeader(Requests.ID_HEADER, id);
            response.getOutputStream().write(json.writeValueAsBytes(told));
            response.finishResponse();
        } catch (IOException | IllegalStateException _) {
            // Whoever asked is gone, or has been answered: there is nobody to tell.
            container.getLogger().debug("error not told");
        }
    }
}
