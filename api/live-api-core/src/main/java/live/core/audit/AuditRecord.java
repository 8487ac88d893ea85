// SPDX-License-Identifier: Apache-2.0
package live.core.audit;

import java.time.Instant;

/**
 * A sealed entry of the audit trail.
 *
 * @param sequence its place in the tenant's chain, from 1, without gaps
 * @param actor a user's id, or {@code system:<part>}
 * @param details a JSON object
 * @param hash of this entry and all before it, lower-case hexadecimal SHA-256
 */
public record AuditRecord(
        long sequence, Instant at, String actor, String action, String subject, String details, String hash) {}
