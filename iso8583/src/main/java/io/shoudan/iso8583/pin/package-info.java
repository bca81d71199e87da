/// Clear PIN blocks (ISO 9564-1), for the inside of security modules and for simulators. Start at
/// [PinFormat0].
///
/// ```text
/// nibble          0   1   2   3   4   5   6   7   8   9  10  11  12  13  14  15
///               +---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+
/// PIN field     | 0 | N | P | P | P | P |P/F|P/F|P/F|P/F|P/F|P/F|P/F|P/F| F | F |
///               +---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+
/// account field | 0 | 0 | 0 | 0 | the 12 digits left of the card number's last  |
///               +---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+
/// block         = PIN field XOR account field
/// ```
@NullMarked
package io.shoudan.iso8583.pin;

import org.jspecify.annotations.NullMarked;
