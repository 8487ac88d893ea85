// SPDX-License-Identifier: Apache-2.0
package live.store.internal.migration;

import static org.assertj.core.api.Assertions.assertThat;

import live.core.health.Health;
import org.junit.jupiter.api.Test;

class MissingTest {
    private final Missing missing = new Missing();

    @Test
    void whoever_waits_for_tables_is_not_there_yet() {
        missing.waits("fax");
        assertThat(missing.health().state()).isEqualTo(Health.State.DOWN);
        missing.settles("fax");
        assertThat(missing.health().state()).isEqualTo(Health.State.UP);
    }

    @Test
    void a_module_that_stays_off_leaves_the_rest_at_work() {
        missing.waits("fax");
        missing.fails("fax", "no such column");
        assertThat(missing.health().state()).isEqualTo(Health.State.DEGRADED);
        assertThat(missing.health().message()).contains("fax", "no such column");
    }

    @Test
    void a_module_without_which_nobody_can_work_is_no_readiness() {
        missing.fails("security", "no such column");
        missing.waits("fax");
        assertThat(missing.health().state()).isEqualTo(Health.State.DOWN);
        assertThat(missing.health().message()).contains("security", "no such column");
    }
}
