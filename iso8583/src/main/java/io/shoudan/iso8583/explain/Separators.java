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

    private final Reading reading;
    private final Optional<Mended> mended;
    private final BitSet digits;

    /// @param mended what the reading is of, if it isn't of the bytes as they were received
    /// @param digits indexes of the digits that are `=`
    Separators(Reading reading, Optional<Mended> mended, BitSet digits) {
        this.reading = reading;
        this.mended = mended;
        this.digits = digits;
    }

    /// Whether one of them is in a track.
    boolean inTracks() {
        return digits.stream().anyMatch(it -> inTrack(it / 2));
    }

    /// Those that are in none; positions are indexes into the bytes as they were received.
    List<Defect> elsewhere() {
        var text = Phrases.of("finding.hexadecimal");
        var defects = new ArrayList<Defect>();
        digits.stream()
                .map(it -> it / 2)
                .distinct()
                .filter(it -> !inTrack(it))
                .forEach(it -> defects.add(new Defect("=", it, text)));
        return defects;
    }

    /// Of a message whose bytes were moved to mend it, nobody knows.
    private boolean inTrack(int received) {
        var places = reading.places();
        int moved = mended.map(it -> it.sent().length - reading.input().length).orElse(0);
        return moved != 0
                || reading.profile().dialect().fields().stream()
                        .filter(it -> TRACKS.contains(it.number()) && places.has(it))
                        .anyMatch(it -> within(received, places.offset(it), places.byteLength(it)))
                || trackInChipData(received);
    }

    private boolean within(int received, int from, int bytes) {
        for (int i = from; i < from + bytes; i++) {
            if (received(i) == received) {
                return true;
            }
        }
        return false;
    }

    private int received(int index) {
        return mended.map(it -> it.received(index)).orElse(index);
    }

    private boolean trackInChipData(int received) {
        var chip = TerminalDialect.CHIP_DATA;
        var places = reading.places();
        if (!reading.profile().terminal() || !places.has(chip)) {
            return false;
        }
        int at = places.offset(chip);
        var field = Bytes.of(reading.input(), at, places.byteLength(chip)).hex();
        return reading.message().flatMap(it -> it.find(chip)).stream()
                .flatMap(it -> it.objects().stream())
                .filter(it -> it.tag().equals(TRACK_2_IN_CHIP_DATA))
                .map(Tlv::value)
                .anyMatch(
                        it -> {
                            int from = field.indexOf(it.hex()) / 2;
                            return within(received, at + from, it.length());
                        });
    }
}
