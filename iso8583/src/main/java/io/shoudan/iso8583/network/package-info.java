/// What a card network's link speaks: ISO 8583:1987 in ASCII. Start at [NetworkDialect].
///
/// ```text
/// +-----------+--------------+------------------------+-- -- -- -- -- -- -- --+
/// | length 2  | MTI, 4 ASCII | bitmap 1, 16 hex ASCII | bitmap 2, 16, if bit  |
/// | big-endian| digits       | characters             | 1 is set; then fields |
/// +-----------+--------------+------------------------+-- -- -- -- -- -- -- --+
/// ```
///
/// The length is that of [io.shoudan.iso8583.framing]. Every byte behind it is ASCII: what is
/// binary (52, 55) is written in hexadecimal characters, and lengths count characters.
@NullMarked
package io.shoudan.iso8583.network;

import org.jspecify.annotations.NullMarked;
