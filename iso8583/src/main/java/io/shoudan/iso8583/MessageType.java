package io.shoudan.iso8583;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One kind of message as data: how it is recognised, and which fields it must, may and must not
/// carry. Immutable: every method returns a new type.
public final class MessageType {

    private enum Others {
        FORBIDDEN,
        IGNORED
    }

    /// What a bad value in a field that may be absent does to the message.
    private enum BadOption {
        MALFORMED,
        TAKEN_AS_ABSENT
    }

    /// A field whose value singles this type out among those with the same MTI.
    private record Mark<T>(Field<T> field, Predicate<? super T> test) {

        boolean missingIn(Message message) {
            return !message.has(field);
        }

        boolean contradictedBy(Message message) {
            return message.find(field).filter(test.negate()).isPresent();
        }
    }

    /// Fields that are needed in some cases only.
    private record Conditional(Predicate<Message> when, SequencedSet<Field<?>> fields) {}

    private final String mti;
    private final String name;
    private List<Mark<?>> marks = List.of();
    private SequencedSet<Field<?>> required = new LinkedHashSet<>();
    private List<List<Field<?>>> oneOf = List.of();
    private List<Conditional> conditional = List.of();
    private SequencedSet<Field<?>> allowed = new LinkedHashSet<>();
    private SequencedSet<Field<?>> echoed = new LinkedHashSet<>();
    private Others others = Others.FORBIDDEN;
    private BadOption badOption = BadOption.MALFORMED;
    private @Nullable MessageType answer;

    private MessageType(String mti, String name) {
        this.mti = mti;
        this.name = name;
    }

    private MessageType(MessageType that) {
        this(that.mti, that.name);
        marks = that.marks;
        required = that.required;
        oneOf = that.oneOf;
        conditional = that.conditional;
        allowed = that.allowed;
        echoed = that.echoed;
        others = that.others;
        badOption = that.badOption;
        answer = that.answer;
    }

    /// Starts a type that carries no field at all.
    ///
    /// @param mti  message type indicator, four digits
    /// @param name for people: `Purchase`
    /// @throws IllegalArgumentException if `mti` is not four digits
    public static MessageType message(String mti, String name) {
        if (mti.length() != 4 || !Ascii.digits(mti)) {
            throw new IllegalArgumentException("must be 4 digits: mti of " + name);
        }
        return new MessageType(mti, name);
    }

    /// Recognised only if `field` has a value that passes `test`; types that share an MTI are told
    /// apart by this.
    public <T> MessageType when(Field<T> field, Predicate<? super T> test) {
        var copy = new MessageType(this);
        copy.marks = and(marks, new Mark<>(field, test));
        return copy.requires(field);
    }

    /// Must carry all of `fields`.
    public MessageType requires(Field<?>... fields) {
        var copy = new MessageType(this);
        copy.required = and(required, fields);
        return copy;
    }

    /// Must carry one of `fields` at least.
    public MessageType requiresOneOf(Field<?>... fields) {
        var copy = new MessageType(this);
        copy.oneOf = and(oneOf, List.of(fields));
        return copy.allows(fields);
    }

    /// Must carry `fields` if `when` holds.
    public MessageType requiresIf(Predicate<Message> when, Field<?>... fields) {
        var copy = new MessageType(this);
        copy.conditional =
                and(conditional, new Conditional(when, and(new LinkedHashSet<>(), fields)));
        return copy.allows(fields);
    }

    /// May carry `fields`.
    public MessageType allows(Field<?>... fields) {
        var copy = new MessageType(this);
        copy.allowed = and(allowed, fields);
        return copy;
    }

    /// Repeats the values that `fields` have in the request, where that has them. May carry them.
    public MessageType echoes(Field<?>... fields) {
        var copy = new MessageType(this);
        copy.echoed = and(echoed, fields);
        return copy.allows(fields);
    }

    /// Any other field of the dialect is neither wrong nor looked at. Without this, it is wrong.
    public MessageType ignoresOthers() {
        var copy = new MessageType(this);
        copy.others = Others.IGNORED;
        return copy;
    }

