package io.shoudan.transaction.authorization;

import io.shoudan.iso8583.Bytes;
import java.time.Duration;
import java.util.UUID;

/// A request that is to be recorded.
///
/// @param id       of the payment that it shall be
/// @param digest   of its content
/// @param patience how long the network may take to decide
record Intent(AuthorizationRequest request, UUID id, Bytes digest, Duration patience) {}
