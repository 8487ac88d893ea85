// SPDX-License-Identifier: Apache-2.0
package live.core.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to look for in the audit trail; what is empty does not matter.
 *
 * @param from from this moment on
 * @param to before this moment
 * @param actor a user's id, or {@code system:<part>}
 * @param action how the action begins: {@code directory.user}
 * @param subject the exact subject, {@code ticket:0190…}, or its id alone
 * @param before only entries with a lower sequence: where the page before ended
 * @param limit most entries, 1 to 1000
 */
public record AuditQuery(
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> actor,
        Optional<String> action,
        Optional<String> subject,
        OptionalLong before,
        int limit) {
    private static final int LARGEST = 1_000;

    public AuditQuery {
        if (limit < 1 || limit > LARGEST) {
            throw new IllegalArgumentException("limit " + limit + " is not between 1 and " + LARGEST);
        }
    }

    /** The newest entries, whatever they are. */
    public static AuditQuery newest(int limit) {
        return new AuditQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                limit);
    }
}
