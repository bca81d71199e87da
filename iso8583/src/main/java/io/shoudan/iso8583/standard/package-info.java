/// ISO 8583 as the standard has it, without what two parties agree on. Start at
/// [Iso87] or [Iso93].
@NullMarked
package io.shoudan.iso8583.standard;

import org.jspecify.annotations.NullMarked;
