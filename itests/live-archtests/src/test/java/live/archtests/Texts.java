// SPDX-License-Identifier: Apache-2.0
package live.archtests;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project's own texts. */
final class Texts {
    /** About 500, with some room for the last method. */
    private static final int LINES = 550;

    /** A partner reads the example before anything else. */
    private static final int EXAMPLE_LINES = 149;

    private static final Pattern CODE = Pattern.compile(".*\\.(java|ts|js|mjs|css|html|sql|sh|py)");
    private static final Pattern TEXT = Pattern.compile(
            ".*\\.(java|ts|js|mjs|css|html|sql|sh|md|xml|cfg|properties|txt|json|yml|yaml|bnd)|.*/(live|run)");
    private static final Pattern FORBIDDEN = Pattern.compile(
            "\\bissues?\\s+#?\\d+|(?<![\\w.])/work/|\\brepo1?\\.maven(?:\\.apache)?\\.org|\\bregistry\\.npmjs\\.org|\\bdeb\\.debian\\.org"
                    + "|\\b(?:TODO|FIXME|XXX)\\b",
            Pattern.CASE_INSENSITIVE);

    private Texts() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "text.long",
                        "no source file is longer than " + LINES + " lines",
                        reactor -> reactor.files().stream()
                                .filter(file ->
                                        CODE.matcher(reactor.relative(file)).matches())
                                .flatMap(file -> lines(file) <= LINES
                                        ? Stream.empty()
                                        : Stream.of(new Violation(
                                                reactor.relative(file), "has " + lines(file) + " lines")))),
                new Rule(
                        "text.example",
                        "an example is a class of less than 150 lines",
                        reactor -> reactor.files().stream()
                                .filter(file -> reactor.relative(file).matches("examples/.*/src/main/java/.*\\.java"))
                                .filter(file -> lines(file) > EXAMPLE_LINES)
                                .map(file -> new Violation(reactor.relative(file), "has " + lines(file) + " lines"))),
                new Rule(
                        "text.words",
                        "project files speak of the product alone: no issue numbers, machines, registries, no postponed work",
                        reactor -> reactor.files().stream()
                                .filter(file ->
                                        TEXT.matcher(reactor.relative(file)).matches())
                                .flatMap(file -> FORBIDDEN
                                        .matcher(Reactor.read(file))
                                        .results()
                                        .map(found ->
                                                new Violation(reactor.relative(file), "says " + found.group())))));
    }

    private static long lines(Path file) {
        return Reactor.read(file).lines().count();
    }
}
