package io.shoudan.transaction.directory;

import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.platform.database.Transactions;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The tables of the directory. A version, once there, never changes.
@Component
class DirectoryVersions {

    private final JdbcClient jdbc;
    private final Transactions transactions;

    DirectoryVersions(JdbcClient jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /// Adds a version, unless it is there; of two nodes that do so at once, one adds it.
    ///
    /// @throws IllegalStateException if the version is there with other content
    void add(BundledDirectory bundled) {
        transactions.run(
                () -> {
                    if (insertVersion(bundled) == 1) {
                        bundled.file().ranges().forEach(it -> insert(bundled.file().version(), it));
                    }
                });
        var known =
                jdbc.sql("select sha256 from issuer_directory_version where version = :version")
                        .param("version", bundled.file().version())
                        .query(byte[].class)
                        .single();
        if (!Arrays.equals(known, bundled.sha256().toArray())) {
            throw new IllegalStateException(
                    "issuer directory must not change under one version: version="
                            + bundled.file().version());
        }
    }

    /// The version in force: the highest.
    int current() {
        return jdbc.sql("select max(version) from issuer_directory_version")
                .query(Integer.class)
                .single();
    }

    LoadedDirectory load(int version) {
        var ranges =
                jdbc.sql(
                                """
                                select low, high, issuer, issuer_code, scheme, card_region,
                                       array_to_string(card_lengths, ',') as card_lengths, network
                                  from issuer_range
                                 where version = :version
                                """)
                        .param("version", version)
                        .query(
                                (row, _) ->
                                        new IssuerRange(
                                                row.getString("low"),
                                                row.getString("high"),
                                                row.getString("issuer"),
                                                row.getString("issuer_code"),
                                                row.getString("scheme"),
                                                CardRegion.valueOf(row.getString("card_region")),
                                                Arrays.stream(
                                                                row.getString("card_lengths")
                                                                        .split(","))
                                                        .map(Integer::valueOf)
                                                        .collect(Collectors.toSet()),
                                                row.getString("network")))
                        .list();
        return new LoadedDirectory(version, ranges);
    }

    private int insertVersion(BundledDirectory bundled) {
        return jdbc.sql(
                        """
                        insert into issuer_directory_version (version, sha256)
                        values (:version, :sha256)
                        on conflict do nothing
                        """)
                .param("version", bundled.file().version())
                .param("sha256", bundled.sha256().toArray())
                .update();
    }

    private void insert(int version, IssuerRange range) {
        jdbc.sql(
                        """
                        insert into issuer_range (version, low, high, issuer, issuer_code, scheme,
                               card_region, card_lengths, network)
                        values (:version, :low, :high, :issuer, :issuer_code, :scheme, :region,
                                string_to_array(:card_lengths, ',')::smallint[], :network)
                        """)
                .param("version", version)
                .param("low", range.low())
                .param("high", range.high())
                .param("issuer", range.issuer())
                .param("issuer_code", range.issuerCode())
                .param("scheme", range.scheme())
                .param("region", range.region().name())
                .param(
                        "card_lengths",
                        range.cardLengths().stream()
                                .sorted()
                                .map(String::valueOf)
                                .collect(Collectors.joining(",")))
                .param("network", range.network())
                .update();
    }
}
