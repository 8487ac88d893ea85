// SPDX-License-Identifier: Apache-2.0
package live.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import live.core.BlobId;

/** Keeps uploaded blobs: an upload that nothing has kept after 24 hours is deleted. */
public interface BlobLinks {
    /**
     * Keeps blobs if and only if the caller's transaction commits.
     *
     * @throws SQLException as the connection does; the caller rolls back
     */
    void keep(Connection transaction, Collection<BlobId> blobs) throws SQLException;
}
