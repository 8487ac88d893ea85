// SPDX-License-Identifier: Apache-2.0
package live.archtests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The one file of exceptions. A line reads {@code rule | subject | detail | why}; subject and detail may hold stars, and
 * a line without a reason is refused.
 */
final class Exceptions {
    private record Line(String rule, Pattern subject, Pattern detail) {}

    private final List<Line> lines = new ArrayList<>();

    static Exceptions none() {
        return new Exceptions();
    }

    static Exceptions of(Path file) {
        return parse(Reactor.read(file));
    }

    static Exceptions parse(String text) {
        Exceptions exceptions = new Exceptions();
        for (String line :
                text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
            String[] parts = line.split("\\s*\\|\\s*", 4);
            if (parts.length < 4 || parts[3].isBlank()) {
                throw new IllegalArgumentException("an exception is written rule | subject | detail | why: " + line);
            }
            if (Rules.all().stream().noneMatch(rule -> rule.id().equals(parts[0].strip()))) {
                throw new IllegalArgumentException("no such rule: " + line);
            }
            exceptions.lines.add(new Line(parts[0].strip(), glob(parts[1].strip()), glob(parts[2].strip())));
        }
        return exceptions;
    }

    boolean allow(Rule rule, Violation violation) {
        return lines.stream()
                .anyMatch(line -> line.rule.equals(rule.id())
                        && line.subject.matcher(violation.subject()).matches()
                        && line.detail.matcher(violation.detail()).matches());
    }

    private static Pattern glob(String text) {
        return Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
    }
}
