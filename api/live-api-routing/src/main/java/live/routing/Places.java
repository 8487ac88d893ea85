// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.util.Collection;
import java.util.List;
import live.core.TenantId;
import org.osgi.annotation.versioning.ProviderType;

/** Tells those who wait where they stand. Thread-safe. */
@ProviderType
public interface Places {
    /**
     * Where works stand in their queues, a moment ago. May wait for the database; not for {@link RoutingListener}s.
     *
     * @return of those that wait, in no order; the others are missing
     */
    List<Place> places(TenantId tenant, Collection<WorkId> works);
}
