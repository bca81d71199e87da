package io.shoudan.iso8583;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A dialect of ISO 8583 as data: its fields, its messages, and how both are packed.
///
/// Built once, at start: a dialect that contradicts itself is refused then. Immutable and safe for
/// any number of threads; nothing blocks.
public final class Dialect {

    /// Longest message that any dialect reads or writes, in bytes.
    public static final int MAX_MESSAGE_BYTES = 4096;

    /// Longest value whose place is known ([Message#span]).
    private static final int MAX_UNITS = Message.units(-1);

    private final String name;
    private final MtiFormat mtiFormat;
    private final BitmapFormat bitmapFormat;
    private final int lastField;
    private final List<Field<?>> fields;
    private final @Nullable Layout[] layouts;
    private final List<MessageType> types;
    private final Map<String, List<MessageType>> typesByMti;

    private Dialect(Builder builder) {
        name = builder.name;
        mtiFormat = builder.mtiFormat;
        bitmapFormat = builder.bitmapFormat;
        lastField = builder.lastField;
        fields = builder.fields.stream().sorted(Comparator.comparingInt(Field::number)).toList();
        layouts = new Layout[lastField + 1];
        for (var field : fields) {
            layouts[field.number()] = new Layout(field);
        }
        types = List.copyOf(builder.types);
        typesByMti = types.stream().collect(Collectors.groupingBy(MessageType::mti));
    }

    /// Starts a dialect: packed MTI, binary bitmap of 64 bits, no fields, no messages.
    ///
    /// @param name for error texts: `terminal`
    /// @throws IllegalArgumentException if `name` is blank
    public static Builder named(String name) {
        return new Builder(name);
    }

    /// Starts a dialect that has all this one has, to be changed: fields [written
    /// differently][Builder#rewritten], all of them [recoded][Builder#recoded], more fields and
    /// messages. The constants that read messages of this dialect read those of the other, too.
    ///
    /// @param another name of the new dialect
    /// @throws IllegalArgumentException if `another` is blank
    public Builder toBuilder(String another) {
        var builder = new Builder(another);
        builder.mtiFormat = mtiFormat;
        builder.bitmapFormat = bitmapFormat;
        builder.lastField = lastField;
        builder.fields.addAll(fields);
        builder.types.addAll(types);
        return builder;
    }

    /// For error texts.
    public String name() {
        return name;
    }

    /// 64, or 128 if messages may have a second bitmap.
    public int lastField() {
        return lastField;
    }

    /// All fields as this dialect writes them, in order of their numbers.
    public List<Field<?>> fields() {
        return fields;
    }

    /// The field with this number, as this dialect writes it.
    public Optional<Field<?>> field(int number) {
        var layout = number < 2 ? null : layout(number);
        return layout == null ? Optional.empty() : Optional.of(layout.field);
    }

    /// All messages, requests and answers.
    public List<MessageType> types() {
        return types;
    }

