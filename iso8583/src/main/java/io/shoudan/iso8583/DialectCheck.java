package io.shoudan.iso8583;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/// Asks whether a dialect contradicts itself; see [Dialect.Builder#build].
///
/// @param name   of the dialect, for error texts
/// @param fields as the dialect writes them
record DialectCheck(String name, List<Field<?>> fields) {

    void fieldsUpTo(int last) {
        var numbers = new HashSet<Integer>();
        for (var field : fields) {
            sound(numbers.add(field.number()), "one field per number", field);
            sound(field.number() <= last, "in 2.." + last, field);
        }
    }

    void types(Collection<MessageType> types) {
        var earlier = new ArrayList<MessageType>();
        for (var type : types) {
            for (var other : earlier) {
                sound(!other.covers(type), "told from " + other, type);
            }
            earlier.add(type);
            type(type);
        }
    }

    private void type(MessageType type) {
        type.named().forEach(field -> own(field, type));
        type.marks().forEach(mark -> condition(mark, type));
        type.conditional().forEach(it -> condition(it.when(), type));
        type.barred().forEach(barred -> barred(barred, type));
        type.rules().forEach(rule -> rule(rule, type));
        type.answer().ifPresent(answer -> answer(type, answer));
    }

    private void barred(MessageType.Conditional barred, MessageType type) {
        condition(barred.when(), type);
        boolean always = holdsOfAll(barred.when(), type);
        for (var field : barred.fields()) {
            own(field, type);
            sound(type.carries(field), "carried where it is not forbidden", field + " in " + type);
            boolean possible = !(always && type.required().contains(field));
            sound(possible, "required or always forbidden, not both", field + " in " + type);
        }
    }

    private void rule(MessageType.Rule rule, MessageType type) {
        condition(rule.when(), type);
        condition(rule.must(), type);
        var field = rule.must().field();
        sound(
                type.carries(field),
                "carried to be expected to say something",
                field + " in " + type);
    }

    /// Whether it is known to hold of every message of the type that lacks nothing.
    private static boolean holdsOfAll(Condition condition, MessageType type) {
        return switch (condition) {
            case Condition.Digits digits -> type.marks().stream().anyMatch(digits::covers);
            case Condition.Present(var field) -> type.required().contains(field);
            case Condition.AnyOf(var any) -> any.stream().anyMatch(it -> holdsOfAll(it, type));
            case Condition.Text _, Condition.OtherText _ -> false;
        };
    }

    private void condition(Condition condition, MessageType type) {
        switch (condition) {
            case Condition.Digits digits -> {
                boolean possible = digits.possibleIn(own(digits.field(), type).format());
                sound(possible, "digits of the field", digits.text() + " in " + type);
            }
            case Condition.Text(var field, var values) -> texts(field, values, type);
            case Condition.OtherText(var field, var values) -> texts(field, values, type);
            case Condition.Present(var field) -> own(field, type);
            case Condition.AnyOf(var any) -> any.forEach(it -> condition(it, type));
        }
    }

    private void texts(Field<String> field, List<String> values, MessageType type) {
        var format = field.sameAs(own(field, type)).format();
        for (var value : values) {
            sound(canBe(value, format), "a text of the field", value + " in " + type);
        }
    }

    private static boolean canBe(String value, Format<String> format) {
        var bytes = new byte[format.maxBytes()];
        try {
            int units = format.encoding().write(value, format.length(), bytes, 0);
            return format.encoding().decode(bytes, 0, units).equals(value);
        } catch (IllegalArgumentException _) {
            return false; // Too long, too short, or of other characters.
        }
    }

    private void answer(MessageType request, MessageType answer) {
        int mti = Mti.of(request.mti());
        boolean fits = Mti.isAnswerable(mti) && Mti.of(answer.mti()) == Mti.answerTo(mti);
        sound(fits, "answered by its own MTI's answer", request);
        for (var field : answer.echoed()) {
            boolean carried = request.carries(field) || request.ignores(field);
            sound(carried, "carried by " + request + " to be echoed: field " + field, answer);
        }
    }

    /// The field as the dialect writes it.
    private Field<?> own(Field<?> field, MessageType type) {
        int index = fields.indexOf(field);
        sound(index >= 0, "a field of the dialect", field + " in " + type);
        return fields.get(index);
    }

    void sound(boolean holds, String must, Object what) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "must be " + must + ": " + what + ", dialect " + name);
        }
    }
}
