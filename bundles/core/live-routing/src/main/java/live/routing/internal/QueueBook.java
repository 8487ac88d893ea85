// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import live.core.QueueId;
import live.core.TenantId;
import live.routing.QueueNames;
import live.routing.internal.store.QueueDefinition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Queues by id, from memory. Thread-safe. */
@Component(service = {QueueBook.class, QueueNames.class})
public final class QueueBook implements QueueNames {
    private final Domains domains;
    private final AutoCloseable changes;
    private final Map<TenantId, Map<QueueId, QueueDefinition>> known = new ConcurrentHashMap<>();

    @Activate
    public QueueBook(@Reference Domains domains) {
        this.domains = domains;
        changes = domains.onQueues(known::remove);
    }

    @Deactivate
    void stop() throws Exception {
        changes.close();
    }

    /** How long contacts of a queue wait for the agent they would like; 0 for a queue that is not there. */
    int preferredAgentSeconds(TenantId tenant, QueueId id) {
        QueueDefinition queue = known.computeIfAbsent(tenant, this::read).get(id);
        return queue == null ? 0 : queue.preferredAgentSeconds();
    }

    /** A queue as it is now. */
    public Optional<QueueDefinition> find(TenantId tenant, QueueId id) {
        return Optional.ofNullable(known.computeIfAbsent(tenant, this::read).get(id));
    }

    @Override
    public Map<QueueId, String> names(TenantId tenant) {
        return known.computeIfAbsent(tenant, this::read).values().stream()
                .collect(Collectors.toMap(QueueDefinition::id, QueueDefinition::name));
    }

    private Map<QueueId, QueueDefinition> read(TenantId tenant) {
        Map<QueueId, QueueDefinition> queues = new ConcurrentHashMap<>();
        domains.queues().all(tenant).forEach(queue -> queues.put(queue.id(), queue));
        return queues;
    }

    /** The tenant's queues have changed. */
    void changed(TenantId tenant) {
        known.remove(tenant);
        domains.rulesChanged(tenant);
    }
}
