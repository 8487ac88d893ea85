// SPDX-License-Identifier: Apache-2.0
package live.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyedGaugesTest {
    private final List<String> open = new ArrayList<>();
    private final KeyedGauges<String> gauges = new KeyedGauges<>(this::gauges);

    private List<AutoCloseable> gauges(String key) {
        open.add(key);
        return List.of(() -> open.remove(key));
    }

    @Test
    void what_is_there_has_gauges_once_and_what_has_gone_has_none() throws Exception {
        gauges.show(Set.of("a", "b"));
        gauges.show(Set.of("b", "c"));

        assertThat(open).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void a_look_that_comes_after_the_end_shows_nothing() throws Exception {
        gauges.show(Set.of("a"));
        gauges.close();
        gauges.show(Set.of("a"));

        assertThat(open).isEmpty();
    }
}
