package io.shoudan.contracts.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One cause of failure.
///
/// @param code         stable name, upper case with underscores
/// @param category     who or what failed
/// @param symptom      what the cashier or merchant sees, by language (`zh`, `en`)
/// @param cause        what went wrong, by language
/// @param evidence     names of recorded signals that prove it
/// @param remedy       what to do, by language
/// @param actor        who must act
/// @param retry        whether trying again makes sense
/// @param responseCode field 39 told to a terminal; absent for causes that a terminal never hears
/// @param signOnAgain  whether the header asks the terminal to sign on again
/// @param issuerCodes  field 39 values from an issuer or its network that mean this cause; for
///                     them terminals are told `responseCode`
public record Failure(
        String code,
        Category category,
        Map<String, String> symptom,
        Map<String, String> cause,
        List<String> evidence,
        Map<String, String> remedy,
        Actor actor,
        Retry retry,
        @Nullable String responseCode,
        boolean signOnAgain,
        List<String> issuerCodes) {

    /// Who or what failed.
    public enum Category {
        HARDWARE,
        SOFTWARE,
        NETWORK,
        OPERATION,
        ACCOUNT,
        POLICY,
        ISSUER,
        SECURITY,
        DATA,
        PLATFORM
    }

    /// Who must act.
    public enum Actor {
        CASHIER,
        MERCHANT,
        SUPPORT,
        SRE,
        ISSUER
    }

    /// Whether trying again makes sense.
    public enum Retry {
        SAFE_NOW,
        SAFE_AFTER,
        NEVER
    }

    public String symptomIn(Locale locale) {
        return in(symptom, locale);
    }

    public String causeIn(Locale locale) {
        return in(cause, locale);
    }

    public String remedyIn(Locale locale) {
        return in(remedy, locale);
    }

    private String in(Map<String, String> texts, Locale locale) {
        var text = texts.get(locale.getLanguage().equals("zh") ? "zh" : "en");
        if (text == null) {
            throw new IllegalStateException("must have zh and en: " + code);
        }
        return text;
    }
}
