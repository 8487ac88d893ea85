// SPDX-License-Identifier: Apache-2.0
package live.archtests;

import java.util.List;
import java.util.stream.Stream;

/** All rules. */
final class Rules {
    private static final List<Rule> ALL = Stream.of(
                    Arrows.rules(), Habits.rules(), Manifests.rules(), Sql.rules(), Texts.rules(), Languages.rules())
            .flatMap(List::stream)
            .toList();

    private Rules() {}

    static List<Rule> all() {
        return ALL;
    }

    static Rule named(String id) {
        return ALL.stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no rule " + id));
    }
}
