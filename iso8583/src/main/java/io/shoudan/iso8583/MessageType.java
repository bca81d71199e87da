package io.shoudan.iso8583;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /// Fields that are needed, or forbidden, in some cases only.
    ///
    /// @param when   the case
    /// @param fields in the order declared
    public record Conditional(Condition when, List<Field<?>> fields) {}

    /// What a field must say in some cases.
    ///
    /// @param when the case
    /// @param must what holds then, if the field is there
    public record Rule(Condition when, Condition.Value must) {}

    /// As [Conditional], to be asked quickly.
    private record Needed(Condition when, FieldSet fields) {}

    private final String mti;
    private final String name;
    private List<Condition.Digits> marks = List.of();
    private FieldSet required = FieldSet.NONE;
    private FieldSet expected = FieldSet.NONE;
    private List<FieldSet> oneOf = List.of();
    private List<Needed> conditional = List.of();
    private List<Needed> barred = List.of();
    private List<Rule> rules = List.of();

    /// What is required or allowed.
    private FieldSet carried = FieldSet.NONE;

    private FieldSet echoed = FieldSet.NONE;
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
        expected = that.expected;
        oneOf = that.oneOf;
        conditional = that.conditional;
        barred = that.barred;
        rules = that.rules;
        carried = that.carried;
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

    /// Recognised only if digits of a field have one of some values; types that share an MTI are
    /// told apart by this.
    public MessageType when(Condition.Digits mark) {
        var copy = new MessageType(this);
        copy.marks = and(marks, mark);
        return copy.requires(mark.field());
    }

    /// Must carry all of `fields`.
    public MessageType requires(Field<?>... fields) {
        var copy = new MessageType(this);
        copy.required = required.and(fields);
        copy.carried = carried.and(fields);
        return copy;
    }

    /// Must carry all of `fields`, and is understood without: whoever gets a message that lacks
    /// them, or has bad values there, need not refuse it ([#insistsOn]). Who builds one must set
    /// them.
    public MessageType expects(Field<?>... fields) {
        var copy = new MessageType(this);
        copy.expected = expected.and(fields);
        return copy.allows(fields);
    }

    /// Must carry one of `fields` at least.
    public MessageType requiresOneOf(Field<?>... fields) {
        var copy = new MessageType(this);
        copy.oneOf = and(oneOf, FieldSet.NONE.and(fields));
        return copy.allows(fields);
    }

    /// Must carry `fields` if `when` holds.
    public MessageType requiresIf(Condition when, Field<?>... fields) {
        var copy = new MessageType(this);
        copy.conditional = and(conditional, new Needed(when, FieldSet.NONE.and(fields)));
        return copy.allows(fields);
    }

    /// Must not carry `fields` if `when` holds.
    public MessageType forbidsIf(Condition when, Field<?>... fields) {
        var copy = new MessageType(this);
        copy.barred = and(barred, new Needed(when, FieldSet.NONE.and(fields)));
        return copy;
    }

    /// If `when` holds and the field of `must` is there, so must `must`. Is understood otherwise,
    /// as what lacks a field that is expected ([#expects]) is: nobody need refuse it.
    public MessageType expectsIf(Condition when, Condition.Value must) {
        var copy = new MessageType(this);
        copy.rules = and(rules, new Rule(when, must));
        return copy;
    }

    /// May carry `fields`.
    public MessageType allows(Field<?>... fields) {
        var copy = new MessageType(this);
        copy.carried = carried.and(fields);
        return copy;
    }

    /// Repeats the values that `fields` have in the request, where that has them. May carry them.
    public MessageType echoes(Field<?>... fields) {
        var copy = new MessageType(this);
        copy.echoed = echoed.and(fields);
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

    /// What tells this type from others with its MTI.
    public List<Condition.Digits> marks() {
        return marks;
    }

    /// What must be there in some cases only.
    public List<Conditional> conditional() {
        return told(conditional);
    }

    /// What must not be there in some cases.
    public List<Conditional> barred() {
        return told(barred);
    }

    /// What fields must say in some cases.
    public List<Rule> rules() {
        return rules;
    }

    private static List<Conditional> told(List<Needed> some) {
        return some.stream().map(it -> new Conditional(it.when(), it.fields().asList())).toList();
    }

    /// Sets of fields of each of which one must be there at least.
    public List<List<Field<?>>> alternatives() {
        return oneOf.stream().map(FieldSet::asList).toList();
    }

    /// Fields that must be there, in the order declared.
    public Set<Field<?>> required() {
        return required.asSet();
    }

    /// Fields that must be there and are no reason to refuse a message that lacks them, in the
    /// order declared.
    public Set<Field<?>> expected() {
        return expected.asSet();
    }

    /// Whether a message that lacks `field`, where the type requires it, can't be understood.
    public boolean insistsOn(Field<?> field) {
        return !expected.contains(field);
    }

    /// Fields that repeat the request's values, in the order declared.
    public Set<Field<?>> echoed() {
        return echoed.asSet();
    }

    /// The message that answers this one; empty if nothing does.
    public Optional<MessageType> answer() {
        return Optional.ofNullable(answer);
    }

    /// Whether the type carries the field, always or sometimes.
    public boolean carries(Field<?> field) {
        return carried.contains(field);
    }

    /// Whether a value of `field` has no meaning in this message and none is looked for.
    public boolean ignores(Field<?> field) {
        return others == Others.IGNORED && !carries(field);
    }

    /// Whether a bad value of `field` is no reason to call a message of this type malformed.
    public boolean overlooksDefectsOf(Field<?> field) {
        boolean option =
                !required.contains(field) && oneOf.stream().noneMatch(it -> it.contains(field));
        return ignores(field) || (option && badOption == BadOption.TAKEN_AS_ABSENT);
    }

    /// Whether every message of `other` has the MTI and the marks of this type.
    boolean covers(MessageType other) {
        return mti.equals(other.mti)
                && marks.stream().allMatch(mine -> other.marks.stream().anyMatch(mine::covers));
    }

    /// All fields that the type names.
    FieldSet named() {
        return carried;
    }

    boolean matches(Message message) {
        if (!mti.equals(message.mti())) {
            return false;
        }
        for (var mark : marks) {
            if (!mark.holds(message)) {
                return false;
            }
        }
        return true;
    }

    /// Whether the message is of this type, or might be if it had the fields that tell.
    boolean compatibleWith(Message message) {
        return mti.equals(message.mti())
                && marks.stream().allMatch(m -> m.holds(message) || !message.has(m.field()));
    }

    /// Adds everything that is missing in or forbidden for `message`.
    void addFindings(Message message, List<Finding> findings) {
        addMissing(required, message, findings);
        addMissing(expected, message, findings);
        for (var condition : conditional) {
            if (condition.when().holds(message)) {
                addMissing(condition.fields(), message, findings);
            }
        }
        for (var alternatives : oneOf) {
            if (!alternatives.anyIn(message.first(), message.second())) {
                findings.add(new Finding.MissingOneOf(alternatives.asList()));
            }
        }
        addBarred(message, findings);
        for (var rule : rules) {
            if (rule.when().holds(message) && broken(rule.must(), message)) {
                findings.add(new Finding.Unexpected(rule.must()));
            }
        }
        if (others == Others.FORBIDDEN && !carried.hasAll(message.first(), message.second())) {
            for (var field : message.fields()) {
                if (!carries(field)) {
                    findings.add(new Finding.NotAllowed(field));
                }
            }
        }
    }

    private void addBarred(Message message, List<Finding> findings) {
        for (var condition : barred) {
            var fields = condition.fields();
            if (fields.anyIn(message.first(), message.second())
                    && condition.when().holds(message)) {
                for (var field : fields) {
                    if (message.has(field)) {
                        findings.add(new Finding.NotAllowed(field));
                    }
                }
            }
        }
    }

    private static boolean broken(Condition.Value must, Message message) {
        return !must.holds(message) && must.readable(message);
    }

    private static void addMissing(FieldSet fields, Message message, List<Finding> findings) {
        if (fields.allIn(message.first(), message.second())) {
            return;
        }
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

    /// MTI and name: `0200 Purchase`.
    @Override
    public String toString() {
        return mti + " " + name;
    }
}
