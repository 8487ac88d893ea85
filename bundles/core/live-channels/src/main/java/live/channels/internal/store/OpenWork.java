// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import live.core.InteractionId;
import live.core.QueueId;
import live.core.TenantId;
import live.core.UserId;
import live.lib.sql.Database;
import live.lib.sql.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the ledger knows of the work that became of its interactions. */
@Component(service = OpenWork.class)
public final class OpenWork {
    /** Sorts before every interaction. */
    private static final UUID FIRST = new UUID(0, 0);

    private final Database database;

    @Activate
    public OpenWork(@Reference ChannelsDatabase database) {
        this.database = database.database();
    }

    /** Whether an interaction is closed, and who has it. */
    public record Standing(boolean closed, Optional<UserId> owner) {}

    /** Of those interactions that the ledger has. */
    public Map<InteractionId, Standing> standings(TenantId tenant, Collection<InteractionId> interactions) {
        Map<InteractionId, Standing> standings = new HashMap<>();
        database.read(connection -> Sql.on(
                                connection,
                                "select id, closed_at, owner from channels.interaction where tenant = ? and id = any(?)")
                        .with(tenant.value())
                        .array(
                                "uuid",
                                interactions.stream().map(InteractionId::value).toList())
                        .list(row -> Map.entry(
                                new InteractionId(row.uuid("id")),
                                new Standing(
                                        row.instantIfAny("closed_at").isPresent(),
                                        row.uuidIfAny("owner").map(UserId::new)))))
                .forEach(entry -> standings.put(entry.getKey(), entry.getValue()));
        return standings;
    }

    /** Interactions with work that routing has taken over, after a given one. */
    public List<InteractionId> open(TenantId tenant, Optional<InteractionId> after, int limit) {
        return database.read(connection -> Sql.on(
                        connection,
                        """
                        select i.id from channels.interaction i
                        where i.tenant = ? and i.closed_at is null and i.id > ? and i.state <> 'NONE' and not exists (
                            select from channels.dispatch d where d.tenant = i.tenant and d.interaction = i.id)
                        order by i.id limit ?
                        """)
                .with(tenant.value(), after.map(InteractionId::value).orElse(FIRST), limit)
                .list(row -> new InteractionId(row.uuid("id"))));
    }

    /** Those that are still open go to routing once more, with their place; whoever had them is asked first. */
    public void dispatchAgain(TenantId tenant, Collection<InteractionId> interactions) {
        database.act(connection -> Sql.on(
                        connection,
                        """
                insert into channels.dispatch (tenant, interaction, medium, queue, priority, skills, preferred, ticket,
                    enqueued_at)
                select tenant, id, medium, coalesce(queue, ?), priority, skills, owner, ticket, opened_at
                from channels.interaction where tenant = ? and id = any(?) and closed_at is null and state <> 'NONE'
                order by id
                on conflict do nothing
                """)
                .with(QueueId.UNSORTED.value(), tenant.value())
                .array("uuid", interactions.stream().map(InteractionId::value).toList())
                .update());
    }
}
