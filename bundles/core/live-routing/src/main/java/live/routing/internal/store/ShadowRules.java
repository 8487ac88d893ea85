// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import live.core.UserId;

/**
 * Rules that are, or were, tried beside those that hold.
 *
 * @param reason why it ended; a code, empty if somebody ended it
 * @param heard when its runner was last heard of
 * @param queues as they would be, each with the version that it is based on
 * @param comparison what came of it, as JSON; {@code null} if that is not known
 */
public record ShadowRules(
        UUID id,
        String name,
        State state,
        String reason,
        Instant began,
        Instant heard,
        Optional<UserId> by,
        List<QueueDefinition> queues,
        String comparison) {
    /** Append only: the codes are stored. */
    public enum State {
        RUNNING("running"),
        STOPPED("stopped"),
        FAILED("failed"),
        ACTIVATED("activated"),
        ROLLED_BACK("rolled-back");

        private final String code;

        State(String code) {
            this.code = code;
        }

        /** As it is stored and told. */
        public String code() {
            return code;
        }

        static State of(String code) {
            for (State state : values()) {
                if (state.code.equals(code)) {
                    return state;
                }
            }
            throw new IllegalArgumentException("no state: " + code);
        }
    }
}
