package io.shoudan.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// Whoever uses the library finds out from the documentation what a member means.
class DocumentationTest {

    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void documentsEveryPublicMember() throws IOException {
        var found = read(SOURCES);

        assertThat(found.documented).as("members seen").isGreaterThan(300);
        assertThat(found.undocumented).isEmpty();
    }

    private static Members read(Path sources) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null);
                var paths = Files.walk(sources)) {
            var java = paths.filter(it -> it.toString().endsWith(".java")).toList();
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(java));
            var members = new Members(DocTrees.instance(task));
            for (var unit : task.parse()) {
                members.scan(unit, null);
            }
            return members;
        }
    }

    /// Looks at what users of the library can call or name.
    private static final class Members extends TreePathScanner<Void, Void> {

        private final DocTrees docs;
        private final List<String> undocumented = new ArrayList<>();
        private int documented;

        Members(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public Void visitCompilationUnit(CompilationUnitTree unit, Void nothing) {
            if (unit.getSourceFile().getName().endsWith("package-info.java")) {
                judge(new TreePath(getCurrentPath(), unit.getPackage()), unit.getSourceFile());
            }
            return super.visitCompilationUnit(unit, null);
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (!open(type.getModifiers())) {
                return null;
            }
            judge(getCurrentPath(), type.getSimpleName());
            judgeComponents(type);
            for (var member : type.getMembers()) {
                // What interfaces declare has no modifiers.
                boolean implied = type.getKind() == Tree.Kind.INTERFACE;
                switch (member) {
                    case ClassTree nested -> scanNested(nested, implied);
                    case MethodTree method when implied || open(method.getModifiers()) ->
                            judge(method, type);
                    case VariableTree field when implied || open(field.getModifiers()) ->
                            judge(new TreePath(getCurrentPath(), field), name(type, field));
                    default -> {}
                }
            }
            return null;
        }

        /// A record of one component says in its first sentence what that is.
        private void judgeComponents(ClassTree type) {
            if (type.getKind() != Tree.Kind.RECORD) {
                return;
            }
            var components =
                    type.getMembers().stream()
                            .filter(VariableTree.class::isInstance)
                            .map(VariableTree.class::cast)
                            .filter(it -> !it.getModifiers().getFlags().contains(Modifier.STATIC))
                            .toList();
            var comment = String.valueOf(docs.getDocComment(getCurrentPath()));
            for (var component : components) {
                var tag = "(?s).*@param +" + component.getName() + "\\b.*";
                if (components.size() > 1 && !comment.matches(tag)) {
                    undocumented.add(name(type, component));
                }
            }
        }

        private void scanNested(ClassTree nested, boolean implied) {
            if (implied || open(nested.getModifiers())) {
                scan(nested, null);
            }
        }

        private void judge(MethodTree method, ClassTree type) {
            boolean inherits =
                    method.getModifiers().getAnnotations().stream()
                            .anyMatch(it -> it.getAnnotationType().toString().equals("Override"));
            if (!inherits) {
                judge(
                        new TreePath(getCurrentPath(), method),
                        type.getSimpleName() + "." + method.getName());
            }
        }

        private static String name(ClassTree type, VariableTree field) {
            return type.getSimpleName() + "." + field.getName();
        }

        private void judge(TreePath path, Object name) {
            var comment = docs.getDocComment(path);
            if (comment == null || comment.isBlank()) {
                undocumented.add(name.toString());
            } else {
                documented++;
            }
        }

        private static boolean open(ModifiersTree modifiers) {
            return modifiers.getFlags().contains(Modifier.PUBLIC)
                    || modifiers.getFlags().contains(Modifier.PROTECTED);
        }
    }
}
