package io.shoudan.terminal.check;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.TrackTwo;
import org.jspecify.annotations.Nullable;

/// The card of a request, as far as the security module had to help.
///
/// @param pan      from field 2, else from field 35
/// @param trackTwo field 35, no longer enciphered; absent if not sent
/// @param pinBlock field 52 under the network's zone key, 8 bytes; absent if not sent
public record CardRead(Pan pan, @Nullable TrackTwo trackTwo, @Nullable Bytes pinBlock) {}
