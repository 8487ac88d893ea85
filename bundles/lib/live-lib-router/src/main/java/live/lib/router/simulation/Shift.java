// SPDX-License-Identifier: Apache-2.0
package live.lib.router.simulation;

import java.util.Objects;
import live.lib.router.AgentRule;

/**
 * Somebody's time at work. What he has in hand when it ends he finishes.
 *
 * @param from when he is ready
 * @param until when he takes nothing more
 */
public record Shift(AgentRule agent, long from, long until) {
    public Shift {
        Objects.requireNonNull(agent);
        if (until < from) {
            throw new IllegalArgumentException("a shift ends before it begins");
        }
    }
}
