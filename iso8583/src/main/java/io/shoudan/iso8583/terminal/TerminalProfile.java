package io.shoudan.iso8583.terminal;

import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.mac.WorkingKeysField.Layout;
import io.shoudan.iso8583.mac.WorkingKeysField.MacCheckValue;
import java.util.List;
import java.util.Optional;

/// How terminals of some maker speak, where makers differ, as data. Bound to a terminal's model and
/// never guessed of a message.
///
/// What it doesn't vary is the same for all terminals: which messages other than 0500 and 0320
/// carry field 64 ([TransactionKind#mac]), what of header and fields is echoed in an answer
/// ([TerminalFrame#answer]; no public source has another rule), and that MTI and numbers are
/// packed and bitmaps binary; only lengths may be ASCII.
///
/// What can't be together is refused when a profile is made. Profiles that write alike share one
/// [Dialect], built once. Immutable and safe for any number of threads; nothing blocks.
///
/// ```java
/// var profile = TerminalProfile.STANDARD.withMac(MacAlgorithm.X919, 16).with(Lengths.ASCII);
/// var frame = TerminalFrame.read(body, profile.dialect());
/// ```
///
/// @param macAlgorithm  how field 64 is computed. Those who use SM4 use it for all their keys: with
///                      [MacAlgorithm#SM4] the PIN block (field 52) has 16 bytes, else 8
/// @param macKeyBytes   length of the MAK in answers to sign-ons 003 and 004, 8 or 16; in 001 it is
///                      8, in 006 it is 16, whatever stands here
/// @param macCheckValue where the check value of a MAK of 8 bytes stands in field 62
/// @param padding       what may fill the free nibble of an odd number of digits on input; 0 is
///                      written
/// @param shortOperator whether field 63 may have fewer than 3 characters on input
/// @param lengths       how the lengths of variable fields are written
/// @param batchMac      whether settlement and upload (0500, 0320) must carry field 64
public record TerminalProfile(
        MacAlgorithm macAlgorithm,
        int macKeyBytes,
        MacCheckValue macCheckValue,
        Padding padding,
        ShortOperator shortOperator,
        Lengths lengths,
        BatchMac batchMac) {

    /// What a terminal of an unknown model speaks: MACs by [MacAlgorithm#ECB], a MAK of 8 bytes
    /// with its check value behind the zeros, lengths packed; tolerant of what does no harm.
    public static final TerminalProfile STANDARD =
            new TerminalProfile(
                    MacAlgorithm.ECB,
                    8,
                    MacCheckValue.BEHIND_PADDING,
                    Padding.ZERO_OR_F,
                    ShortOperator.ACCEPTED,
                    Lengths.PACKED,
                    BatchMac.IF_PRESENT);

    /// As [#STANDARD], with SM4 keys (sign-on 006): PIN blocks of 16 bytes.
    public static final TerminalProfile SM4 = STANDARD.withMac(MacAlgorithm.SM4, 16);

    /// What may fill the free nibble of an odd number of digits.
    public enum Padding {
        /// 0 or F.
        ZERO_OR_F,
        /// Nothing but 0.
        ZERO_ONLY
    }

    /// What becomes of a field 63 of fewer than 3 characters. The operator's number has 3, but some
    /// terminals send 2.
    public enum ShortOperator {
        /// It is read.
        ACCEPTED,
        /// It is malformed.
        REFUSED
    }

    /// How the lengths of variable fields are written (ISO 8583:1987, 4.3: LLVAR, LLLVAR).
    public enum Lengths {
        /// Packed digits: LL is 1 byte, LLL is 2.
        PACKED,
        /// ASCII digits: LL is 2 bytes, LLL is 3.
        ASCII
    }

    /// Whether messages about a batch, settlement and upload, carry field 64.
    public enum BatchMac {
        /// It is checked if it is there.
        IF_PRESENT,
        /// Always; without it, or with a wrong one, nothing happens.
        REQUIRED
    }

    /// A profile of these properties.
    ///
    /// @throws IllegalArgumentException if they contradict each other: the MAK has neither 8 nor 16
    ///                                  bytes, or x919 or sm4 is to be used with one of 8
    public TerminalProfile {
        if (macKeyBytes != 8 && macKeyBytes != 16) {
            throw new IllegalArgumentException("must be 8 or 16: MAK bytes " + macKeyBytes);
        }
        if (!macAlgorithm.takesKeysOf(macKeyBytes)) {
            throw new IllegalArgumentException(
                    "must be 16 with MAC algorithm " + macAlgorithm + ": MAK bytes " + macKeyBytes);
        }
    }

    /// The same with other MACs.
    ///
    /// @param keyBytes 8 or 16
    /// @throws IllegalArgumentException if the algorithm has no keys of this length
    public TerminalProfile withMac(MacAlgorithm algorithm, int keyBytes) {
        return new TerminalProfile(
                algorithm, keyBytes, macCheckValue, padding, shortOperator, lengths, batchMac);
    }

    /// The same with the MAK's check value elsewhere.
    public TerminalProfile with(MacCheckValue place) {
        return new TerminalProfile(
                macAlgorithm, macKeyBytes, place, padding, shortOperator, lengths, batchMac);
    }

    /// The same with other padding accepted.
    public TerminalProfile with(Padding accepted) {
        return new TerminalProfile(
                macAlgorithm,
                macKeyBytes,
                macCheckValue,
                accepted,
                shortOperator,
                lengths,
                batchMac);
    }

    /// The same with short operators accepted, or refused.
    public TerminalProfile with(ShortOperator operator) {
        return new TerminalProfile(
                macAlgorithm, macKeyBytes, macCheckValue, padding, operator, lengths, batchMac);
    }

    /// The same with lengths written otherwise.
    public TerminalProfile with(Lengths written) {
        return new TerminalProfile(
                macAlgorithm,
                macKeyBytes,
                macCheckValue,
                padding,
                shortOperator,
                written,
                batchMac);
    }

    /// The same with field 64 required in settlement and upload, or not.
    public TerminalProfile with(BatchMac needed) {
        return new TerminalProfile(
                macAlgorithm, macKeyBytes, macCheckValue, padding, shortOperator, lengths, needed);
    }

    /// Whether requests of this kind carry field 64.
    public TransactionKind.Mac mac(TransactionKind kind) {
        boolean required =
                kind.mac() == TransactionKind.Mac.IF_PRESENT && batchMac == BatchMac.REQUIRED;
        return required ? TransactionKind.Mac.REQUIRED : kind.mac();
    }

    /// The ways of writing that profiles can choose, the likeliest first, in their tolerant forms:
    /// what [Padding] and [ShortOperator] refuse is read all the same.
    static List<Dialect> writings() {
        return List.of(
                STANDARD.dialect(),
                SM4.dialect(),
                STANDARD.with(Lengths.ASCII).dialect(),
                SM4.with(Lengths.ASCII).dialect());
    }

    /// The dialect that such a terminal speaks; the same object for all profiles that write alike.
    /// Of [#STANDARD] it is [TerminalDialect#DIALECT].
    public Dialect dialect() {
        return TerminalDialect.in(
                new Writing(macAlgorithm == MacAlgorithm.SM4, padding, shortOperator, lengths));
    }

    /// The layout of field 62 in the answer to a sign-on.
    ///
    /// @param networkCode 60.3 of the sign-on: 001, 003, 004 or 006
    /// @return empty if there is no such sign-on, or if it gives a MAK that this profile's MACs
    ///         can't be made with: x919 takes none of 001, and SM4 keys come with 006 only
    public Optional<Layout> keyLayout(String networkCode) {
        boolean possible =
                switch (networkCode) {
                    case "001" -> macAlgorithm.takesKeysOf(8);
                    case "003", "004" -> macAlgorithm != MacAlgorithm.SM4;
                    case Layout.SM4_SIGN_ON -> macAlgorithm == MacAlgorithm.SM4;
                    default -> false;
                };
        return possible
                ? Optional.of(Layout.of(networkCode, macKeyBytes, macCheckValue))
                : Optional.empty();
    }

    /// The MAC that field 64 of `frame` must have: over its bytes from the MTI to the last field
    /// before 64, as they came or will be sent.
    ///
    /// @param frame  with a field 64, whatever is in it
    /// @param macKey MAK in the clear, 8 or 16 bytes as the algorithm has it
    /// @return 8 bytes
    /// @throws io.shoudan.iso8583.MissingField if the frame has no field 64
    /// @throws IllegalArgumentException        if the algorithm has no keys of this length
    /// @throws IllegalStateException           if no installed JCA provider has the cipher
    public byte[] mac(TerminalFrame frame, byte[] macKey) {
        return macAlgorithm.mac(macKey, frame.macInput());
    }
}
