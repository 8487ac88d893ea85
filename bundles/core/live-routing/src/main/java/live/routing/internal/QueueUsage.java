// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import live.core.TenantId;
import live.directory.Usage;
import live.routing.internal.store.QueueDefinition;
import live.routing.internal.store.RingDefinition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Queues that need a skill, are served by a team, or keep opening hours. */
@Component
public final class QueueUsage implements Usage {
    private static final int MOST = 20;

    private final Domains domains;

    @Activate
    public QueueUsage(@Reference Domains domains) {
        this.domains = domains;
    }

    @Override
    public List<Use> of(TenantId tenant, UUID referred) {
        return domains.queues().all(tenant).stream()
                .filter(queue -> refers(queue, referred))
                .limit(MOST)
                .map(queue -> new Use("queue", queue.id().value(), queue.name()))
                .toList();
    }

    private static boolean refers(QueueDefinition queue, UUID id) {
        return Stream.concat(queue.skills().stream(), queue.preferredSkills().stream())
                        .anyMatch(skill -> skill.skill().value().equals(id))
                || queue.diversion()
                        .hours()
                        .filter(hours -> hours.value().equals(id))
                        .isPresent()
                || queue.teams().stream().anyMatch(team -> team.value().equals(id))
                || queue.rings().stream().anyMatch(ring -> refers(ring, id));
    }

    private static boolean refers(RingDefinition ring, UUID id) {
        return ring.skills().stream().anyMatch(enough -> enough.skill().value().equals(id))
                || ring.teams().stream().anyMatch(team -> team.value().equals(id));
    }
}
