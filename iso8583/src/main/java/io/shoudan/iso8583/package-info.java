/// An ISO 8583 codec whose dialects are data. Start at [Dialect], [Message] and [Field]; ready to
/// use are [io.shoudan.iso8583.terminal.TerminalDialect] for POS terminals,
/// [io.shoudan.iso8583.network.NetworkDialect] for card networks,
/// [io.shoudan.iso8583.interchange.InterchangeFrame] for an interchange in the style of CUPS and
/// [io.shoudan.iso8583.standard.Iso87] and [io.shoudan.iso8583.standard.Iso93] for the standard
/// itself in ASCII, binary and EBCDIC.
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
/// A message is read in one of three ways: whole, every value checked ([Dialect#read]); leniently,
/// with everything that is wrong ([Dialect#inspect]); or just far enough to know where its fields
/// are ([FieldOffsets]). It keeps the bytes and makes a value when asked for it.
///
/// How long a value is ([Length]), how its length is announced ([LengthPrefix]), how its content is
/// written ([Encoding]) and what type it has in the program ([Conversion]) are independent of each
/// other; a [Recoding] writes a dialect's fields in other encodings.
///
/// Nothing here prints card numbers, tracks, PINs or keys: not `toString`, not errors. Everything
/// is bounded: messages, fields, nesting. No dependency but the JDK.
@NullMarked
package io.shoudan.iso8583;

import org.jspecify.annotations.NullMarked;
