package io.shoudan.platform.request;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The request that the current thread works for, carried by a [ScopedValue]: bound once at the
/// edge, gone when the call returns, never leaked into another request.
///
/// Work handed to another thread does not see it; bind it there again with [#scope].
public final class Requests {

    /// Where a request id comes in, goes out and is echoed.
    public static final String ID_HEADER = "X-Request-Id";

    static final ScopedValue<Request> CURRENT = ScopedValue.newInstance();

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /// What work that no request started may take: jobs, listeners, start-up.
    private static final Duration UNREQUESTED = Duration.ofSeconds(30);

    private Requests() {}

    public static Optional<Request> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /// The id for log key `request_id`, or `-` outside a request.
    public static String id() {
        return CURRENT.isBound() ? CURRENT.get().id() : "-";
    }

    /// The current request's deadline; outside a request, 30 s from now.
    public static Deadline deadline() {
        return CURRENT.isBound() ? CURRENT.get().deadline() : Deadline.in(UNREQUESTED);
    }

    /// Binds a request for work in another thread or without HTTP: a terminal's frame, a job.
    public static ScopedValue.Carrier scope(Request request) {
        return ScopedValue.where(CURRENT, request);
    }

    /// Whether `id` may be taken over from outside: 1 to 64 of `A-Z a-z 0-9 . _ -`.
    public static boolean wellFormed(String id) {
        return ID.matcher(id).matches();
    }

    public static String newId() {
        return UUID.randomUUID().toString();
    }
}
