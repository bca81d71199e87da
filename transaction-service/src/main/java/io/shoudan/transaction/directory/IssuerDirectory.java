package io.shoudan.transaction.directory;

import io.shoudan.iso8583.Pan;
import java.util.SequencedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Finds the issuer of a card in this node's own loaded copy; never asks the database while a
/// cardholder waits. Thread-safe.
@Component
public final class IssuerDirectory {

    private final DirectoryVersions versions;
    private volatile LoadedDirectory loaded;

    /// @throws IllegalStateException if the directory of this build is invalid, or was altered
    ///     under a version that is in use
    IssuerDirectory(DirectoryVersions versions, BundledDirectory bundled) {
        this.versions = versions;
        versions.add(bundled);
        this.loaded = versions.load(versions.current());
    }

    /// What the directory says about a card number.
    ///
    /// @param version of the directory that was asked
    /// @param range   absent if no issuer's range matches
    public record Finding(int version, @Nullable IssuerRange range) {}

    public Finding find(Pan pan) {
        var directory = loaded;
        return new Finding(directory.version(), directory.find(pan).orElse(null));
    }

    /// Names of all networks in use, sorted.
    public SequencedSet<String> networks() {
        var names = new TreeSet<String>();
        loaded.ranges().forEach(it -> names.add(it.network()));
        return names;
    }

    /// Names of all issuers, sorted.
    public SequencedSet<String> issuers() {
        var names = new TreeSet<String>();
        loaded.ranges().forEach(it -> names.add(it.issuer()));
        return names;
    }

    /// Another node may have brought a newer version with it.
    void refresh() {
        int current = versions.current();
        if (current != loaded.version()) {
            loaded = versions.load(current);
        }
    }
}
