// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import live.core.ChannelId;
import live.core.Principal;
import live.core.QueueId;
import live.core.TenantId;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.lib.sql.Database;
import live.lib.sql.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What administrators decided about accounts. */
@Component(service = AccountStore.class)
public final class AccountStore {
    private final Database database;
    private final AuditTrail audit;

    @Activate
    public AccountStore(@Reference ChannelsDatabase database, @Reference AuditTrail audit) {
        this.database = database.database();
        this.audit = audit;
    }

    /** What an account is to do. */
    public enum Wish {
        RUNNING,
        /** Sends what it has, takes nothing new. */
        DRAINING,
        STOPPED
    }

    public Wish wish(TenantId tenant, ChannelId channel) {
        return database.read(
                connection -> Sql.on(connection, "select wish from channels.account where tenant = ? and channel = ?")
                        .with(tenant.value(), channel.toString())
                        .first(row -> Wish.valueOf(row.text("wish")))
                        .orElse(Wish.RUNNING));
    }

    public void wish(Principal actor, ChannelId channel, Wish wish) {
        database.act(connection -> {
            Sql.on(
                            connection,
                            """
                    insert into channels.account (tenant, channel, wish) values (?, ?, ?)
                    on conflict (tenant, channel) do update set wish = excluded.wish
                    """)
                    .with(actor.tenant().value(), channel.toString(), wish.name())
                    .update();
            audit.record(
                    connection,
                    new AuditEntry(
                            actor, "channels.account.change", "channel:" + channel, "{\"wish\":\"" + wish + "\"}"));
        });
    }

    /** The queues for what no rule fits, by account. */
    public Map<ChannelId, QueueId> defaultQueues(TenantId tenant) {
        Map<ChannelId, QueueId> queues = new HashMap<>();
        database.read(connection -> Sql.on(
                                connection,
                                """
                        select channel, default_queue from channels.account
                        where tenant = ? and default_queue is not null
                        """)
                        .with(tenant.value())
                        .list(row ->
                                Map.entry(ChannelId.of(row.text("channel")), new QueueId(row.uuid("default_queue")))))
                .forEach(entry -> queues.put(entry.getKey(), entry.getValue()));
        return queues;
    }

    public void defaultQueue(Principal actor, ChannelId channel, Optional<QueueId> queue) {
        database.act(connection -> {
            Sql.on(
                            connection,
                            """
                    insert into channels.account (tenant, channel, default_queue) values (?, ?, ?::uuid)
                    on conflict (tenant, channel) do update set default_queue = excluded.default_queue
                    """)
                    .with(
                            actor.tenant().value(),
                            channel.toString(),
                            queue.map(QueueId::value).orElse(null))
                    .update();
            audit.record(
                    connection,
                    new AuditEntry(
                            actor,
                            "channels.account.change",
                            "channel:" + channel,
                            "{\"defaultQueue\":\""
                                    + queue.map(QueueId::toString).orElse("") + "\"}"));
        });
    }
}
