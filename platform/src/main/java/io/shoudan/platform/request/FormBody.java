package io.shoudan.platform.request;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request whose form was read before anything else looks at it, and which answers for its
/// parameters itself. The container would read the form without a deadline, and into a buffer as
/// long as the caller says.
///
/// Parameters of the query come before those of the form. All of it is UTF-8, as WHATWG's URL
/// standard, section 5, has it.
final class FormBody extends HttpServletRequestWrapper {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final byte[] content;
    private final Map<String, String[]> parameters;

    private FormBody(HttpServletRequest request, byte[] content, Map<String, String[]> parameters) {
        super(request);
        this.content = content;
        this.parameters = parameters;
    }

    /// Whether the container would look for parameters in this request's body.
    static boolean isSentBy(HttpServletRequest request) {
        var type = request.getContentType();
        return request.getMethod().equals("POST")
                && type != null
                && type.strip().toLowerCase(Locale.ROOT).startsWith(FORM);
    }

    /// @param maxBytes the most that `request` lets through
    /// @throws IOException if the body breaks off or is too large
    /// @throws DeadlineExceeded if it was not there in time
    /// @throws IllegalArgumentException if query or form are not encoded as forms are
    static FormBody read(BoundedBody request, long maxBytes) throws IOException {
        // Asked for one byte more, which the bounded body refuses; the buffer is no larger.
        var content = request.getInputStream().readNBytes((int) maxBytes + 1);
        Map<String, List<String>> found = new LinkedHashMap<>();
        var query = request.getQueryString();
        if (query != null) {
            collect(query, found);
        }
        // One character a byte, so that decoding finds the bytes again.
        collect(new String(content, StandardCharsets.ISO_8859_1), found);
        Map<String, String[]> parameters = new LinkedHashMap<>();
        found.forEach((name, values) -> parameters.put(name, values.toArray(String[]::new)));
        return new FormBody(request, content, Collections.unmodifiableMap(parameters));
    }

    private static void collect(String encoded, Map<String, List<String>> found) {
        for (var pair : encoded.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            var value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (name.isEmpty()) {
                throw new IllegalArgumentException("must have a name: parameter");
            }
            found.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
    }

    private static String decoded(String encoded) {
        var bytes = URLDecoder.decode(encoded, StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("must be UTF-8: parameter", e);
        }
    }

    @Override
    public @Nullable String getParameter(String name) {
        var values = parameters.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return parameters;
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return parameters.get(name);
    }

    /// The form from its beginning, each time.
    @Override
    public ServletInputStream getInputStream() {
        return new Content(new ByteArrayInputStream(content));
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    private static final class Content extends ServletInputStream {

        private final ByteArrayInputStream source;

        Content(ByteArrayInputStream source) {
            this.source = source;
        }

        @Override
        public int read() {
            return source.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return source.read(buffer, offset, length);
        }

        @Override
        public boolean isFinished() {
            return source.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("must be read at once: form");
        }
    }
}
