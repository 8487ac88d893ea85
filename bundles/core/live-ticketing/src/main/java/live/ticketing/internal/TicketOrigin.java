// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import live.core.InteractionId;
import live.core.TenantId;
import live.core.UserId;
import live.routing.WorkId;
import live.routing.WorkOrigin;
import live.ticketing.internal.store.Assignees;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells routing who has the tickets of its contacts; whether these are over is not for tickets to say. */
@Component(service = WorkOrigin.class)
public final class TicketOrigin implements WorkOrigin {
    private final Assignees assignees;

    @Activate
    public TicketOrigin(@Reference Assignees assignees) {
        this.assignees = assignees;
    }

    @Override
    public String name() {
        return AssignmentFollower.NAME;
    }

    @Override
    public Map<WorkId, Standing> standings(TenantId tenant, Map<WorkId, InteractionId> works) {
        Map<InteractionId, UserId> known = assignees.of(tenant, works.values());
        Map<WorkId, Standing> standings = new HashMap<>();
        works.forEach((work, interaction) -> {
            UserId assignee = known.get(interaction);
            if (assignee != null) {
                standings.put(work, new Standing(false, Optional.of(assignee)));
            }
        });
        return standings;
    }
}
