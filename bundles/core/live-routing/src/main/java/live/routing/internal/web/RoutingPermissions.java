// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.util.Map;
import live.core.web.Permissions;
import org.osgi.service.component.annotations.Component;

/** What this module guards. */
@Component
public final class RoutingPermissions implements Permissions {
    static final String QUEUE_READ = "queue.read";
    static final String QUEUE_WRITE = "queue.write";
    static final String WORK = "agent.work";
    static final String SUPERVISE = "agent.supervise";

    @Override
    public Map<String, String> permissions() {
        return Map.of(
                QUEUE_READ, "See queues and what waits in them",
                QUEUE_WRITE, "Make, change and delete queues",
                WORK, "Be offered work and do it",
                SUPERVISE, "See all agents and act for them");
    }
}
