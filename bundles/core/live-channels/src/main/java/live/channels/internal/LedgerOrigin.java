// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.channels.internal.store.OpenWork;
import live.core.InteractionId;
import live.core.TenantId;
import live.routing.WorkId;
import live.routing.WorkOrigin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells routing what the ledger knows of its contacts. */
@Component(service = WorkOrigin.class)
public final class LedgerOrigin implements WorkOrigin {
    private final OpenWork work;
    private final Dispatcher dispatcher;

    @Activate
    public LedgerOrigin(@Reference OpenWork work, @Reference Dispatcher dispatcher) {
        this.work = work;
        this.dispatcher = dispatcher;
    }

    @Override
    public String name() {
        return RoutingFollower.NAME;
    }

    @Override
    public Map<WorkId, Standing> standings(TenantId tenant, Map<WorkId, InteractionId> works) {
        Map<InteractionId, OpenWork.Standing> known = work.standings(tenant, works.values());
        Map<WorkId, Standing> standings = new HashMap<>();
        works.forEach((id, interaction) -> {
            OpenWork.Standing standing = known.get(interaction);
            if (standing != null) {
                standings.put(id, new Standing(standing.closed(), standing.owner()));
            }
        });
        return standings;
    }

    @Override
    public List<WorkId> open(TenantId tenant, Optional<WorkId> after, int limit) {
        return work.open(tenant, after.map(id -> new InteractionId(id.value())), limit).stream()
                .map(interaction -> new WorkId(interaction.value()))
                .toList();
    }

    @Override
    public void submitAgain(TenantId tenant, List<WorkId> works) {
        work.dispatchAgain(
                tenant, works.stream().map(id -> new InteractionId(id.value())).toList());
        dispatcher.wake();
    }
}
