/// An ISO 8583 codec whose dialects are data.
@NullMarked
package io.shoudan.iso8583;

import org.jspecify.annotations.NullMarked;
