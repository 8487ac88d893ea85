// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import live.core.InteractionId;
import live.core.QueueId;
import live.core.SkillId;
import live.core.TenantId;
import live.core.TicketId;
import live.core.UserId;
import live.lib.sql.Database;
import live.lib.sql.Sql;
import live.routing.Skill;
import live.ticketing.Interaction;
import live.ticketing.Tickets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Contacts on their way to a ticket and, if they are work, into a queue. */
@Component(service = DispatchStore.class)
public final class DispatchStore {
    private final Database database;

    @Activate
    public DispatchStore(@Reference ChannelsDatabase database) {
        this.database = database.database();
    }

    /**
     * A contact that ticketing or routing has not heard of yet.
     *
     * @param ticket present once ticketing has answered
     * @param attention whether routing is to hear of it at all
     */
    public record Pending(
            Interaction interaction,
            QueueId queue,
            int priority,
            Map<SkillId, Integer> skills,
            Optional<UserId> preferred,
            Optional<TicketId> ticket,
            Tickets.Attention attention,
            Instant enqueuedAt) {
        public Set<Skill> requirements() {
            return skills.entrySet().stream()
                    .map(entry -> new Skill(entry.getKey(), entry.getValue()))
                    .collect(Collectors.toSet());
        }
    }

    /** The oldest ones of every tenant, except those given. */
    public List<Pending> pending(int limit, Set<InteractionId> except) {
        return database.read(connection -> Sql.on(
                        connection,
                        """
                        select d.tenant, d.queue as to_queue, d.priority, d.skills, d.preferred, d.ticket as to_ticket,
                            d.attention, d.enqueued_at, i.id, i.conversation, i.channel, i.medium, i.party_kind, i.party_value,
                            i.party_name, i.person, i.subject, i.queue, i.ticket, i.state, i.owner, i.unread, i.opened_at,
                            i.last_at, i.closed_at
                        from channels.dispatch d
                        -- limited, so that it is looked up by its key, whatever the planner believes about a new table
                        cross join lateral (select * from channels.interaction i
                            where i.tenant = d.tenant and i.id = d.interaction limit 1) i
                        where d.interaction <> all(?)
                        order by d.position limit ?
                        """)
                .array("uuid", except.stream().map(InteractionId::value).toList())
                .with(limit)
                .list(row -> new Pending(
                        InteractionStore.standing(new TenantId(row.uuid("tenant")), row)
                                .interaction(),
                        new QueueId(row.uuid("to_queue")),
                        row.number("priority"),
                        Skills.read(row.text("skills")),
                        row.uuidIfAny("preferred").map(UserId::new),
                        row.uuidIfAny("to_ticket").map(TicketId::new),
                        Tickets.Attention.valueOf(row.text("attention")),
                        row.instant("enqueued_at"))));
    }

    /** Remembers what ticketing answered, so that it need not be asked again. Lazily: it would answer the same. */
    public void placed(TenantId tenant, List<Tickets.Place> places) {
        database.changeLazily(connection -> {
            List<UUID> ids =
                    places.stream().map(place -> place.interaction().value()).toList();
            List<UUID> tickets =
                    places.stream().map(place -> place.ticket().value()).toList();
            Sql.on(
                            connection,
                            """
                    update channels.dispatch d set ticket = a.ticket, preferred = a.preferred, priority = a.priority,
                        queue = coalesce(a.queue, d.queue)
                    from unnest(?, ?, ?, ?, ?) as a(interaction, ticket, preferred, queue, priority)
                    where d.tenant = ? and d.interaction = a.interaction and d.interaction = any(?)
                    """)
                    .array("uuid", ids)
                    .array("uuid", tickets)
                    .array(
                            "uuid",
                            places.stream()
                                    .map(place -> place.preferredAgent()
                                            .map(UserId::value)
                                            .orElse(null))
                                    .toList())
                    .array(
                            "uuid",
                            places.stream()
                                    .map(place ->
                                            place.queue().map(QueueId::value).orElse(null))
                                    .toList())
                    .array("int4", places.stream().map(Tickets.Place::priority).toList())
                    .with(tenant.value())
                    .array("uuid", ids)
                    .update();
            Sql.on(
                            connection,
                            """
                    update channels.interaction i set ticket = a.ticket, queue = coalesce(a.queue, i.queue)
                    from unnest(?, ?, ?) as a(interaction, ticket, queue)
                    where i.tenant = ? and i.id = a.interaction and i.id = any(?)
                    """)
                    .array("uuid", ids)
                    .array("uuid", tickets)
                    .array(
                            "uuid",
                            places.stream()
                                    .map(place ->
                                            place.queue().map(QueueId::value).orElse(null))
                                    .toList())
                    .with(tenant.value())
                    .array("uuid", ids)
                    .update();
            return true;
        });
    }

    /** Forgets what routing has taken over. Lazily: routing knows what it was told before. */
    public void done(TenantId tenant, List<InteractionId> interactions) {
        database.read(connection -> Sql.on(
                        connection,
                        """
                        delete from channels.dispatch
                        using (select set_config('synchronous_commit', 'off', true)) as lazily
                        where tenant = ? and interaction = any(?)
                        """)
                .with(tenant.value())
                .array("uuid", interactions.stream().map(InteractionId::value).toList())
                .update());
    }

    /** How many wait, and since when. */
    public record Backlog(long waiting, Optional<Instant> since) {}

    public Backlog backlog() {
        return database.read(connection -> Sql.on(
                        connection, "select count(*) as n, min(enqueued_at) as since from channels.dispatch")
                .first(row -> new Backlog(row.big("n"), row.instantIfAny("since")))
                .orElse(new Backlog(0, Optional.empty())));
    }
}
