package io.shoudan.terminal.answer;

import io.shoudan.contracts.catalogue.Failure;
import io.shoudan.contracts.catalogue.FailureCatalogue;
import io.shoudan.iso8583.terminal.ProcessingRequirement;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// From causes to field 39, by the failure catalogue: a new cause needs no change here.
@Component
public class ResponseCodes {

    private static final String APPROVED = "00";

    /// The cause told where the true one has no code of its own, because a terminal is not to hear
    /// of it: that the network's answer came late or wrong is, at the till, that none came.
    private static final String NO_REPLY = "NETWORK_NO_REPLY";

    private final FailureCatalogue catalogue;

    ResponseCodes(FailureCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /// @param cause code of the failure catalogue
    /// @throws IllegalArgumentException if the catalogue has no such cause
    public Told of(String cause) {
        return told(catalogue.get(cause), cause);
    }

    /// An outcome of transaction-service, whose catalogue may be newer than ours.
    ///
    /// @param cause      code of the failure catalogue; absent is a fault of ours
    /// @param issuerCode the issuer's own field 39, which is passed on but where it means something
    ///                   else between terminal and host; never 00 here
    public Told declined(@Nullable String cause, @Nullable String issuerCode) {
        var why = cause == null ? "PLATFORM_FAULT" : cause;
        if (issuerCode != null && !issuerCode.equals(APPROVED)) {
            return new Told(catalogue.toldFor(issuerCode), ProcessingRequirement.NONE, why);
        }
        return catalogue.find(why).map(it -> told(it, why)).orElseGet(() -> told(fault(), why));
    }

    /// An outcome that nobody knows yet: 98, whatever made it so.
    ///
    /// @param cause code of the failure catalogue; absent if transaction-service doesn't say
    public Told unknown(@Nullable String cause) {
        var noReply = of(NO_REPLY);
        return cause == null
                ? noReply
                : new Told(noReply.responseCode(), noReply.requirement(), cause);
    }

    private Failure fault() {
        return catalogue.get("PLATFORM_FAULT");
    }

    private Told told(Failure failure, String cause) {
        var code = failure.responseCode();
        if (code == null) {
            code = catalogue.get(NO_REPLY).responseCode();
        }
        if (code == null) {
            throw new IllegalStateException("must have a response code: " + NO_REPLY);
        }
        return new Told(
                code,
                failure.signOnAgain() && ProcessingRequirement.SIGN_ON.comesWith(code)
                        ? ProcessingRequirement.SIGN_ON
                        : ProcessingRequirement.NONE,
                cause);
    }
}
