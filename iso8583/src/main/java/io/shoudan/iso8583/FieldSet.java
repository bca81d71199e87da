package io.shoudan.iso8583;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;

/// Fields of one dialect in the order declared, and as bits, so that a message is compared with a
/// set in two operations.
final class FieldSet implements Iterable<Field<?>> {

    static final FieldSet NONE = new FieldSet(new LinkedHashSet<>());

    private final SequencedSet<Field<?>> fields;
    private final List<Field<?>> list;
    private final long first;
    private final long second;

    private FieldSet(SequencedSet<Field<?>> fields) {
        this.fields = Collections.unmodifiableSequencedSet(fields);
        list = List.copyOf(fields);
        long bits1 = 0;
        long bits2 = 0;
        for (var field : fields) {
            bits1 |= Bits.inFirst(field.number());
            bits2 |= Bits.inSecond(field.number());
        }
        first = bits1;
        second = bits2;
    }

    FieldSet and(Field<?>... more) {
        var larger = new LinkedHashSet<>(fields);
        larger.addAll(List.of(more));
        return new FieldSet(larger);
    }

    boolean contains(Field<?> field) {
        return fields.contains(field);
    }

    /// Whether a message with these bits set carries every field.
    boolean allIn(long firstBits, long secondBits) {
        return ((first & ~firstBits) | (second & ~secondBits)) == 0;
    }

    /// Whether there is no field in a message with these bits but those of the set.
    boolean hasAll(long firstBits, long secondBits) {
        return ((firstBits & ~first) | (secondBits & ~second)) == 0;
    }

    boolean anyIn(long firstBits, long secondBits) {
        return ((first & firstBits) | (second & secondBits)) != 0;
    }

    Set<Field<?>> asSet() {
        return fields;
    }

    List<Field<?>> asList() {
        return list;
    }

    @Override
    public Iterator<Field<?>> iterator() {
        return list.iterator();
    }
}
