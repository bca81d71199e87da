package io.shoudan.contracts.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// All causes of failure, read from the one versioned file `catalogue/failures.json`.
///
/// A cause is added there and nowhere else: field 39, remedies and texts all come from the file.
/// Immutable; safe for any number of threads.
public final class FailureCatalogue {

    /// The cause of an issuer's decline whose code has no entry of its own.
    public static final String ISSUER_DECLINED = "ISSUER_DECLINED";

    private final int version;
    private final Map<String, Failure> byCode;
    private final Map<String, Failure> byIssuerCode;

    private FailureCatalogue(File file) {
        this.version = file.version();
        var codes = new HashMap<String, Failure>();
        var issuerCodes = new HashMap<String, Failure>();
        for (var failure : file.failures()) {
            if (codes.put(failure.code(), failure) != null) {
                throw new IllegalStateException("must be unique: code=" + failure.code());
            }
            for (var issuerCode : failure.issuerCodes()) {
                if (issuerCodes.put(issuerCode, failure) != null) {
                    throw new IllegalStateException("must be unique: issuerCode=" + issuerCode);
                }
            }
        }
        this.byCode = Map.copyOf(codes);
        this.byIssuerCode = Map.copyOf(issuerCodes);
    }

    /// The catalogue that ships with this build.
    public static FailureCatalogue load() {
        try (var file = FailureCatalogue.class.getResourceAsStream("/catalogue/failures.json")) {
            if (file == null) {
                throw new IllegalStateException(
                        "must be on the class path: catalogue/failures.json");
            }
            return new FailureCatalogue(new JsonMapper().readValue(file, File.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int version() {
        return version;
    }

    /// @throws IllegalArgumentException if no entry has this code
    public Failure get(String code) {
        return find(code)
                .orElseThrow(
                        () -> new IllegalArgumentException("must be in the catalogue: " + code));
    }

    public Optional<Failure> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /// The cause that an issuer's field 39 stands for; [#ISSUER_DECLINED] when it is not listed.
    public Failure ofIssuerCode(String responseCode) {
        var failure = byIssuerCode.get(responseCode);
        return failure != null ? failure : get(ISSUER_DECLINED);
    }

    /// Field 39 as a terminal is told of an issuer's decline: the issuer's own, but where it would
    /// mean something else between terminal and host. A network that finds our MAC wrong (A0) is no
    /// news for a terminal, whose own MAC was right.
    ///
    /// @param responseCode the issuer's or network's own field 39
    public String toldFor(String responseCode) {
        var failure = byIssuerCode.get(responseCode);
        var told = failure == null ? null : failure.responseCode();
        return told == null ? responseCode : told;
    }

    public Collection<Failure> all() {
        return byCode.values();
    }

    private record File(int version, List<Failure> failures) {}
}
