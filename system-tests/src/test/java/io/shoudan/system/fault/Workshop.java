package io.shoudan.system.fault;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// Where services are taken apart and put together again with a [Bug]: replaced classes, in a copy
/// of the service's own jar. What was built stays as it is.
final class Workshop {

    private final Path root;
    private final Path folder;
    private final Map<String, Path> apart = new HashMap<>();

    /// @param root   where the project is built
    /// @param folder for everything that is made here
    Workshop(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    /// A home for a launcher, in which bugs are planted; the rest is as it was built.
    Path home(List<Bug> bugs) throws IOException, InterruptedException {
        var home = Files.createTempDirectory(folder, "home-");
        var edits = bugs.stream().flatMap(it -> it.edits().stream()).toList();
        var services = edits.stream().map(Edit::service).collect(Collectors.toSet());
        try (var modules = Files.list(root)) {
            for (var module : modules.filter(it -> Files.exists(it.resolve("target"))).toList()) {
                if (!services.contains(module.getFileName().toString())) {
                    Files.createSymbolicLink(home.resolve(module.getFileName()), module);
                }
            }
        }
        for (var service : services) {
            var jar = takenApart(service);
            var target = Files.createDirectories(home.resolve(service).resolve("target"));
            Files.createSymbolicLink(target.resolve("lib"), jar.resolveSibling("lib"));
            var own = edits.stream().filter(it -> it.service().equals(service)).toList();
            replace(Files.copy(jar, target.resolve(jar.getFileName())), compile(service, own));
        }
        return home;
    }

    /// Compiles what is changed in a service, against its own libraries.
    ///
    /// @return the folder of the classes
    /// @throws IllegalStateException if a text isn't where it should be, or it does not compile
    Path compile(String service, List<Edit> edits) throws IOException, InterruptedException {
        var jar = takenApart(service);
        var classes = Files.createTempDirectory(folder, "classes-");
        List<JavaFileObject> sources = new ArrayList<>();
        for (var each : edits.stream().collect(Collectors.groupingBy(Edit::source)).values()) {
            sources.add(source(each));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        boolean compiled =
                compiler.getTask(
                                said,
                                null,
                                null,
                                List.of(
                                        "-d",
                                        classes.toString(),
                                        "-cp",
                                        jar + ":" + jar.resolveSibling("lib") + "/*",
                                        "-parameters",
                                        "-proc:none",
                                        "-nowarn"),
                                null,
                                sources)
                        .call();
        if (!compiled) {
            throw new IllegalStateException(service + " must compile:\n" + said);
        }
        return classes;
    }

    /// @param edits of one source
    private JavaFileObject source(List<Edit> edits) throws IOException {
        var path = root.resolve(edits.getFirst().source());
        var text = Files.readString(path);
        for (var edit : edits) {
            text = edit.applied(text);
        }
        var whole = text;
        return new SimpleJavaFileObject(path.toUri(), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return whole;
            }
        };
    }

    /// The jar of a service, beside its libraries.
    private Path takenApart(String service) throws IOException, InterruptedException {
        @Nullable Path known = apart.get(service);
        if (known != null) {
            return known;
        }
        var target = root.resolve(service).resolve("target");
        Path packed;
        try (var jars = Files.newDirectoryStream(target, service + "-*-app.jar")) {
            packed = jars.iterator().next();
        }
        var to = folder.resolve(service);
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djarmode=tools",
                        "-jar",
                        packed.toString(),
                        "extract",
                        "--destination",
                        to.toString());
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(packed + " can't be taken apart: " + code);
        }
        var jar = to.resolve(packed.getFileName());
        apart.put(service, jar);
        return jar;
    }

    /// The service's own jar comes first on its class path, so classes of a library are replaced
    /// there, too.
    private static void replace(Path jar, Path classes) throws IOException {
        try (var zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of());
                var files = Files.walk(classes)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var inside = zip.getPath("/" + classes.relativize(file));
                Files.createDirectories(inside.getParent());
                Files.copy(file, inside, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
