package io.shoudan.transaction.story;

import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.Text;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a page ends, opaque to callers: the id of its last payment. Ids grow with time, so rows
/// that are added meanwhile move no page.
final class Cursor {

    private static final Text MALFORMED = Text.of("不是有效的游标", "is no cursor");

    private Cursor() {}

    static String of(UUID last) {
        var bytes =
                ByteBuffer.allocate(16)
                        .putLong(last.getMostSignificantBits())
                        .putLong(last.getLeastSignificantBits())
                        .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// @throws Problem naming parameter `after` if it is none of ours
    static @Nullable UUID parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length == 16) {
                var buffer = ByteBuffer.wrap(bytes);
                return new UUID(buffer.getLong(), buffer.getLong());
            }
        } catch (IllegalArgumentException _) {
            // Told below, as any other thing that is no cursor.
        }
        throw Problem.invalid("after", MALFORMED);
    }
}
