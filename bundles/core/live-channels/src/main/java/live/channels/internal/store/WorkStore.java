// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import live.core.InteractionId;
import live.core.Principal;
import live.core.TenantId;
import live.core.UserId;
import live.core.Uuid7;
import live.core.event.Events;
import live.core.event.NewEvent;
import live.lib.sql.Database;
import live.lib.sql.Sql;
import live.routing.RoutingListener.Change;
import live.routing.RoutingListener.State;
import org.jspecify.annotations.Nullable;
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

    /** Applies changes of routing in one tenant, in order. Returns whether new work came of them. Idempotent. */
    public boolean follow(List<Change> changes) {
        boolean work = false;
        Map<InteractionId, Change> moves = new LinkedHashMap<>();
        for (Change change : changes) {
            if (change.state() == State.DONE || change.state() == State.CANCELLED) {
                // What became of the others stays in order with it.
                move(moves);
                moves.clear();
                work |= end(change);
            } else {
                moves.put(change.interaction(), change);
            }
        }
        move(moves);
        return work;
    }

    private boolean end(Change change) {
        boolean work = database.change(connection -> {
            Optional<Open> open = open(connection, change.tenant(), change.interaction());
            if (open.isEmpty()) {
                return false;
            }
            Instant finished = open.get().finishedAt.orElse(change.at());
            return close(connection, actor(change), change.interaction(), open.get(), finished, change.reason());
        });
        events.committed();
        return work;
    }

    private static Principal actor(Change change) {
        return change.agent()
                .map(agent -> new Principal(change.tenant(), agent, "", java.util.Set.of()))
                .orElse(Principal.system(change.tenant(), "routing"));
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

    /** Moves interactions to where their work is. Most are there already: the ledger itself put them into the queue. */
    private void move(Map<InteractionId, Change> moves) {
        if (moves.isEmpty()) {
            return;
        }
        List<Change> all = List.copyOf(moves.values());
        boolean moved = database.change(connection -> {
            List<NewEvent> news = move(connection, all).stream()
                    .map(interaction -> Objects.requireNonNull(moves.get(interaction)))
                    .map(change -> ChannelEvents.changed(
                            actor(change), change.interaction(), change.state().name()))
                    .toList();
            events.append(connection, news);
            return !news.isEmpty();
        });
        if (moved) {
            events.committed();
        }
    }

    /** Answers those that were elsewhere. */
    private static List<InteractionId> move(Connection connection, List<Change> changes) throws SQLException {
        UUID tenant = changes.get(0).tenant().value();
        List<UUID> ids =
                changes.stream().map(change -> change.interaction().value()).toList();
        return Sql.on(
                        connection,
                        """
                with wanted as materialized (
                    select * from unnest(?, ?, ?, ?, ?::timestamptz[], ?)
                        as a(id, state, queue, owner, finished_at, entry)),
                elsewhere as materialized (
                    -- locked in one order, so that two who meet wait for each other and never for ever
                    select a.* from channels.interaction i join wanted a on a.id = i.id
                    where i.tenant = ? and i.id = any(?) and i.closed_at is null and i.routed <= a.entry
                        and (i.state, i.queue, i.owner, i.finished_at)
                            is distinct from (a.state, a.queue, a.owner, a.finished_at)
                    order by i.id for update of i)
                update channels.interaction i
                set state = a.state, queue = a.queue, owner = a.owner, finished_at = a.finished_at, routed = a.entry
                from elsewhere a where i.tenant = ? and i.id = a.id
                returning i.id
                """)
                .array("uuid", ids)
                .array(
                        "text",
                        changes.stream().map(change -> change.state().name()).toList())
                .array(
                        "uuid",
                        changes.stream().map(change -> change.queue().value()).toList())
                .array("uuid", changes.stream().map(WorkStore::owner).toList())
                .array(
                        "text",
                        changes.stream()
                                .map(change -> change.state() == State.WRAP_UP ? change.at() : null)
                                .toList())
                .array("int8", changes.stream().map(Change::sequence).toList())
                .with(tenant)
                .array("uuid", ids)
                .with(tenant)
                .list(row -> new InteractionId(row.uuid("id")));
    }

    private static @Nullable UUID owner(Change change) {
        boolean owned = change.state() == State.ASSIGNED || change.state() == State.WRAP_UP;
        return owned ? change.agent().map(UserId::value).orElse(null) : null;
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
                    party_name, person, subject, queue, priority, skills, state, unread, opened_at, last_at)
                select tenant, ?, conversation, channel, medium, party_kind, party_value, party_name, person, subject,
                    queue, priority, skills, 'WAITING', ?, ?, ? from channels.interaction where tenant = ? and id = ?
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
                select tenant, id, medium, queue, priority, skills, ?::uuid, ? from channels.interaction where tenant = ? and id = ?
                """)
                .with(open.owner.orElse(null), now, tenant.value(), next.value())
                .update();
        return next;
    }
}
