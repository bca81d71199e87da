package io.shoudan.simulator.terminal;

import io.shoudan.iso8583.ChipData;
import io.shoudan.iso8583.Expiry;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.TrackTwo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A test card as it is presented to the terminal. Immutable.
///
/// A class and not a record, because records print themselves.
public final class Card {

    private static final String MANUAL = "01";
    private static final String CHIP = "05";
    private static final String CONTACTLESS = "07";

    private final Pan pan;
    private final @Nullable Expiry expiry;
    private final String entry;
    private final @Nullable String sequence;
    private final @Nullable TrackTwo track;
    private final @Nullable ChipData chip;
    private final @Nullable String pin;

    private Card(
            Pan pan,
            @Nullable Expiry expiry,
            String entry,
            @Nullable String sequence,
            @Nullable TrackTwo track,
            @Nullable ChipData chip,
            @Nullable String pin) {
        this.pan = pan;
        this.expiry = expiry;
        this.entry = entry;
        this.sequence = sequence;
        this.track = track;
        this.chip = chip;
        this.pin = pin;
    }

    /// Typed in by the cashier.
    ///
    /// @param pan  12 to 19 digits; need not have a right check digit
    /// @param yymm expiry, four digits
    /// @throws IllegalArgumentException if either is anything else
    public static Card typed(String pan, String yymm) {
        return new Card(Pan.of(pan), Expiry.of(yymm), MANUAL, null, null, null, null);
    }

    /// Inserted.
    ///
    /// @param sequence three digits, field 23
    /// @throws IllegalArgumentException if the track's image has no card number
    public static Card inserted(TrackTwo track, String sequence, ChipData chip) {
        return new Card(numberOn(track), null, CHIP, sequence, track, chip, null);
    }

    /// Held to the reader, with number and expiry as the reader tells them.
    ///
    /// @throws IllegalArgumentException as [#typed]
    public static Card tapped(String pan, String yymm) {
        return new Card(Pan.of(pan), Expiry.of(yymm), CONTACTLESS, null, null, null, null);
    }

    private static Pan numberOn(TrackTwo track) {
        return track.pan()
                .orElseThrow(() -> new IllegalArgumentException("must have a card number: track"));
    }

    /// The same card with the cardholder's PIN.
    ///
    /// @param digits 4 to 12 digits
    /// @throws IllegalArgumentException if `digits` is anything else
    public Card withPin(String digits) {
        if (digits.length() < 4
                || digits.length() > 12
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("must be 4..12 digits: PIN");
        }
        return new Card(pan, expiry, entry, sequence, track, chip, digits);
    }

    /// The card's number.
    public Pan pan() {
        return pan;
    }

    /// UnionPay cards are domestic: their numbers start with 62. Says in which half of the totals
    /// the terminal counts it.
    public boolean domestic() {
        return domestic(pan);
    }

    static boolean domestic(Pan number) {
        return number.clearText().startsWith("62");
    }

    /// Field 22: how the number came in, then 1 with a PIN, 2 without.
    String entryMode() {
        return entry + (pin == null ? "2" : "1");
    }

    Optional<Expiry> expiry() {
        return Optional.ofNullable(expiry);
    }

    Optional<String> sequence() {
        return Optional.ofNullable(sequence);
    }

    Optional<TrackTwo> track() {
        return Optional.ofNullable(track);
    }

    Optional<ChipData> chip() {
        return Optional.ofNullable(chip);
    }

    /// The PIN in the clear, for the PIN pad only.
    Optional<String> pin() {
        return Optional.ofNullable(pin);
    }

    /// The masked number.
    @Override
    public String toString() {
        return pan.masked();
    }
}
