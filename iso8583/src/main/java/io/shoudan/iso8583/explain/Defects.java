package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.Condition;
import io.shoudan.iso8583.FieldOffsets;
import io.shoudan.iso8583.Finding;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.explain.Corrections.Mended;
import io.shoudan.iso8583.explain.Explanation.Defect;
import io.shoudan.iso8583.explain.Reading.Framing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Everything that is wrong with a reading. Of one that was mended, what is left.
final class Defects {

    private final Reading reading;
    private final FieldOffsets places;
    private final Optional<Mended> mended;
    private final Set<String> unreadInside;
    private final List<Defect> defects = new ArrayList<>();

    /// @param inside what is inside the reading's fields
    Defects(Reading reading, Parts inside, Optional<Mended> mended) {
        this.reading = reading;
        this.places = reading.places();
        this.mended = mended;
        this.unreadInside =
                inside.defects().stream().map(Defect::path).collect(Collectors.toUnmodifiableSet());
        inFront();
        int messageAt = Math.min(reading.messageAt(), reading.input().length);
        for (var finding : reading.inspection().findings()) {
            add(finding, messageAt);
        }
        if (reading.profile().dialect().fields().stream().anyMatch(places::outOfReach)) {
            add("" + places.brokenAt(), -1, Phrases.of("finding.out-of-reach"));
        }
        inside.defects().forEach(it -> add(it.path(), it.position(), it.text()));
        reading.message().ifPresent(this::lacking);
    }

    /// All of them, in order of the bytes as far as they are about bytes.
    List<Defect> all() {
        return List.copyOf(defects);
    }

    /// @param position index into the reading's bytes, -1 if there is none
    private void add(String path, int position, Phrase text) {
        int received = mended.map(it -> it.received(position)).orElse(position);
        defects.add(new Defect(path, received, text));
    }

    private void inFront() {
        if (reading.framing() == Framing.WRONG) {
            int behind = reading.input().length - reading.bodyAt();
            var numbers = "(" + behind + " ≠ " + reading.announced() + ")";
            add("length", 0, Phrases.of("finding.length").and(numbers));
        }
        if (!reading.wholeFrame()) {
            add("end", reading.input().length, Phrases.of("finding.frame"));
        }
        for (var finding : reading.headerDefects()) {
            add(finding, 0);
        }
        Envelope.defects(reading).forEach(it -> add(it.path(), it.position(), it.text()));
    }

    private void lacking(Message message) {
        if (!reading.profile().terminal()) {
            return;
        }
        if (MacCheck.lacking(reading)) {
            add("64", -1, Phrases.of("finding.mac"));
        }
    }

    private void add(Finding finding, int messageAt) {
        switch (finding) {
            case Finding.Malformed(var why) ->
                    add(
                            why.path(),
                            messageAt + why.position(),
                            Phrases.of("finding.expected").with(Expected.of(why.expected())));
            case Finding.Missing missing -> state(missing, "finding.missing");
            case Finding.MissingOneOf missing -> state(missing, "finding.missing-one-of");
            case Finding.NotAllowed extra -> state(extra, "finding.not-allowed");
            case Finding.Unexpected(var must) -> unexpected(must);
            case Finding.UnknownType _ ->
                    reading.message()
                            .map(it -> NearestKind.defects(reading, it))
                            .orElse(List.of())
                            .forEach(it -> add(it.path(), it.position(), it.text()));
        }
    }

    /// Of a field that can't be read as what it is, no more is said.
    private void unexpected(Condition.Value must) {
        var field = must.field();
        if (unreadInside.contains(field.path())) {
            return;
        }
        var key = must.values().size() == 1 ? "finding.expected" : "finding.one-of";
        int at = places.has(field) ? places.offset(field) : -1;
        var values = Phrase.same(String.join(", ", must.values()));
        add(must.name(), at, Phrases.of(key).with(values));
    }

    private void state(Finding finding, String key) {
        add(finding.path(), -1, new Phrase(finding.text(), Phrases.of(key).chinese()));
    }
}
