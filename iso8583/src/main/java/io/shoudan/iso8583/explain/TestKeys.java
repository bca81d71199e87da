package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.Bytes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Clear keys of a test terminal, to check what is enciphered. Prints none of them.
///
/// @param mainKey TMK, 16 bytes; null if it isn't known
/// @param macKey  MAK, 8 or 16 bytes; null if it isn't known
/// @param pinKey  PIK, 8 or 16 bytes; null if it isn't known
public record TestKeys(@Nullable Bytes mainKey, @Nullable Bytes macKey, @Nullable Bytes pinKey) {

    /// No keys: nothing enciphered is checked.
    public static final TestKeys NONE = new TestKeys(null, null, null);

    /// Keys of these bytes.
    ///
    /// @throws IllegalArgumentException if a key has another length
    public TestKeys {
        if (mainKey != null && mainKey.length() != 16) {
            throw new IllegalArgumentException("must be 16 bytes: TMK");
        }
        check(macKey, "MAK");
        check(pinKey, "PIK");
    }

    private static void check(@Nullable Bytes key, String name) {
        if (key != null && key.length() != 8 && key.length() != 16) {
            throw new IllegalArgumentException("must be 8 or 16 bytes: " + name);
        }
    }

    Optional<byte[]> tmk() {
        return Optional.ofNullable(mainKey).map(Bytes::toArray);
    }

    Optional<byte[]> mak() {
        return Optional.ofNullable(macKey).map(Bytes::toArray);
    }

    Optional<byte[]> pik() {
        return Optional.ofNullable(pinKey).map(Bytes::toArray);
    }

    /// Not the keys.
    @Override
    public String toString() {
        return "test keys";
    }
}
