// SPDX-License-Identifier: Apache-2.0
package live.archtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules over the whole product. */
class ArchitectureTest {
    private static final Path ROOT = Path.of(System.getProperty("live.root", "../.."));
    private static final Reactor REACTOR = Reactor.at(ROOT);
    private static final Exceptions EXCEPTIONS = Exceptions.of(Path.of("src/test/resources/exceptions.txt"));

    static List<Rule> rules() {
        return Rules.all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(Rule rule) {
        assertThat(rule.violations(REACTOR, EXCEPTIONS)).as(rule.says()).isEmpty();
    }

    @Test
    void every_module_with_sources_is_compiled() {
        assertThat(REACTOR.modules())
                .filteredOn(Module::hasSources)
                .isNotEmpty()
                .allSatisfy(
                        module -> assertThat(module.classes()).as(module.name()).isNotEmpty());
    }
}
