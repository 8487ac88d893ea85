// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import live.channel.Delivery;
import live.core.ChannelId;
import live.core.ExternalId;
import live.core.MessageId;
import live.core.TenantId;
import live.core.event.Events;
import live.lib.sql.Database;
import live.lib.sql.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Receipts of messages sent earlier, and the names that others know our messages by. */
@Component(service = ReceiptStore.class)
public final class ReceiptStore {
    /** How long a receipt waits for the message that it is about. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Database database;
    private final OutboxStore outbox;
    private final Events events;
    private final Clock clock;

    @Activate
    public ReceiptStore(
            @Reference ChannelsDatabase database,
            @Reference OutboxStore outbox,
            @Reference Events events,
            @Reference Clock clock) {
        this.database = database.database();
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
    }

    /** Applies a receipt, or holds it until its message is known. */
    public void receive(TenantId tenant, ChannelId channel, ExternalId id, Delivery delivery) {
        database.act(connection -> {
            OutboxStore.lock(connection, channel, id);
            Optional<MessageId> message = find(connection, tenant, channel, id);
            if (message.isPresent()) {
                outbox.apply(connection, tenant, channel, message.get(), delivery);
            } else {
                hold(connection, tenant, channel, id, delivery);
            }
        });
        events.committed();
    }

    public void receive(TenantId tenant, ChannelId channel, MessageId message, Delivery delivery) {
        database.act(connection -> outbox.apply(connection, tenant, channel, message, delivery));
        events.committed();
    }

    /** The ids among those given that the account has sent or taken. */
    public List<ExternalId> known(TenantId tenant, ChannelId channel, List<ExternalId> ids) {
        return database.read(connection -> Sql.on(
                        connection,
                        "select distinct id from channels.external_id where tenant = ? and channel = ? and id = any(?)")
                .with(tenant.value(), channel.toString())
                .array("text", ids.stream().map(ExternalId::value).toList())
                .list(row -> new ExternalId(row.text("id"))));
    }

    /** Forgets receipts that waited in vain. */
    public int expire() {
        return database.read(connection ->
                // Of every tenant: time passes for all.
                Sql.on(connection, "delete from channels.receipt where held_at < ?")
                        .with(clock.instant().minus(PATIENCE))
                        .update());
    }

    private static Optional<MessageId> find(Connection connection, TenantId tenant, ChannelId channel, ExternalId id)
            throws SQLException {
        return Sql.on(
                        connection,
                        "select message from channels.external_id where tenant = ? and channel = ? and id = ? limit 1")
                .with(tenant.value(), channel.toString(), id.value())
                .first(row -> new MessageId(row.uuid("message")));
    }

    private void hold(Connection connection, TenantId tenant, ChannelId channel, ExternalId id, Delivery delivery)
            throws SQLException {
        Sql.on(
                        connection,
                        """
                insert into channels.receipt (tenant, channel, id, delivery, held_at) values (?, ?, ?, ?::jsonb, ?)
                on conflict (tenant, channel, id) do update set delivery = excluded.delivery
                """)
                .with(tenant.value(), channel.toString(), id.value(), Deliveries.json(delivery), clock.instant())
                .update();
    }
}
