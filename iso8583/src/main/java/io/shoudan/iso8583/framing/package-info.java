/// Messages on a stream: two bytes of length, big-endian and not counting themselves, then that
/// many bytes. Start at [FrameReader] and [FrameWriter].
///
/// ```text
/// +---------------+---------------+-- -- -- -- -- --+---------------+-- --
/// |  length, high |  length, low  |  that many bytes |  next length  |
/// +---------------+---------------+-- -- -- -- -- --+---------------+-- --
/// ```
@NullMarked
package io.shoudan.iso8583.framing;

import org.jspecify.annotations.NullMarked;
