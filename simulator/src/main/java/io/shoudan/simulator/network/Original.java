package io.shoudan.simulator.network;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A financial request that was decided: what a repeat and a reversal are held against.
///
/// Kept small, because there is one in memory for each transaction of the record; texts that many
/// share are shared.
record Original(
        Kind kind,
        String mti,
        String processingCode,
        long amountMinor,
        @Nullable String currency,
        String traceNumber,
        @Nullable String transmittedAt,
        String terminalId,
        @Nullable String merchantId,
        @Nullable String card,
        @Nullable String cardHash,
        Decision decision) {

    /// What an approval does to the cardholder's account.
    enum Kind {
        /// Takes money.
        PURCHASE,
        /// Reserves money.
        PRE_AUTHORIZATION,
        /// Gives back what an earlier request took or reserved.
        VOID,
        /// Gives money.
        REFUND,
        /// Moves nothing.
        BALANCE;

        /// @return null for what the network doesn't have
        static @Nullable Kind of(String mti, String processingCode) {
            return switch (mti + "/" + processingCode.substring(0, 2)) {
                case "0100/03" -> PRE_AUTHORIZATION;
                case "0200/00", "0220/00" -> PURCHASE;
                case "0100/20", "0200/20" -> VOID;
                case "0220/20" -> REFUND;
                case "0200/31", "0100/31" -> BALANCE;
                default -> null;
            };
        }

        boolean moves() {
            return this != BALANCE;
        }
    }

    /// @return null if `facts` lack what identifies a transaction, or the network has no such one
    static @Nullable Original of(Facts facts, Decision decision) {
        if (facts.processingCode() == null
                || facts.traceNumber() == null
                || facts.terminalId() == null) {
            return null;
        }
        var kind = Kind.of(first(facts.mti()), facts.processingCode());
        if (kind == null || (kind.moves() && facts.amountMinor() == null)) {
            return null;
        }
        return new Original(
                kind,
                first(facts.mti()).intern(),
                facts.processingCode().intern(),
                Objects.requireNonNullElse(facts.amountMinor(), 0L),
                shared(facts.currency()),
                facts.traceNumber(),
                facts.transmittedAt(),
                facts.terminalId().intern(),
                shared(facts.merchantId()),
                shared(facts.card()),
                facts.cardHash(),
                decision);
    }

    /// A repeat is the message that it repeats: 0221 is 0220.
    private static String first(String mti) {
        return mti.substring(0, 3) + "0";
    }

    private static @Nullable String shared(@Nullable String text) {
        return text == null ? null : text.intern();
    }

    boolean approved() {
        return decision.outcome() == Decision.Outcome.APPROVED;
    }

    /// Whether `again` is this request sent once more, and not another under the same reference.
    boolean sameAs(Original again) {
        return mti.equals(again.mti)
                && processingCode.equals(again.processingCode)
                && amountMinor == again.amountMinor
                && traceNumber.equals(again.traceNumber)
                && Objects.equals(transmittedAt, again.transmittedAt)
                && terminalId.equals(again.terminalId)
                && Objects.equals(cardHash, again.cardHash);
    }

    /// Whether a reversal that names this request by its reference means it. What a reversal does
    /// not say is not compared.
    boolean meantBy(Facts reversal) {
        return agrees(reversal.amountMinor(), amountMinor)
                && agrees(reversal.terminalId(), terminalId)
                && agrees(reversal.cardHash(), cardHash)
                && (reversal.original() == null
                        || (reversal.original().traceNumber().equals(traceNumber)
                                && reversal.original().mti().equals(mti)));
    }

    private static boolean agrees(@Nullable Object said, @Nullable Object known) {
        return said == null || known == null || said.equals(known);
    }
}
