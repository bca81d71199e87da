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
        for (var barred : type.barred()) {
            condition(barred.when(), type);
            barred.fields().forEach(field -> own(field, type));
        }
        for (var rule : type.rules()) {
            condition(rule.when(), type);
            condition(rule.must(), type);
        }
        type.answer().ifPresent(answer -> answer(type, answer));
    }

    private void condition(Condition condition, MessageType type) {
        switch (condition) {
            case Condition.Digits digits -> {
                boolean possible = digits.possibleIn(own(digits.field(), type).format());
                sound(possible, "digits of the field", digits.text() + " in " + type);
            }
            case Condition.Text(var field, _) -> own(field, type);
            case Condition.OtherText(var field, _) -> own(field, type);
            case Condition.Present(var field) -> own(field, type);
            case Condition.AnyOf(var any) -> any.forEach(it -> condition(it, type));
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