    /// A bad value in a field that could as well be absent counts as absent. For messages that must
    /// not be refused over a detail, because what they tell has happened already.
    public MessageType takesBadOptionsAsAbsent() {
        var copy = new MessageType(this);
        copy.badOption = BadOption.TAKEN_AS_ABSENT;
        return copy;
    }

    /// The message that answers this one.
    public MessageType answeredBy(MessageType reply) {
        var copy = new MessageType(this);
        copy.answer = reply;
        return copy;
    }

    /// Message type indicator, four digits.
    public String mti() {
        return mti;
    }

    /// For people: `Purchase`.
    public String name() {
        return name;
    }

    /// Fields that must be there.
    public Set<Field<?>> required() {
        return Set.copyOf(required);
    }

    /// Fields that may be there beside the required ones.
    public Set<Field<?>> allowed() {
        return Set.copyOf(allowed);
    }

    /// Fields that repeat the request's values.
    public Set<Field<?>> echoed() {
        return Set.copyOf(echoed);
    }

    /// The message that answers this one; empty if nothing does.
    public Optional<MessageType> answer() {
        return Optional.ofNullable(answer);
    }

    /// Whether the type carries the field, always or sometimes.
    public boolean carries(Field<?> field) {
        return required.contains(field) || allowed.contains(field);
    }

    /// Whether a value of `field` has no meaning in this message and none is looked for.
    public boolean ignores(Field<?> field) {
        return others == Others.IGNORED && !carries(field);
    }

    /// Whether a bad value of `field` is no reason to call a message of this type malformed.
    boolean overlooksDefectsOf(Field<?> field) {
        boolean option =
                !required.contains(field)
                        && oneOf.stream().noneMatch(fields -> fields.contains(field));
        return ignores(field) || (option && badOption == BadOption.TAKEN_AS_ABSENT);
    }

    /// All fields that the type names, in no order.
    Set<Field<?>> named() {
        var all = new LinkedHashSet<>(required);
        all.addAll(allowed);
        return all;
    }

    boolean matches(Message message) {
        return compatibleWith(message) && marks.stream().noneMatch(m -> m.missingIn(message));
    }

    /// Whether the message is of this type, or might be if it had the fields that tell.
    boolean compatibleWith(Message message) {
        return mti.equals(message.mti())
                && marks.stream().noneMatch(mark -> mark.contradictedBy(message));
    }

    /// Everything that is missing in or forbidden for `message`, in the order declared.
    List<Finding> findings(Message message) {
        var findings = new ArrayList<Finding>();
        addMissing(required, message, findings);
        for (var condition : conditional) {
            if (condition.when().test(message)) {
                addMissing(condition.fields(), message, findings);
            }
        }
        for (var alternatives : oneOf) {
            if (alternatives.stream().noneMatch(message::has)) {
                findings.add(new Finding.MissingOneOf(alternatives));
            }
        }
        if (others == Others.FORBIDDEN) {
            for (var field : message.fields()) {
                if (!carries(field)) {
                    findings.add(new Finding.NotAllowed(field));
                }
            }
        }
        return findings;
    }

    private static void addMissing(
            SequencedSet<Field<?>> fields, Message message, List<Finding> findings) {
        for (var field : fields) {
            var finding = new Finding.Missing(field);
            // A field that is there but unreadable is reported as malformed, not also as missing.
            if (!message.has(field) && !message.isMalformed(field) && !findings.contains(finding)) {
                findings.add(finding);
            }
        }
    }

    private static <E> List<E> and(List<E> list, E more) {
        var longer = new ArrayList<>(list);
        longer.add(more);
        return List.copyOf(longer);
    }

    private static SequencedSet<Field<?>> and(SequencedSet<Field<?>> set, Field<?>... more) {
        var larger = new LinkedHashSet<>(set);
        larger.addAll(List.of(more));
        return larger;
    }

    /// MTI and name: `0200 Purchase`.
    @Override
    public String toString() {
        return mti + " " + name;
    }
}
