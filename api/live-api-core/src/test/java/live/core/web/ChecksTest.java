// SPDX-License-Identifier: Apache-2.0
package live.core.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChecksTest {
    private final Checks checks = new Checks();

    @Test
    void tells_all_that_is_wrong_at_once() {
        checks.text("name", " ", 10);
        checks.text("code", "too long for ten", 10);
        checks.number("level", 9, 1, 5, 1);
        checks.id("team", "1-2-3-4-5");
        checks.list("tags", Arrays.asList("a", null), 5);
        checks.version(null);

        assertThatThrownBy(checks::done).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.fields())
                .extracting(Problem.Field::field, Problem.Field::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("name", "field.missing"),
                        org.assertj.core.groups.Tuple.tuple("code", "field.long"),
                        org.assertj.core.groups.Tuple.tuple("level", "field.range"),
                        org.assertj.core.groups.Tuple.tuple("team", "field.id"),
                        org.assertj.core.groups.Tuple.tuple("tags[1]", "field.missing"),
                        org.assertj.core.groups.Tuple.tuple("version", "field.missing")));
    }

    @Test
    void lets_no_control_character_through() {
        checks.text("name", "a\u0000b", 10);
        checks.textIfAny("note", "a\nb", 10);
        assertThat(checks.fine()).isFalse();

        Checks lines = new Checks();
        lines.lines("text", "a\r\n\tb", 10);
        lines.done();
        lines.lines("text", "a\u0000", 10);
        assertThat(lines.fine()).isFalse();
    }

    @Test
    void answers_what_is_right_stripped() {
        assertThat(checks.text("name", "  Anna ", 10)).isEqualTo("Anna");
        assertThat(checks.textIfAny("note", "  ", 10)).isEmpty();
        assertThat(checks.number("level", null, 1, 5, 3)).isEqualTo(3);
        checks.done();
    }
}
