// SPDX-License-Identifier: Apache-2.0
package live.archtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** What the packed bundles say of themselves: their wiring decides whether a module can be swapped while it runs. */
final class Manifests {
    private Manifests() {}

    static List<Rule> rules() {
        return List.of(
                perBundle(
                        "bundle.packed",
                        "every module with sources is packed as a bundle of its own name",
                        (module, main) -> main.map(headers -> headers.getValue("Bundle-SymbolicName"))
                                        .filter(module.name()::equals)
                                        .isPresent()
                                ? Stream.empty()
                                : Stream.of("is not packed as a bundle called " + module.name()
                                        + " (build with mvn verify)")),
                perBundle(
                        "bundle.export",
                        "only API modules export packages",
                        (module, main) -> module.layer() == Layer.API
                                ? Stream.empty()
                                : clauses(main, "Export-Package").map(clause -> "exports " + name(clause))),
                perBundle(
                        "bundle.optional",
                        "no optional imports: one that becomes satisfiable refreshes the importer",
                        (module, main) -> clauses(main, "Import-Package")
                                .filter(clause -> clause.replace("\"", "").contains("resolution:=optional"))
                                .map(clause -> "imports optionally " + name(clause))),
                perBundle(
                        "bundle.dynamic", "no dynamic imports", (module, main) -> clauses(main, "DynamicImport-Package")
                                .map(clause -> "imports dynamically " + name(clause))),
                perBundle(
                        "bundle.require",
                        "bundles are wired by package, never by Require-Bundle",
                        (module, main) -> clauses(main, "Require-Bundle").map(clause -> "requires " + name(clause))));
    }

    private static Rule perBundle(
            String id, String says, BiFunction<Module, Optional<Attributes>, Stream<String>> breaches) {
        return new Rule(id, says, reactor -> reactor.modules().stream()
                .filter(module -> module.layer() != Layer.OUTSIDE)
                .filter(module -> module.hasSources() || module.jar().isPresent())
                .flatMap(module ->
                        breaches.apply(module, headers(module)).map(breach -> new Violation(module.name(), breach))));
    }

    private static Optional<Attributes> headers(Module module) {
        return module.jar().map(file -> {
            try (JarFile jar = new JarFile(file.toFile())) {
                return jar.getManifest().getMainAttributes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The clauses of a header; commas inside quotes do not separate. */
    private static Stream<String> clauses(Optional<Attributes> main, String header) {
        List<String> clauses = new ArrayList<>();
        String value = main.map(headers -> headers.getValue(header)).orElse("");
        StringBuilder clause = new StringBuilder();
        boolean quoted = false;
        for (char c : value.toCharArray()) {
            quoted ^= c == '"';
            if (c == ',' && !quoted) {
                clauses.add(clause.toString());
                clause.setLength(0);
            } else {
                clause.append(c);
            }
        }
        clauses.add(clause.toString());
        return clauses.stream().map(String::strip).filter(text -> !text.isEmpty());
    }

    private static String name(String clause) {
        int end = clause.indexOf(';');
        return end < 0 ? clause : clause.substring(0, end);
    }
}
