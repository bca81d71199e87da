/// What member institutions and a card network's switching centre speak to each other: an
/// interchange in the style of CUPS, ISO 8583:1987 behind a header of 46 bytes. Start at
/// [InterchangeFrame].
///
/// ```text
/// header, 46 bytes                                       message
/// +----+----+--------+-------------+-------------+-----+--------+---------+-- -- -- -- --+
/// | 2E | 82 | total  | destination | source      | ... | MTI, 4 | bitmap, | fields 2 to  |
/// |    |    | length | 11, space   | 11, space   |     | ASCII  | 8 or 16 | 128, by      |
/// | 1  | 2  | 3      | filled   4  | filled   5  |6..10| digits | bytes   | number       |
/// +----+----+--------+-------------+-------------+-----+--------+---------+-- -- -- -- --+
/// ```
///
/// | part        | bytes | is                                                             |
/// |-------------|-------|----------------------------------------------------------------|
/// | `header.1`  | 1     | length of the header, 0x2E                                     |
/// | `header.2`  | 1     | flag and version: bit 8 is set in tests, the rest is version   |
/// | `header.3`  | 4     | bytes of header and message, ASCII digits                      |
/// | `header.4`  | 11    | institution that the message goes to, ASCII, space filled      |
/// | `header.5`  | 11    | institution that it comes from, ASCII, space filled            |
/// | `header.6`  | 3     | reserved                                                       |
/// | `header.7`  | 1     | batch number                                                   |
/// | `header.8`  | 8     | transaction information, of the network                        |
/// | `header.9`  | 1     | user information, of the sender                                |
/// | `header.10` | 5     | reject code, ASCII digits; `00000` unless a message comes back |
///
/// MTI and fields are ASCII, lengths are ASCII digits and count characters or bytes. Bitmaps and
/// binary fields (52, 55, 96, 128) are raw bytes. Links put four ASCII digits in front of the
/// header, which count what follows them; as `header.3` says the same, they are no part of this
/// package.
@NullMarked
package io.shoudan.iso8583.interchange;

import org.jspecify.annotations.NullMarked;