    /// What kind of message this is; empty if the dialect has no such message, or if the fields
    /// that would tell are absent ([#check] says which).
    public Optional<MessageType> typeOf(Message message) {
        for (var type : typesByMti.getOrDefault(message.mti(), List.of())) {
            if (type.matches(message)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /// Everything that is wrong with the form of `message`, not just the first thing: malformed
    /// values, missing fields, fields that must not be there. Empty if nothing is.
    ///
    /// In order of the fields; what is wrong with bytes behind the last field comes last. What is
    /// announced but can't be reached, behind a field whose end can't be known, is not missing,
    /// and nothing is where the bitmap can't be read. If the message lacks the fields that tell
    /// its type, those are reported as missing; if it has them and they fit no type, the only
    /// other finding is [Finding.UnknownType].
    public List<Finding> check(Message message) {
        return Findings.of(message);
    }

    /// Of what [#check] finds, that for which `message` can't be acted upon: all but fields that
    /// are missing though its type does not insist on them ([MessageType#insistsOn]), and values
    /// that are unusual there. Empty if nothing is.
    public List<Finding> objections(Message message) {
        return Findings.objections(message);
    }

    /// Reads all of `bytes` as one message.
    ///
    /// @throws MalformedMessage if there is no MTI to be read, so that nothing can be answered, or
    ///                          more than [#MAX_MESSAGE_BYTES]
    public Read read(byte[] bytes) {
        return read(bytes, 0, bytes.length);
    }

    /// Reads `length` bytes from `offset` on as one message. Positions in findings are indexes into
    /// `bytes`.
    ///
    /// @throws MalformedMessage          if there is no MTI to be read, so that nothing can be
    ///                                   answered, or more than [#MAX_MESSAGE_BYTES]
    /// @throws IndexOutOfBoundsException if the array has no such bytes
    public Read read(byte[] bytes, int offset, int length) {
        return new MessageReader(this, bytes, offset, length).read();
    }

    /// Reads a message in which nothing may be malformed but what its type overlooks
    /// ([Message#overlooked]).
    ///
    /// @throws MalformedMessage          if something is; the first defect
    /// @throws IndexOutOfBoundsException if the array has no such bytes
    public Message unpack(byte[] bytes, int offset, int length) {
        return switch (read(bytes, offset, length)) {
            case Read.Complete(var message) -> message;
            case Read.Broken(_, var why) -> throw why;
        };
    }

    /// As [#unpack(byte[], int, int)], for all of `bytes`.
    ///
    /// @throws MalformedMessage if the message is not sound
    public Message unpack(byte[] bytes) {
        return unpack(bytes, 0, bytes.length);
    }

    /// Reads bytes that may be anything, and says everything that is wrong with them instead of
    /// stopping: for people who have to find out what a terminal sends. Throws nothing; positions
    /// in findings are indexes into `bytes`.
    public Inspection inspect(byte[] bytes) {
        if (bytes.length > MAX_MESSAGE_BYTES) {
            var tooLong =
                    new MalformedMessage("end", 0, "at most " + MAX_MESSAGE_BYTES + " bytes long");
            return new Inspection(null, List.of(new Finding.Malformed(tooLong)));
        }
        return new MessageReader(this, bytes, 0, bytes.length).inspect();
    }

    /// Writes a message: MTI, bitmap, fields in order of their numbers.
    ///
    /// @throws IllegalArgumentException if the message is of another dialect, or longer than
    ///                                  [#MAX_MESSAGE_BYTES]
    public byte[] pack(Message message) {
        if (message.dialect() != this) {
            throw new IllegalArgumentException("must be of dialect " + name + ": message");
        }
        return message.packed().clone();
    }

    /// How the MTI is written.
    public MtiFormat mtiFormat() {
        return mtiFormat;
    }

    /// How bitmaps are written.
    public BitmapFormat bitmapFormat() {
        return bitmapFormat;
    }

    boolean hasSecondBitmap() {
        return lastField > 64;
    }

    /// The field as this dialect writes it.
    ///
    /// @throws IllegalArgumentException if it is not one of this dialect
    <T> Field<T> own(Field<T> field) {
        return field.sameAs(ownLayout(field).field);
    }

    /// The layout of a field of this dialect.
    ///
    /// @throws IllegalArgumentException if it is not one of this dialect
    Layout ownLayout(Field<?> field) {
        var layout = layout(field.number());
        if (layout == null || !layout.field.equals(field)) {
            throw new IllegalArgumentException("must be of dialect " + name + ": field " + field);
        }
        return layout;
    }

    /// The field of a number from 2 to 128.
    @Nullable Layout layout(int number) {
        return number > lastField ? null : layouts[number];
    }

    @Override
    public String toString() {
        return name;
    }

    /// Collects a dialect; [#build] checks it.
    public static final class Builder {

        private final String name;
        private MtiFormat mtiFormat = MtiFormat.BCD;
        private BitmapFormat bitmapFormat = BitmapFormat.BINARY;
        private int lastField = 64;
        private final List<Field<?>> fields = new ArrayList<>();
        private final SequencedSet<MessageType> types = new LinkedHashSet<>();

        private Builder(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("must have a name: dialect");
            }
            this.name = name;
        }

        /// How the MTI is written.
        public Builder mti(MtiFormat format) {
            mtiFormat = format;
            return this;
        }

        /// How bitmaps are written.
        public Builder bitmap(BitmapFormat format) {
            bitmapFormat = format;
            return this;
        }

        /// Lets messages have a second bitmap, announced by bit 1, and so fields 66 to 128.
        public Builder secondBitmap() {
            lastField = 128;
            return this;
        }

        /// Adds fields.
        public Builder fields(List<? extends Field<?>> more) {
            fields.addAll(more);
            return this;
        }

        /// Adds fields.
        public Builder fields(Field<?>... more) {
            return fields(List.of(more));
        }

        /// Replaces fields by the same ones written differently ([Field#writtenAs]).
        ///
        /// @throws IllegalArgumentException if the dialect has no such field
        public Builder rewritten(Field<?>... replacements) {
            for (var replacement : replacements) {
                if (!fields.removeIf(replacement::equals)) {
                    throw new IllegalArgumentException("must be a field: " + replacement);
                }
                fields.add(replacement);
            }
            return this;
        }

        /// Writes all fields that are there so far as `recoding` says.
        ///
        /// @throws IllegalArgumentException if a field's length can't be written so
        public Builder recoded(Recoding recoding) {
            fields.replaceAll(recoding::of);
            return this;
        }

        /// Adds messages and, with each request, its answer.
        public Builder messages(List<MessageType> more) {
            for (var type : more) {
                types.add(type);
                type.answer().ifPresent(types::add);
            }
            return this;
        }

        /// Adds messages and, with each request, its answer.
        public Builder messages(MessageType... more) {
            return messages(List.of(more));
        }

        /// Checks the dialect against itself and makes it.
        ///
        /// @throws IllegalArgumentException if two fields have one number, a field can't be in the
        ///                                  bitmap or in a message, a message names a foreign
        ///                                  field or asks for digits or a text that its field
        ///                                  never has, forbids in some cases or has rules for what
        ///                                  it never carries, requires what it always forbids, no
        ///                                  message can be of a type because an earlier one takes
        ///                                  all, an answer hasn't the MTI that answers its request
        ///                                  ([Message#answerMti]), or it echoes what that never
        ///                                  carries
        public Dialect build() {
            var check = new DialectCheck(name, fields);
            check.fieldsUpTo(lastField);
            fields.forEach(
                    field -> check.sound(fitsMessages(field), "shorter than a message", field));
            check.types(types);
            return new Dialect(this);
        }

        private boolean fitsMessages(Field<?> field) {
            int bitmaps = field.number() > 64 ? 2 : 1;
            int head = mtiFormat.byteLength() + bitmaps * bitmapFormat.byteLength();
            var format = field.format();
            return head + format.maxBytes() <= MAX_MESSAGE_BYTES
                    && format.length().max() <= MAX_UNITS;
        }
    }

    /// The fields that `request`'s answer echoes, as far as the request has them.
    Set<Field<?>> echoedOf(Message request, Set<Field<?>> otherwise) {
        return typeOf(request)
                .flatMap(MessageType::answer)
                .map(MessageType::echoed)
                .orElse(otherwise);
    }
}
