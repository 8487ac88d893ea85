// SPDX-License-Identifier: Apache-2.0
package live.archtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule is seen to catch what it forbids. */
class RulesTest {
    @TempDir
    Path root;

    static Stream<Breach> breaches() {
        return Stream.of(PlantedArrows.breaches(), PlantedHabits.breaches()).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("breaches")
    void is_caught(Breach breach) {
        Reactor reactor = breach.plant().apply(new Planted(root)).reactor();

        assertThat(Rules.named(breach.rule()).violations(reactor, Exceptions.none()))
                .extracting(Violation::subject)
                .contains(breach.subject());
    }

    @Test
    void no_rule_without_a_planted_breach() {
        assertThat(breaches().map(Breach::rule).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Rules.all().stream().map(Rule::id).toList());
    }

    @Test
    void a_good_module_breaks_nothing() {
        Reactor reactor = PlantedArrows.goodChannel(new Planted(root)).reactor();

        assertThat(Rules.all()).allSatisfy(rule -> assertThat(rule.violations(reactor, Exceptions.none()))
                .as(rule.id())
                .isEmpty());
    }

    @Test
    void an_exception_covers_its_subject_and_nothing_else() {
        Rule rule = Rules.named("bundle.export");
        Exceptions exceptions = Exceptions.parse("bundle.export | live-lib-* | * | wrappers lend their library");

        assertThat(exceptions.allow(rule, new Violation("live-lib-mail", "exports jakarta.mail")))
                .isTrue();
        assertThat(exceptions.allow(rule, new Violation("live-store", "exports live.store")))
                .isFalse();
        assertThat(exceptions.allow(Rules.named("bundle.optional"), new Violation("live-lib-mail", "x")))
                .isFalse();
    }

    @Test
    void an_exception_needs_a_reason_and_a_rule() {
        assertThatThrownBy(() -> Exceptions.parse("bundle.export | live-lib-* | *"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Exceptions.parse("no.such.rule | a | b | c"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
