// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.util.Map;
import live.core.QueueId;
import live.core.TenantId;
import org.osgi.annotation.versioning.ProviderType;

/** What people call the queues. Thread-safe. */
@ProviderType
public interface QueueNames {
    /** Names of all queues, also of those that take nothing new. */
    Map<QueueId, String> names(TenantId tenant);
}
