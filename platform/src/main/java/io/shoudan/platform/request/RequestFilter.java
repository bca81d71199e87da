package io.shoudan.platform.request;

import io.shoudan.platform.Ticker;
import io.shoudan.platform.request.BodyRefusal.Reason;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/// The outermost filter: names the request, starts its clock, bounds its body, writes one access
/// line when it is over.
final class RequestFilter extends OncePerRequestFilter {

    private static final Logger ACCESS = LoggerFactory.getLogger("io.shoudan.access");

    private static final String SCOPE = RequestFilter.class.getName();

    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,9}");

    private final RequestProperties properties;
    private final BodyRefusal refusal;
    private final Ticker ticker;

    RequestFilter(RequestProperties properties, BodyRefusal refusal, Ticker ticker) {
        this.properties = properties;
        this.refusal = refusal;
        this.ticker = ticker;
    }

    /// The container asks for an error page after the chain has returned; it is part of the request
    /// that failed and carries the same id.
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getAttribute(SCOPE) instanceof Request failed) {
            var errorPage = new Pass(request, response, chain);
            Requests.scope(failed).run(errorPage);
            errorPage.rethrow();
            return;
        }
        long startNanos = ticker.nanos();
        var scoped = new Request(idOf(request), deadlineOf(request));
        request.setAttribute(SCOPE, scoped);
        response.setHeader(Requests.ID_HEADER, scoped.id());
        var pass = new Pass(request, response, chain);
        try {
            Requests.scope(scoped).run(pass);
        } finally {
            log(request, response, scoped, ticker.nanos() - startNanos);
        }
        pass.rethrow();
    }

    private String idOf(HttpServletRequest request) {
        var given = request.getHeader(Requests.ID_HEADER);
        return given != null && Requests.wellFormed(given) ? given : Requests.newId();
    }

    /// A malformed deadline is treated as none: it can only shorten what we would do anyway.
    private Deadline deadlineOf(HttpServletRequest request) {
        var given = request.getHeader(Deadline.HEADER);
        if (given == null || !MILLIS.matcher(given).matches()) {
            return Deadline.in(properties.deadline(), ticker);
        }
        var budget = Duration.ofMillis(Long.parseLong(given));
        var max = properties.maxDeadline();
        return Deadline.in(budget.compareTo(max) < 0 ? budget : max, ticker);
    }

    /// Calls between services and probes are lines of the caller's log already.
    private static void log(
            HttpServletRequest request, HttpServletResponse response, Request scoped, long nanos) {
        var path = request.getRequestURI();
        var quiet = path.startsWith("/internal/") || path.startsWith("/actuator/");
        var line = quiet ? ACCESS.atDebug() : ACCESS.atInfo();
        line.addKeyValue("request_id", scoped.id())
                .addKeyValue("method", request.getMethod())
                .addKeyValue("path", Masking.path(path))
                .addKeyValue("status", response.getStatus())
                .addKeyValue("elapsed_ms", nanos / 1_000_000)
                .log("answered");
    }

    /// The rest of the chain as a [Runnable]: a scope's body may throw one checked type only, a
    /// filter chain throws two.
    private final class Pass implements Runnable {

        private final HttpServletRequest request;
        private final HttpServletResponse response;
        private final FilterChain chain;
        private @Nullable IOException broken;
        private @Nullable ServletException failed;

        Pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
            this.request = request;
            this.response = response;
            this.chain = chain;
        }

        @Override
        public void run() {
            if (request.getDispatcherType() == DispatcherType.ERROR) {
                passErrorPage();
                return;
            }
            long maxBytes = properties.maxBytes(request);
            var deadline = Requests.deadline().child(properties.bodyTimeout());
            var bounded = new BoundedBody(request, maxBytes, deadline);
            try {
                if (request.getContentLengthLong() > maxBytes) {
                    refusal.refuse(request, response, Reason.TOO_LARGE, maxBytes);
                } else if (FormBody.isSentBy(request)) {
                    passForm(bounded, maxBytes);
                } else {
                    chain.doFilter(bounded, response);
                    leaveNothingUnread(bounded);
                }
            } catch (IOException e) {
                broken = e;
            } catch (ServletException e) {
                failed = e;
            }
        }

        /// Its body was dealt with when it failed.
        private void passErrorPage() {
            try {
                chain.doFilter(request, response);
            } catch (IOException e) {
                broken = e;
            } catch (ServletException e) {
                failed = e;
            }
        }

        private void passForm(BoundedBody bounded, long maxBytes)
                throws IOException, ServletException {
            FormBody form;
            try {
                form = FormBody.read(bounded, maxBytes);
            } catch (BodyTooLarge _) {
                refusal.refuse(request, response, Reason.TOO_LARGE, maxBytes);
                return;
            } catch (DeadlineExceeded _) {
                refusal.refuse(request, response, Reason.TOO_SLOW, maxBytes);
                leaveNothingUnread(bounded);
                return;
            } catch (IOException | IllegalArgumentException _) {
                refusal.refuse(request, response, Reason.UNREADABLE, maxBytes);
                return;
            }
            chain.doFilter(form, response);
        }

        /// The container reads what we have left of a body before it takes the next request, for
        /// as long as it trickles. So the rest is read here, and who goes on beyond limit or
        /// deadline loses the connection after the answer.
        private void leaveNothingUnread(BoundedBody bounded) throws IOException {
            // After 413 the container closes by itself.
            if (request.isAsyncStarted()
                    || !announcesBody()
                    || response.getStatus() == HttpStatus.CONTENT_TOO_LARGE.value()) {
                return;
            }
            var rest = bounded.getInputStream();
            if (rest.isFinished()) {
                return;
            }
            response.flushBuffer();
            try {
                rest.transferTo(OutputStream.nullOutputStream());
            } catch (IOException | DeadlineExceeded e) {
                throw new ClientAbortException(e);
            }
        }

        private boolean announcesBody() {
            return request.getContentLengthLong() > 0
                    || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        }

        void rethrow() throws IOException, ServletException {
            if (broken != null) {
                throw broken;
            }
            if (failed != null) {
                throw failed;
            }
        }
    }
}
