package io.shoudan.iso8583.terminal;

import io.shoudan.iso8583.Pan;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Field 63 of a request: which cashier, and in our dialect also where the terminal is.
///
/// @param operator number of the cashier, usually 3 characters: `001`; some terminals send 2
///                 ([TerminalProfile.ShortOperator])
/// @param location where the terminal is, latitude and longitude in degrees:
///                 `001LOC+31.2304,+121.4737`; absent if it doesn't tell
public record OperatorField(String operator, @Nullable Location location) {

    /// Characters of an operator's number where the maker keeps to the protocol.
    static final int USUAL_CHARACTERS = 3;

    private static final String LOCATION_MARK = "LOC";
    private static final int MAX_COORDINATE_LENGTH = 16;

    /// A place on earth (WGS 84).
    ///
    /// @param latitude  degrees, -90 to 90, north is positive
    /// @param longitude degrees, -180 to 180, east is positive
    public record Location(BigDecimal latitude, BigDecimal longitude) {

        private static final BigDecimal MAX_LATITUDE = BigDecimal.valueOf(90);
        private static final BigDecimal MAX_LONGITUDE = BigDecimal.valueOf(180);

        /// A place of these coordinates.
        ///
        /// @throws IllegalArgumentException if a coordinate is out of range
        public Location {
            if (latitude.abs().compareTo(MAX_LATITUDE) > 0
                    || longitude.abs().compareTo(MAX_LONGITUDE) > 0) {
                throw new IllegalArgumentException("must be -90..90 and -180..180: location");
            }
        }

        private String text() {
            return signed(latitude) + "," + signed(longitude);
        }

        private static String signed(BigDecimal degrees) {
            return (degrees.signum() < 0 ? "" : "+") + degrees.toPlainString();
        }
    }

    /// Splits field 63 of a request: `001`, or `001LOC+31.2304,+121.4737`.
    ///
    /// Never fails: a location that can't be understood is as good as none, and no reason to refuse
    /// a purchase.
    public static OperatorField of(String text) {
        int mark = text.indexOf(LOCATION_MARK);
        if (mark < 0) {
            return new OperatorField(text, null);
        }
        var place = location(text.substring(mark + LOCATION_MARK.length()));
        return new OperatorField(text.substring(0, mark), place);
    }

    private static @Nullable Location location(String text) {
        int comma = text.indexOf(',');
        if (comma < 1
                || comma > MAX_COORDINATE_LENGTH
                || text.length() - comma > MAX_COORDINATE_LENGTH) {
            return null;
        }
        var latitude = text.substring(0, comma);
        var longitude = text.substring(comma + 1).strip();
        // An exponent would make a short text a huge number.
        if (!latitude.matches("[+-]?\\d+(\\.\\d+)?") || !longitude.matches("[+-]?\\d+(\\.\\d+)?")) {
            return null;
        }
        try {
            return new Location(new BigDecimal(latitude), new BigDecimal(longitude));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /// The field as it may be printed: nothing of what could be a card number.
    public String shown() {
        return Pan.mayBeIn(text()) ? "****" : text();
    }

    @Override
    public String toString() {
        return shown();
    }

    /// The field as sent.
    public String text() {
        return location == null ? operator : operator + LOCATION_MARK + location.text();
    }
}
