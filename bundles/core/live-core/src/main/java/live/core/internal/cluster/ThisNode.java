// SPDX-License-Identifier: Apache-2.0
package live.core.internal.cluster;

import java.util.UUID;
import live.core.cluster.Node;
import live.core.cluster.NodeId;
import org.osgi.service.component.annotations.Component;

/** Named anew with each start, so that nothing that it left behind is taken for its own. */
@Component
public final class ThisNode implements Node {
    private final NodeId id = new NodeId(UUID.randomUUID());

    @Override
    public NodeId id() {
        return id;
    }
}
