/// Message authentication codes, check values of keys, and the working keys in the answer to a
/// sign-on. Start at [MacAlgorithm].
///
/// Works on clear keys, so it belongs into a security module or a simulator and nowhere else.
/// Ciphers come from the JCA; for SM4 a provider that has it must be installed.
@NullMarked
package io.shoudan.iso8583.mac;

import org.jspecify.annotations.NullMarked;
