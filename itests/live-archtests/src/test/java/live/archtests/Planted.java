// SPDX-License-Identifier: Apache-2.0
package live.archtests;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;

/** A small repository, written and compiled by a test, that breaks a rule on purpose. */
final class Planted {
    private final Path root;
    private final Set<String> modules = new LinkedHashSet<>();
    private final List<String> classpath = new ArrayList<>(List.of(System.getProperty("java.class.path")));

    Planted(Path root) {
        this.root = root;
    }

    /** Compiles classes into a module: main code, or test code when the folder says so. */
    Planted java(String folder, String... sources) {
        return compiled(folder, "target/classes", sources);
    }

    Planted test(String folder, String... sources) {
        return compiled(folder, "target/test-classes", sources);
    }

    /** Packs a module's jar with these headers. */
    Planted jar(String folder, String... headers) {
        modules.add(folder);
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        for (int i = 0; i < headers.length; i += 2) {
            main.putValue(headers[i], headers[i + 1]);
        }
        Path file = root.resolve(folder + "/target/" + name(folder) + "-0.1.0-SNAPSHOT.jar");
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out = Files.newOutputStream(file)) {
                new JarOutputStream(out, manifest).close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Planted file(String path, String text) {
        Path file = root.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Reactor reactor() {
        StringBuilder pom = new StringBuilder("<project><modules>");
        modules.forEach(module -> pom.append("<module>").append(module).append("</module>"));
        file("pom.xml", pom.append("</modules></project>").toString());
        return Reactor.at(root);
    }

    private Planted compiled(String folder, String target, String... sources) {
        modules.add(folder);
        Path classes = root.resolve(folder).resolve(target);
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", String.join(":", classpath)));
        for (String source : sources) {
            String path = folder + (target.contains("test") ? "/src/test/java/" : "/src/main/java/") + pathOf(source);
            file(path, source);
            arguments.add(root.resolve(path).toString());
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (result != 0) {
            throw new IllegalStateException("the planted classes do not compile");
        }
        classpath.add(classes.toString());
        return this;
    }

    private static String pathOf(String source) {
        String name = source.replaceFirst("(?s).*?package ([\\w.]+);.*", "$1").replace('.', '/');
        String type = source.matches("(?s).*\\b(class|interface|record|enum) \\w+.*")
                ? source.replaceFirst("(?s).*?\\b(?:class|interface|record|enum) (\\w+).*", "$1")
                : "package-info";
        return name + "/" + type + ".java";
    }

    private static String name(String folder) {
        return folder.substring(folder.lastIndexOf('/') + 1);
    }
}
