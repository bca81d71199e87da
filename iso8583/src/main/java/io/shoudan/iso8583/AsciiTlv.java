package io.shoudan.iso8583;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tagged text: tag of 2 characters, length of 3 digits, value; as terminal makers use it in
/// private fields. A value may be such a list again.
///
/// @param objects in the order sent; at most [#MAX_OBJECTS]
public record AsciiTlv(List<Item> objects) {

    /// Most objects in one list.
    public static final int MAX_OBJECTS = 64;

    private static final int TAG_LENGTH = 2;
    private static final int HEAD_LENGTH = 5;
    private static final int MAX_VALUE_LENGTH = 999;

    /// A list of `objects`, copied.
    ///
    /// @throws IllegalArgumentException if there are too many objects
    public AsciiTlv {
        if (objects.size() > MAX_OBJECTS) {
            throw new IllegalArgumentException("must be at most " + MAX_OBJECTS + " objects");
        }
        objects = List.copyOf(objects);
    }

    /// One object. Prints without its value.
    ///
    /// @param tag   2 characters
    /// @param value 0 to 999 characters
    public record Item(String tag, String value) {

        /// An object with this tag and value.
        ///
        /// @throws IllegalArgumentException if tag or value have another length
        public Item {
            if (tag.length() != TAG_LENGTH || value.length() > MAX_VALUE_LENGTH) {
                throw new IllegalArgumentException(
                        "must be a tag of 2 and a value of 0..999 characters");
            }
        }

        /// Tag and length, never the value.
        @Override
        public String toString() {
            return tag + " (" + value.length() + " characters)";
        }
    }

    /// Reads a list that fills `text` to its end.
    ///
    /// @throws MalformedMessage if `text` is not such a list; the path is the tag, if it got that
    ///                          far
    public static AsciiTlv parse(String text) {
        var objects = new ArrayList<Item>();
        int position = 0;
        while (position < text.length()) {
            int valueAt = position + HEAD_LENGTH;
            if (valueAt > text.length() || objects.size() == MAX_OBJECTS) {
                throw MalformedMessage.at(position, "at most 64 objects of tag 2, length 3, value");
            }
            var tag = text.substring(position, position + TAG_LENGTH);
            var length = text.substring(position + TAG_LENGTH, valueAt);
            int end = Ascii.digits(length) ? valueAt + Integer.parseInt(length) : Integer.MAX_VALUE;
            if (end > text.length()) {
                throw new MalformedMessage(
                        tag, position + TAG_LENGTH, "a length of 3 digits inside the field");
            }
            objects.add(new Item(tag, text.substring(valueAt, end)));
            position = end;
        }
        return new AsciiTlv(objects);
    }

    /// The value of the first object with this tag.
    public Optional<String> find(String tag) {
        return objects.stream().filter(o -> o.tag().equals(tag)).map(Item::value).findFirst();
    }

    /// The list as it is sent.
    public String text() {
        var text = new StringBuilder();
        for (var object : objects) {
            int length = object.value().length();
            text.append(object.tag())
                    .append(length / 100)
                    .append(length / 10 % 10)
                    .append(length % 10)
                    .append(object.value());
        }
        return text.toString();
    }
}
