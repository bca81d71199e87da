package io.shoudan.platform.request;

/// One request on its way through a service.
///
/// @param id       1 to 64 of `A-Z a-z 0-9 . _ -`; the caller's own or made here
/// @param deadline when the caller stops waiting
public record Request(String id, Deadline deadline) {

    /// @throws IllegalArgumentException if the id is malformed
    public Request {
        if (!Requests.wellFormed(id)) {
            throw new IllegalArgumentException("must be 1..64 of A-Za-z0-9._-: request id");
        }
    }
}
