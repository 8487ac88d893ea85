// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import live.core.TenantId;

/**
 * What a domain writes and recovers from: a log that only whoever holds the domain may append to, and snapshots. The
 * holder's right ends the moment somebody else takes the domain over, whether he notices or not.
 */
public interface FencedLog {
    /** Who holds a domain; of one that nobody ever had nobody, and lapsed. */
    Journal.Holder holder(TenantId tenant) throws SQLException;

    /** Takes a domain whose owner has not been heard of for the length of his lease; empty if he has. */
    default Optional<Journal.Ownership> takeOver(TenantId tenant, UUID owner, Duration lease) throws SQLException {
        return takeOver(tenant, owner, lease, Duration.ZERO);
    }

    /**
     * The same, but does not wait for the end of his lease.
     *
     * @param early takes it if his lease ends within this time
     */
    Optional<Journal.Ownership> takeOver(TenantId tenant, UUID owner, Duration lease, Duration early)
            throws SQLException;

    /**
     * Appends a batch and prolongs the lease.
     *
     * @return whether it is stored; if not, somebody else owns the domain
     * @throws SQLException when nobody knows; look with {@link #sequence}
     */
    boolean append(Journal.Ownership held, Journal.Batch batch, Duration lease) throws SQLException;

    /** The newest entry of a domain that is still held; empty if somebody else holds it. */
    Optional<Long> sequence(Journal.Ownership held) throws SQLException;

    /** Prolongs the lease, or with a length of zero gives the domain back. Answers whether it was still held. */
    boolean renew(Journal.Ownership held, Duration lease) throws SQLException;

    /** Entries after a sequence in order, at most {@code limit} batches; the first may begin before. */
    List<Journal.Batch> after(TenantId tenant, long sequence, int limit);

    /** The same with the epochs by the right of which they were written. */
    List<Journal.Written> written(TenantId tenant, long sequence, int limit);

    /** By the right of which epoch the newest entry was written; 0 if there is none. */
    long newestEpoch(TenantId tenant);

    Optional<Journal.Snapshot> newestSnapshot(TenantId tenant);

    void store(TenantId tenant, Journal.Snapshot snapshot);
}
