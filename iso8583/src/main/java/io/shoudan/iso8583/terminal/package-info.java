/// What POS terminals speak: the UnionPay direct-link profile of ISO 8583:1987, packed BCD, one
/// bitmap of 64 bits. Start at [TerminalFrame] and [TerminalDialect]; what differs between makers
/// is a [TerminalProfile].
///
/// ```text
///  0               1               2               3
///  0 1 2 3 4 5 6 7 0 1 2 3 4 5 6 7 0 1 2 3 4 5 6 7 0 1 2 3 4 5 6 7
/// +-------------------------------+---------------+---------------+
/// | LEN: bytes that follow, 21..  |  TPDU id (60) |  TPDU desti-  :
/// +---------------+---------------+---------------+---------------+
/// :  nation       |  TPDU source                  | HDR 1: class  |
/// +---------------+-------+-------+---------------+---------------+
/// | HDR 2: version| status| requ. | HDR 4 to 6: sub-version       :
/// +---------------+-------+-------+---------------+---------------+
/// :               |  MTI, 4 packed digits         |  BITMAP       :
/// +---------------+-------------------------------+               +
/// :  bit 1 always clear, bit n announces field n                  :
/// +                               +-------------------------------+
/// :                               |  fields 2 to 64, by number    :
/// +-------------------------------+-------------------------------+
/// ```
///
/// LEN is big-endian and does not count itself. `requ.` is the processing requirement, the low
/// nibble that a host sets in an answer ([ProcessingRequirement]). The MAC (field 64) covers the
/// bytes from the MTI to the last field before it, neither TPDU nor header.
@NullMarked
package io.shoudan.iso8583.terminal;

import org.jspecify.annotations.NullMarked;
