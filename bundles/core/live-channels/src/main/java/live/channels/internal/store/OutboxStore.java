// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import live.channel.Delivery;
import live.core.ChannelId;
import live.core.ExternalId;
import live.core.InteractionId;
import live.core.MessageId;
import live.core.Principal;
import live.core.TenantId;
import live.core.UserId;
import live.core.event.Events;
import live.core.event.NewEvent;
import live.core.notice.Notice;
import live.lib.sql.Database;
import live.lib.sql.Sql;
import live.ticketing.Message;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Messages on their way out. A message is marked as being sent, durably, before the channel hears of it; whatever is
 * found so marked by a process that does not send it has an unknown outcome.
 */
@Component(service = OutboxStore.class)
public final class OutboxStore {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofDays(1);

    private final Database database;
    private final MessageStore messages;
    private final Events events;
    private final Clock clock;

    @Activate
    public OutboxStore(
            @Reference ChannelsDatabase database,
            @Reference MessageStore messages,
            @Reference Events events,
            @Reference Clock clock) {
        this.database = database.database();
        this.messages = messages;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What has not left yet.
     *
     * @param oldest since when the oldest of them waits
     */
    public record Backlog(long messages, Instant oldest) {}

    /** By account, of all tenants; an account with nothing is missing. */
    public Map<String, Backlog> backlogs() {
        Map<String, Backlog> found = new HashMap<>();
        database.read(connection -> Sql.on(
                        connection,
                        "select channel, count(*) as n, min(queued_at) as oldest from channels.outbox"
                                + " where tenant is not null group by channel")
                .list(row -> found.put(row.text("channel"), new Backlog(row.big("n"), row.instant("oldest")))));
        return found;
    }

    /**
     * Takes the next messages of an account to send, and marks them.
     *
     * @param limit at most this many; of one conversation never more than one
     */
    public List<StoredOutbound> take(TenantId tenant, ChannelId channel, int limit) {
        List<StoredOutbound> taken = database.change(connection -> {
            List<Due> due = Sql.on(
                            connection,
                            """
                    update channels.outbox o set state = 'SENDING', attempt = o.attempt + 1
                    from (select c.tenant, c.message from channels.outbox c
                          where c.tenant = ? and c.channel = ? and c.state = 'QUEUED' and c.next_at <= ?
                            and not exists (select 1 from channels.outbox p where p.tenant = c.tenant
                                and p.conversation = c.conversation and p.position < c.position)
                          order by c.position limit ? for update) d
                    where o.tenant = d.tenant and o.message = d.message
                    returning o.message, o.position, o.conversation, o.attempt, o.queued_at
                    """)
                    .with(tenant.value(), channel.toString(), clock.instant(), limit)
                    .list(row -> new Due(
                            new MessageId(row.uuid("message")),
                            row.big("position"),
                            row.uuid("conversation"),
                            row.number("attempt"),
                            row.instant("queued_at")));
            List<StoredOutbound> outbound = new ArrayList<>();
            for (Due one : due.stream()
                    .sorted(java.util.Comparator.comparingLong(Due::position))
                    .toList()) {
                outbound.add(outbound(connection, tenant, one));
            }
            return outbound;
        });
        if (!taken.isEmpty()) {
            events.committed();
        }
        return taken;
    }

    private record Due(MessageId message, long position, UUID conversation, int attempt, Instant queuedAt) {}

    private record Place(String key, long position) {}

    private StoredOutbound outbound(Connection connection, TenantId tenant, Due due) throws SQLException {
        InteractionId interaction = state(connection, tenant, due.message, Message.State.SENDING, "")
                .orElseThrow(() -> new SQLException("an outbox row without its message", "23503"));
        Place place = Sql.on(
                        connection,
                        """
                select c.key, m.position from channels.message m
                join channels.conversation c on c.tenant = m.tenant and c.id = m.conversation
                where m.tenant = ? and m.id = ?
                """)
                .with(tenant.value(), due.message.value())
                .first(row -> new Place(row.text("key"), row.big("position")))
                .orElseThrow();
        MessageBody body = messages.body(connection, tenant, due.message).orElseThrow();
        return new StoredOutbound(
                due.message,
                interaction,
                place.position,
                place.key,
                body,
                messages.references(connection, tenant, due.conversation),
                due.attempt - 1,
                due.queuedAt);
    }

    /** When the next message of an account is due, if any waits. */
    public Optional<Instant> nextDue(TenantId tenant, ChannelId channel) {
        return database.read(connection -> Sql.on(
                        connection,
                        "select min(next_at) as next_at from channels.outbox where tenant = ? and channel = ?"
                                + " and state = 'QUEUED'")
                .with(tenant.value(), channel.toString())
                .first(row -> row.instantIfAny("next_at"))
                .flatMap(next -> next));
    }

    /** How many messages of an account wait. */
    public long waiting(TenantId tenant, ChannelId channel) {
        return database.read(connection -> Sql.on(
                        connection, "select count(*) as n from channels.outbox where tenant = ? and channel = ?")
                .with(tenant.value(), channel.toString())
                .first(row -> row.big("n"))
                .orElse(0L));
    }

    /** What an account was sending when the process that did so ended: nobody knows whether it went out. */
    public int orphaned(TenantId tenant, ChannelId channel) {
        List<MessageId> orphans = database.read(connection -> Sql.on(
                        connection,
                        "select message from channels.outbox where tenant = ? and channel = ? and state = 'SENDING'")
                .with(tenant.value(), channel.toString())
                .list(row -> new MessageId(row.uuid("message"))));
        orphans.forEach(orphan -> sent(
                tenant,
                channel,
                orphan,
                new Delivery.Unknown("the platform stopped while the message was on its way")));
        return orphans.size();
    }

    /**
     * Gives up what has waited for longer than anybody is patient because its account is stopped or gone: the agent is to
     * know. What an account that works tries again is given up by its own tries.
     *
     * @return how many were given up
     */
    public int expire() {
        List<Waiting> late = database.read(connection -> Sql.on(
                        connection,
                        // Of every tenant: time passes for all.
                        "select tenant, message, channel from channels.outbox where state = 'QUEUED' and queued_at < ?"
                                + " and next_at < ? order by position limit 500")
                .with(clock.instant().minus(PATIENCE), clock.instant().minus(LONGEST_PAUSE))
                .list(row -> new Waiting(
                        new TenantId(row.uuid("tenant")),
                        ChannelId.of(row.text("channel")),
                        new MessageId(row.uuid("message")))));
        late.forEach(one -> sent(
                one.tenant,
                one.channel,
                one.message,
                new Delivery.Failed(
                        "channels.send.expired", "Its account was stopped, or is gone, for more than a day.", false)));
        return late.size();
    }

    private record Waiting(TenantId tenant, ChannelId channel, MessageId message) {}

    /** Stores how a send went, and takes the message out of the outbox unless it is to be tried again. */
    public void sent(TenantId tenant, ChannelId channel, MessageId message, Delivery delivery) {
        database.act(connection -> {
            if (delivery instanceof Delivery.Failed failed
                    && failed.retryable()
                    && retried(connection, tenant, message, failed)) {
                return;
            }
            apply(connection, tenant, channel, message, delivery);
            Sql.on(connection, "delete from channels.outbox where tenant = ? and message = ?")
                    .with(tenant.value(), message.value())
                    .update();
        });
        events.committed();
    }

    private boolean retried(Connection connection, TenantId tenant, MessageId message, Delivery.Failed failed)
            throws SQLException {
        Instant now = clock.instant();
        Optional<Instant> next = Sql.on(
                        connection, "select attempt, queued_at from channels.outbox where tenant = ? and message = ?")
                .with(tenant.value(), message.value())
                .first(row -> row.instant("queued_at").plus(PATIENCE).isAfter(now)
                        ? Optional.of(now.plus(pause(row.number("attempt"))))
                        : Optional.<Instant>empty())
                .flatMap(at -> at);
        if (next.isEmpty()) {
            return false;
        }
        Sql.on(connection, "update channels.outbox set state = 'QUEUED', next_at = ? where tenant = ? and message = ?")
                .with(next.get(), tenant.value(), message.value())
                .update();
        state(connection, tenant, message, Message.State.QUEUED, failed.code() + ": " + failed.reason());
        return true;
    }

    /** Half a minute, then twice as long each time, up to an hour. */
    static Duration pause(int attempt) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(Math.max(attempt - 1, 0), 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Applies a delivery to a message; states only ever move forward, whatever order receipts come in. */
    void apply(Connection connection, TenantId tenant, ChannelId channel, MessageId message, Delivery delivery)
            throws SQLException {
        if (delivery instanceof Delivery.Sent sent) {
            state(connection, tenant, message, Message.State.SENT, "");
            lock(connection, channel, sent.id());
            named(connection, tenant, channel, message, sent.id());
            receipts(connection, tenant, channel, message, sent.id());
        } else if (delivery instanceof Delivery.Delivered) {
            state(connection, tenant, message, Message.State.DELIVERED, "");
            arrived(connection, tenant, message);
        } else if (delivery instanceof Delivery.Read) {
            state(connection, tenant, message, Message.State.READ, "");
            arrived(connection, tenant, message);
        } else if (delivery instanceof Delivery.Failed failed) {
            state(connection, tenant, message, Message.State.FAILED, failed.code() + ": " + failed.reason());
        } else if (delivery instanceof Delivery.Unknown unknown) {
            state(connection, tenant, message, Message.State.UNKNOWN, unknown.reason());
        }
    }

    /** Whoever has it needs it sent no more, as when he fetched it himself. */
    private static void arrived(Connection connection, TenantId tenant, MessageId message) throws SQLException {
        Sql.on(connection, "delete from channels.outbox where tenant = ? and message = ?")
                .with(tenant.value(), message.value())
                .update();
    }

    /** A receipt and the answer of its own send may come at the same moment: the second one sees what the first one did. */
    static void lock(Connection connection, ChannelId channel, ExternalId id) throws SQLException {
        Sql.on(connection, "select pg_advisory_xact_lock(hashtextextended(?, 7))")
                .with(channel + " " + id)
                .run();
    }

    private static void named(
            Connection connection, TenantId tenant, ChannelId channel, MessageId message, ExternalId id)
            throws SQLException {
        Sql.on(
                        connection,
                        """
                insert into channels.external_id (tenant, source, id, channel, conversation, message)
                select tenant, ?, ?, ?, conversation, id from channels.message where tenant = ? and id = ?
                on conflict do nothing
                """)
                .with(channel.toString(), id.value(), channel.toString(), tenant.value(), message.value())
                .update();
    }

    private void receipts(Connection connection, TenantId tenant, ChannelId channel, MessageId message, ExternalId id)
            throws SQLException {
        List<String> held = Sql.on(
                        connection,
                        "delete from channels.receipt where tenant = ? and channel = ? and id = ? returning delivery")
                .with(tenant.value(), channel.toString(), id.value())
                .list(row -> row.text("delivery"));
        for (String delivery : held) {
            apply(connection, tenant, channel, message, Deliveries.read(delivery));
        }
    }

    /** Moves a message's state; the event goes with it. */
    Optional<InteractionId> state(
            Connection connection, TenantId tenant, MessageId message, Message.State state, String reason)
            throws SQLException {
        Optional<Written> written = Sql.on(
                        connection,
                        """
                update channels.message set state = ?, state_reason = ?
                where tenant = ? and id = ? and direction = 'OUT' and not (
                    state in ('DELIVERED', 'READ') and ? in ('QUEUED', 'SENDING', 'SENT', 'UNKNOWN')
                    or state = 'READ' and ? = 'DELIVERED')
                returning interaction, author
                """)
                .with(state.name(), cut(reason), tenant.value(), message.value(), state.name(), state.name())
                .first(row -> new Written(new InteractionId(row.uuid("interaction")), row.uuidIfAny("author")));
        if (written.isPresent()) {
            events.append(connection, news(Principal.system(tenant, "channels"), written.get(), message, state));
        }
        return written.map(Written::interaction);
    }

    private record Written(InteractionId interaction, Optional<UUID> author) {}

    /** The change, and, when it is bad news, word to whoever wrote the message. */
    private static List<NewEvent> news(Principal self, Written written, MessageId message, Message.State state) {
        List<NewEvent> news = new ArrayList<>();
        InteractionId interaction = written.interaction();
        news.add(ChannelEvents.state(self, interaction, message, state));
        if (state == Message.State.FAILED || state == Message.State.UNKNOWN) {
            written.author()
                    .map(author -> new Notice(
                            new UserId(author),
                            "channels.unsent",
                            "/inbox/" + interaction,
                            Map.of("message", message.toString(), "state", state.name())))
                    .ifPresent(notice -> news.add(notice.told(interaction.value(), self)));
        }
        return news;
    }

    private static String cut(String reason) {
        String clean = reason.replace('\0', ' ');
        return clean.length() <= 1_000 ? clean : clean.substring(0, 1_000);
    }
}
