package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Tlv;
import io.shoudan.iso8583.explain.Corrections.Mended;
import io.shoudan.iso8583.explain.Explanation.Defect;
import io.shoudan.iso8583.terminal.TerminalDialect;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Where hexadecimal text has `=`: for `D` in a track, or for nothing that can be told.
final class Separators {

    private static final List<Integer> TRACKS = List.of(35, 36);
    private static final String TRACK_2_IN_CHIP_DATA = "57";

    /// More than this are counted, not named.
    private static final int NAMED = 16;

    private final Reading reading;
    private final Optional<Mended> mended;

    /// Indexes of bytes as they were received.
    private final BitSet separators = new BitSet();

    private final BitSet tracks = new BitSet();

    /// @param mended what the reading is of, if it isn't of the bytes as they were received
    /// @param digits indexes of the digits that are `=`
    Separators(Reading reading, Optional<Mended> mended, BitSet digits) {
        this.reading = reading;
        this.mended = mended;
        if (digits.isEmpty()) {
            return;
        }
        digits.stream().forEach(it -> separators.set(it / 2));
        int moved = mended.map(it -> it.sent().length - reading.input().length).orElse(0);
        if (moved != 0) {
            tracks.set(0, separators.length()); // Of bytes that were moved, nobody knows.
            return;
        }
        var places = reading.places();
        reading.profile().dialect().fields().stream()
                .filter(it -> TRACKS.contains(it.number()) && places.has(it))
                .forEach(it -> addTrack(places.offset(it), places.byteLength(it)));
        addTracksInChipData();
    }

    private void addTrack(int from, int bytes) {
        for (int i = from; i < from + bytes; i++) {
            int index = i;
            int received = mended.map(it -> it.received(index)).orElse(index);
            if (received >= 0) {
                tracks.set(received);
            }
        }
    }

    private void addTracksInChipData() {
        var chip = TerminalDialect.CHIP_DATA;
        var places = reading.places();
        if (!reading.profile().terminal() || !places.has(chip)) {
            return;
        }
        int at = places.offset(chip);
        var field = Bytes.of(reading.input(), at, places.byteLength(chip)).hex();
        reading.message().flatMap(it -> it.find(chip)).stream()
                .flatMap(it -> it.objects().stream())
                .filter(it -> it.tag().equals(TRACK_2_IN_CHIP_DATA))
                .map(Tlv::value)
                .forEach(it -> addTrack(at + field.indexOf(it.hex()) / 2, it.length()));
    }

    /// Whether one of them is in a track.
    boolean inTracks() {
        return separators.intersects(tracks);
    }

    /// Those that are in none, the first ones each, the others as a number; positions are indexes
    /// into the bytes as they were received.
    List<Defect> elsewhere() {
        var text = Phrases.of("finding.hexadecimal");
        var strays = (BitSet) separators.clone();
        strays.andNot(tracks);
        var defects = new ArrayList<Defect>();
        strays.stream().limit(NAMED).forEach(it -> defects.add(new Defect("=", it, text)));
        int others = strays.cardinality() - defects.size();
        if (others > 0) {
            defects.add(new Defect("=", -1, Phrases.of("finding.more").and("(" + others + ")")));
        }
        return defects;
    }
}
