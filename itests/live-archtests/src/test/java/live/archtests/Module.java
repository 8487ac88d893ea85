// SPDX-License-Identifier: Apache-2.0
package live.archtests;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One module of the reactor.
 *
 * @param folder its folder, relative to the repository, with slashes
 * @param path the same folder on disk
 */
record Module(String folder, Path path) {
    String name() {
        return path.getFileName().toString();
    }

    Layer layer() {
        return Layer.of(folder);
    }

    /** {@code live-channel-sms-smpp} lives in {@code live.channel.smssmpp}, {@code live-web-gate} in {@code live.web.gate}. */
    boolean owns(String packageName) {
        return packageName.replace(".", "").startsWith(name().replace("-", ""));
    }

    List<JavaClass> classes() {
        return imported(path.resolve("target/classes"));
    }

    List<JavaClass> testClasses() {
        return imported(path.resolve("target/test-classes"));
    }

    boolean hasSources() {
        return Files.isDirectory(path.resolve("src/main/java"));
    }

    /** What Maven packed, when it packed a jar. */
    Optional<Path> jar() {
        Path target = path.resolve("target");
        if (!Files.isDirectory(target)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(
                            file -> file.getFileName().toString().matches(name() + "-[0-9].*(SNAPSHOT|[0-9])\\.jar"))
                    .findFirst();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<JavaClass> imported(Path classes) {
        return Files.isDirectory(classes)
                ? new ClassFileImporter()
                        .importPath(classes).stream()
                                .sorted(java.util.Comparator.comparing(JavaClass::getName))
                                .toList()
                : List.of();
    }
}
