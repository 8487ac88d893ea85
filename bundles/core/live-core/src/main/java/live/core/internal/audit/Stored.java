// SPDX-License-Identifier: Apache-2.0
package live.core.internal.audit;

import java.time.Instant;

/** The fields of an entry as they are in the database. */
record Stored(Instant at, String actor, String action, String subject, String details) {}
