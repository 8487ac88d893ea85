// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import live.core.InteractionId;
import live.core.Principal;
import live.core.TenantId;
import live.core.Uuid7;
import live.core.event.Events;
import live.core.event.NewEvent;
import live.lib.sql.Database;
import live.lib.sql.Sql;
import live.routing.RoutingListener.Change;
import live.routing.RoutingListener.State;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Lets interactions follow their work. When the work is done the interaction closes; what its party wrote after the agent
 * was done with it has nobody, so it becomes a new interaction at once.
 */
@Component(service = WorkStore.class)
public final class WorkStore {
    private final Database database;
    private final Events events;
    private final Clock clock;

    @Activate
    public WorkStore(@Reference ChannelsDatabase database, @Reference Events events, @Reference Clock clock) {
        this.database = database.database();
        this.events = events;
        this.clock = clock;
    }

    private record Open(UUID conversation, Optional<UUID> owner, Optional<Instant> finishedAt, String state) {}

    /** Applies a change of routing. Returns whether new work came of it. Idempotent. */
    public boolean follow(Change change) {
        boolean work = database.change(connection -> {
            TenantId tenant = change.tenant();
            Optional<Open> open = open(connection, tenant, change.interaction());
            if (open.isEmpty()) {
                return false;
            }
            Principal actor = change.agent()
                    .map(agent -> new Principal(tenant, agent, "", java.util.Set.of()))
                    .orElse(Principal.system(tenant, "routing"));
            if (change.state() == State.DONE || change.state() == State.CANCELLED) {
                Instant finished = open.get().finishedAt.orElse(change.at());
                return close(connection, actor, change.interaction(), open.get(), finished, change.reason());
            }
            move(connection, change);
            events.append(
                    connection,
                    List.of(ChannelEvents.changed(
                            actor, change.interaction(), change.state().name())));
            return false;
        });
        events.committed();
        return work;
    }

    /** Closes an interaction at somebody's word. Returns whether new work came of it. */
    public boolean close(Principal actor, InteractionId interaction, String outcome) {
        boolean work = database.change(connection -> {
            Optional<Open> open = open(connection, actor.tenant(), interaction);
            return open.isPresent() && close(connection, actor, interaction, open.get(), clock.instant(), outcome);
        });
        events.committed();
        return work;
    }

    /** Locks the conversation first, as the ledger does, then reads. */
    private static Optional<Open> open(Connection connection, TenantId tenant, InteractionId interaction)
            throws SQLException {
        Sql.on(
                        connection,
                        """
                select id from channels.conversation where tenant = ? and id =
                    (select conversation from channels.interaction where tenant = ? and id = ?) for update
                """)
                .with(tenant.value(), tenant.value(), interaction.value())
                .run();
        return Sql.on(
                        connection,
                        """
                select conversation, owner, finished_at, state from channels.interaction
                where tenant = ? and id = ? and closed_at is null for update
                """)
                .with(tenant.value(), interaction.value())
                .first(row -> new Open(
                        row.uuid("conversation"),
                        row.uuidIfAny("owner"),
                        row.instantIfAny("finished_at"),
                        row.text("state")));
    }

    private static void move(Connection connection, Change change) throws SQLException {
        boolean owned = change.state() == State.ASSIGNED || change.state() == State.WRAP_UP;
        Sql.on(
                        connection,
                        """
                update channels.interaction set state = ?, queue = ?, owner = ?::uuid, finished_at = ?::timestamptz
                where tenant = ? and id = ?
                """)
                .with(
                        change.state().name(),
                        change.queue().value(),
                        owned ? change.agent().map(agent -> agent.value()).orElse(null) : null,
                        change.state() == State.WRAP_UP ? change.at() : null,
                        change.tenant().value(),
                        change.interaction().value())
                .update();
    }

    private boolean close(
            Connection connection,
            Principal actor,
            InteractionId interaction,
            Open open,
            Instant finished,
            String outcome)
            throws SQLException {
        TenantId tenant = actor.tenant();
        List<NewEvent> news = new ArrayList<>();
        Sql.on(
                        connection,
                        """
                update channels.interaction set state = 'CLOSED', closed_at = ?, outcome = ?, unread = 0
                where tenant = ? and id = ?
                """)
                .with(clock.instant(), outcome, tenant.value(), interaction.value())
                .update();
        Sql.on(
                        connection,
                        """
                update channels.conversation set open_interaction = null
                where tenant = ? and id = ? and open_interaction = ?
                """)
                .with(tenant.value(), open.conversation, interaction.value())
                .update();
        news.add(ChannelEvents.closed(actor, interaction));
        List<UUID> late = Sql.on(
                        connection,
                        """
                select id from channels.message
                where tenant = ? and interaction = ? and direction = 'IN' and nature = 'PERSONAL' and at > ?
                """)
                .with(tenant.value(), interaction.value(), finished)
                .list(row -> row.uuid("id"));
        if (!late.isEmpty()) {
            InteractionId next = follow(connection, tenant, interaction, open, late);
            news.add(ChannelEvents.recorded(Principal.system(tenant, "channels"), next));
        }
        events.append(connection, news);
        return !late.isEmpty();
    }

    /** Opens the next interaction of a conversation with messages that came too late for the one before. */
    private InteractionId follow(
            Connection connection, TenantId tenant, InteractionId closed, Open open, List<UUID> late)
            throws SQLException {
        InteractionId next = new InteractionId(Uuid7.next());
        Instant now = clock.instant();
        Sql.on(
                        connection,
                        """
                insert into channels.interaction (tenant, id, conversation, channel, medium, party_kind, party_value,
                    party_name, person, subject, queue, state, unread, opened_at, last_at)
                select tenant, ?, conversation, channel, medium, party_kind, party_value, party_name, person, subject,
                    queue, 'WAITING', ?, ?, ? from channels.interaction where tenant = ? and id = ?
                """)
                .with(next.value(), late.size(), now, now, tenant.value(), closed.value())
                .update();
        Sql.on(connection, "update channels.message set interaction = ? where tenant = ? and id = any(?)")
                .with(next.value(), tenant.value())
                .array("uuid", late)
                .update();
        Sql.on(
                        connection,
                        """
                update channels.conversation set open_interaction = ?, last_interaction = ? where tenant = ? and id = ?
                """)
                .with(next.value(), next.value(), tenant.value(), open.conversation)
                .update();
        Sql.on(
                        connection,
                        """
                insert into channels.dispatch (tenant, interaction, medium, queue, priority, skills, preferred, enqueued_at)
                select tenant, id, medium, queue, 5, '{}', ?::uuid, ? from channels.interaction where tenant = ? and id = ?
                """)
                .with(open.owner.orElse(null), now, tenant.value(), next.value())
                .update();
        return next;
    }
}
