// SPDX-License-Identifier: Apache-2.0
package live.core.visitor;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A way in for visitors: the WebSocket of this node, or a node in front of the firewall. There may be several, and they come
 * and go; services serve on all of them. Thread-safe.
 */
@ProviderType
public interface Visitors {
    /**
     * Begins to serve. Lines that are open get the service at once, and hear when it leaves.
     *
     * @return ends it
     * @throws IllegalStateException if a service of this name is there already
     */
    AutoCloseable serve(VisitorService service);
}
