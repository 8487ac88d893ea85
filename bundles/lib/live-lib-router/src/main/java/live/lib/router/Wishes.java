// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a request says beyond that a contact comes, needs skills and has a priority. Most contacts have none of it. */
record Wishes(
        @Nullable UUID preferredAgent,
        long preferredUntil,
        @Nullable UUID requiredAgent,
        long notBefore,
        long deadline,
        String memo) {
    /** Null if it wishes for nothing in particular. */
    @Nullable
    static Wishes of(Request request) {
        boolean plain = request.preferredAgent() == null
                && request.preferredUntil() == 0
                && request.requiredAgent() == null
                && request.notBefore() == request.enqueuedAt()
                && request.deadline() == Long.MAX_VALUE
                && request.memo().isEmpty();
        return plain
                ? null
                : new Wishes(
                        request.preferredAgent(),
                        request.preferredUntil(),
                        request.requiredAgent(),
                        request.notBefore(),
                        request.deadline(),
                        request.memo());
    }
}
