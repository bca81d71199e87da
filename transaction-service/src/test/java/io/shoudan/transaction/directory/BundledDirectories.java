package io.shoudan.transaction.directory;

import io.shoudan.platform.database.Transactions;
import io.shoudan.transaction.simulation.NoDatabase;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/// The directory of this build, without its tables.
public final class BundledDirectories {

    private BundledDirectories() {}

    public static IssuerDirectory directory() {
        var bundled = BundledDirectory.read();
        return new IssuerDirectory(new Only(bundled), bundled);
    }

    private static final class Only extends DirectoryVersions {

        private final BundledDirectory bundled;

        Only(BundledDirectory bundled) {
            super(
                    NoDatabase.jdbc(),
                    new Transactions(new DataSourceTransactionManager(new NoDatabase())));
            this.bundled = bundled;
        }

        @Override
        void add(BundledDirectory other) {
            // It is there.
        }

        @Override
        int current() {
            return bundled.file().version();
        }

        @Override
        LoadedDirectory load(int version) {
            return new LoadedDirectory(version, bundled.file().ranges());
        }
    }
}
