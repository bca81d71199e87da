package io.shoudan.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The project as a reader finds it: its text files without what builds and runs leave behind.
final class SourceTree {

    private static final Set<String> NOT_OURS =
            Set.of("target", ".git", ".shoudan", "node_modules", ".idea", ".vscode");

    private final Path root;

    private SourceTree(Path root) {
        this.root = root;
    }

    /// Maven runs tests in the module's folder; the project is the folder above.
    static SourceTree ofProject() {
        Path root = Path.of("").toAbsolutePath().getParent();
        if (root == null || !Files.exists(root.resolve("mvnw"))) {
            throw new IllegalStateException(
                    "must run in a module's folder: " + Path.of("").toAbsolutePath());
        }
        return new SourceTree(root);
    }

    /// @param path relative to the project, with `/`
    record TextFile(String path, List<String> lines) {
        boolean java() {
            return path.endsWith(".java");
        }

        boolean test() {
            return path.contains("/src/test/");
        }

        /// `path:number`, counting from one, as editors and compilers print it.
        String at(int index) {
            return path + ":" + (index + 1);
        }
    }

    Path root() {
        return root;
    }

    List<TextFile> textFiles() {
        List<TextFile> files = new ArrayList<>();
        try {
            Files.walkFileTree(root, new TextFiles(files));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    List<TextFile> javaFiles() {
        return textFiles().stream().filter(TextFile::java).toList();
    }

    private final class TextFiles extends SimpleFileVisitor<Path> {
        private final List<TextFile> found;

        TextFiles(List<TextFile> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_OURS.contains(folder.getFileName().toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (attributes.isRegularFile()) {
                try {
                    String path = root.relativize(file).toString().replace('\\', '/');
                    found.add(new TextFile(path, Files.readAllLines(file)));
                } catch (MalformedInputException _) {
                    // Not text: pictures and archives have no lines to look at.
                }
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
