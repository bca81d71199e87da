package io.shoudan.transaction.payment;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.iso8583.Bytes;
import java.time.Duration;
import java.util.Currency;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Payments about to be recorded, each under a trace of its own.
public final class Drafts {

    private static final Currency CNY = Currency.getInstance("CNY");
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Bytes HASH = Bytes.of(new byte[32]);

    private Drafts() {}

    public static NewPayment purchase(long minorUnits) {
        return draft(TransactionKind.PURCHASE, minorUnits, null, null, Duration.ofHours(1));
    }

    static NewPayment refused(Cause cause) {
        var refusal = new Refusal(cause, "because");
        return draft(TransactionKind.PURCHASE, 10_00, null, refusal, Duration.ofHours(1));
    }

    static NewPayment overdue() {
        return draft(TransactionKind.PURCHASE, 10_00, null, null, Duration.ofHours(-1));
    }

    static NewPayment claimant(TransactionKind kind, UUID original, long minorUnits) {
        return draft(kind, minorUnits, original, null, Duration.ofHours(1));
    }

    private static NewPayment draft(
            TransactionKind kind,
            long minorUnits,
            @Nullable UUID original,
            @Nullable Refusal refusal,
            Duration patience) {
        int number = NUMBERS.incrementAndGet();
        return new NewPayment(
                new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | number),
                kind,
                slip(number),
                1,
                "00",
                Money.of(minorUnits, CNY),
                new Card(
                        "622500******0014",
                        HASH,
                        HASH,
                        "012",
                        1,
                        new Card.CardIssuer(
                                "UNIONPAY",
                                "03080000",
                                "CUP",
                                CardRegion.DOMESTIC,
                                "62",
                                "UNIONPAY")),
                refusal,
                original,
                new Place("Noodle House", "5812", "O1", "West Gate", "1 West Road", "310101"),
                patience,
                null,
                null,
                null);
    }

    static Slip slip(int number) {
        return new Slip(
                "90010000",
                "898310058120001",
                "000001",
                Integer.toString(1_000_000 + number).substring(1));
    }

    /// An identity that nobody has.
    public static Identity identity() {
        return new Identity(slip(NUMBERS.incrementAndGet()), TransactionKind.PURCHASE);
    }
}
