// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.store;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import live.core.UserId;

/**
 * What a queue was from one change to the next.
 *
 * @param change by which it became so
 */
public record QueueVersion(QueueDefinition queue, Instant at, Change change) {
    /** How a version comes to be. Append only: the names are stored. */
    public enum Act {
        CREATE,
        CHANGE,
        ROLLBACK;

        /** As it is stored and told. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A change of a queue.
     *
     * @param by who made it; empty = the platform
     * @param rolledBackTo the version whose content this one has; empty if it is no rollback
     */
    public record Change(Optional<UserId> by, Act act, OptionalLong rolledBackTo) {}
}
