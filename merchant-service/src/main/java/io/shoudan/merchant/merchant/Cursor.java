package io.shoudan.merchant.merchant;

import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.Text;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/// Where the next page of merchants begins, opaque to callers so that it may change.
final class Cursor {

    private static final Pattern MERCHANT_ID = Pattern.compile("[0-9A-Za-z ]{15}");
    private static final Text FOREIGN =
            Text.of("不是本接口返回的游标", "is no cursor that this operation gave out");

    private Cursor() {}

    static String after(String merchantId) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(merchantId.getBytes(StandardCharsets.US_ASCII));
    }

    /// The merchant id after which the page begins.
    ///
    /// @throws Problem `validation`, naming `after`
    static String read(String cursor) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            if (MERCHANT_ID.matcher(text).matches()) {
                return text;
            }
        } catch (IllegalArgumentException _) {
            // Not even Base64: refused like any other text that is no cursor of ours.
        }
        throw Problem.invalid("after", FOREIGN);
    }
}
