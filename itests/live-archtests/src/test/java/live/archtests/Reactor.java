// SPDX-License-Identifier: Apache-2.0
package live.archtests;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A repository with the modules that its parent pom names, compiled and packed by the build that runs the rules. */
final class Reactor {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Set<String> NOT_OURS = Set.of(".git", "target", "node_modules", "data", ".idea", ".deno");

    private final Path root;
    private final List<Module> modules;
    private final Map<Module, List<JavaClass>> classes = new HashMap<>();
    private final Map<Module, List<JavaClass>> testClasses = new HashMap<>();
    private final Map<String, Module> owners = new HashMap<>();

    private Reactor(Path root, List<Module> modules) {
        this.root = root;
        this.modules = modules;
        for (Module module : modules) {
            List<JavaClass> own = module.classes();
            classes.put(module, own);
            testClasses.put(module, module.testClasses());
            own.forEach(type -> owners.put(type.getName(), module));
        }
    }

    static Reactor at(Path root) {
        return new Reactor(
                root,
                MODULE.matcher(read(root.resolve("pom.xml")))
                        .results()
                        .map(found -> found.group(1))
                        .map(folder -> new Module(folder, root.resolve(folder)))
                        .toList());
    }

    List<Module> modules() {
        return modules;
    }

    List<Module> bundles() {
        return modules.stream().filter(module -> module.layer().isBundle()).toList();
    }

    List<JavaClass> classes(Module module) {
        return classes.getOrDefault(module, List.of());
    }

    List<JavaClass> testClasses(Module module) {
        return testClasses.getOrDefault(module, List.of());
    }

    /** The module that a class of ours comes from. */
    Optional<Module> owner(JavaClass type) {
        return Optional.ofNullable(owners.get(type.getBaseComponentType().getName()));
    }

    /** Every file that belongs to the project: what was generated or downloaded is not. */
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean ours = folder.equals(root)
                            || !NOT_OURS.contains(folder.getFileName().toString());
                    return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.sort(null);
        return files;
    }

    String relative(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
