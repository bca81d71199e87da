/// An ISO 8583:1987 codec whose dialects are data. Start at [Dialect], [Message] and [Field]; two
/// dialects are ready to use, [io.shoudan.iso8583.terminal.TerminalDialect] for POS terminals and
/// [io.shoudan.iso8583.network.NetworkDialect] for card networks.
///
/// ```text
/// +-------+--------------+----------------+---------+---------+-- -- --+---------+
/// |  MTI  |  bitmap 1    |  bitmap 2, if  | field a | field b |        | field z |
/// |       |  bits 1..64  |  bit 1 is set  | the lowest number first              |
/// +-------+--------------+----------------+---------+---------+-- -- --+---------+
///
///   a field:   +-----------------------+---------------------------+
///              | length, if variable   | content, in its encoding  |
///              | LengthPrefix          | Encoding (and Conversion) |
///              +-----------------------+---------------------------+
/// ```
///
/// How long a value is ([Length]), how its length is announced ([LengthPrefix]), how its content is
/// written ([Encoding]) and what type it has in the program ([Conversion]) are independent of each
/// other.
///
/// Nothing here prints card numbers, tracks, PINs or keys: not `toString`, not errors. Everything
/// is bounded: messages, fields, nesting. No dependency but the JDK.
@NullMarked
package io.shoudan.iso8583;

import org.jspecify.annotations.NullMarked;
