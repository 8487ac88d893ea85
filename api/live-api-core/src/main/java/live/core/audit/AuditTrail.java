// SPDX-License-Identifier: Apache-2.0
package live.core.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import live.core.TenantId;
import live.core.store.StatementPart;

/**
 * The audit trail. Entries are written unchained in the business transaction; one sealer chains them by hash within a
 * second. Thread-safe.
 */
public interface AuditTrail {
    /** How the actor of an entry begins when the platform itself acted; the part follows. */
    String SYSTEM_ACTOR = "system:";

    /**
     * Records an act in the caller's transaction: recorded if and only if it commits.
     *
     * @throws SQLException as the connection does; the caller rolls back
     */
    void record(Connection transaction, AuditEntry entry) throws SQLException;

    /**
     * Records many acts in the caller's transaction, at the price of one.
     *
     * @throws SQLException as the connection does; the caller rolls back
     */
    void record(Connection transaction, List<AuditEntry> entries) throws SQLException;

    /**
     * As {@link #record(Connection, List)}, as a part of the caller's statement.
     *
     * @param name of the part: every module has its own
     */
    StatementPart recording(String name, List<AuditEntry> entries);

    /**
     * Records an act that has no transaction of its own, such as a refused sign-in.
     *
     * @throws live.core.LiveException code {@code audit.unavailable} if it could not be stored: the caller then refuses
     *     the act
     */
    void record(AuditEntry entry);

    /** Sealed entries, newest first. What waits for its seal is sealed before. */
    List<AuditRecord> search(TenantId tenant, AuditQuery query);

    /** Reads the whole chain of a tenant and computes it anew. Takes about a second per 300,000 entries. */
    AuditVerdict verify(TenantId tenant);
}
