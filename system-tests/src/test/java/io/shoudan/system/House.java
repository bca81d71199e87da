package io.shoudan.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives test classes one [RunningHouse] together: it is started when the first of them asks, demo
/// and all, and stopped after the last.
final class House implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningHouse.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(House.class))
                .computeIfAbsent(Shared.class, _ -> new Shared(), Shared.class)
                .house;
    }

    private static final class Shared implements AutoCloseable {
        private final Path data;
        private final RunningHouse house;

        Shared() {
            try {
                data = Files.createTempDirectory("shoudan-system-");
                house = RunningHouse.start(data, RunningHouse.freePorts(RunningHouse.PORTS));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /// A house that a test broke keeps its folder, for its logs.
        @Override
        public void close() throws IOException {
            house.close();
            try (var paths = Files.walk(data)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
