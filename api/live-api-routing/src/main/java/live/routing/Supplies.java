// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.util.Optional;
import live.core.QueueId;
import live.core.TenantId;
import org.osgi.annotation.versioning.ProviderType;

/** Tells who there is for contacts that might come. Thread-safe. */
@ProviderType
public interface Supplies {
    /**
     * Who there was for more contacts of a queue a moment ago; empty if there is no such queue. Costs a look at every agent
     * and may wait for the database: to plan by, not for each contact.
     *
     * @param medium as in {@link WorkRequest}
     */
    Optional<Supply> supply(TenantId tenant, QueueId queue, String medium);
}
