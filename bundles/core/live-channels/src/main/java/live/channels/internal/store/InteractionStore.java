// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import live.core.ChannelId;
import live.core.InteractionId;
import live.core.PersonId;
import live.core.TenantId;
import live.core.UserId;
import live.lib.sql.Database;
import live.lib.sql.Row;
import live.lib.sql.Sql;
import live.ticketing.Interaction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads interactions. */
@Component(service = InteractionStore.class)
public final class InteractionStore {
    private static final String COLUMNS =
            "id, conversation, channel, medium, party_kind, party_value, party_name, person,"
                    + " subject, queue, ticket, state, owner, unread, opened_at, last_at, closed_at";

    private final Database database;

    @Activate
    public InteractionStore(@Reference ChannelsDatabase database) {
        this.database = database.database();
    }

    /** An interaction with how its work is doing. */
    public record Standing(
            Interaction interaction,
            Optional<UUID> queue,
            Optional<UUID> ticket,
            String state,
            Optional<UserId> owner,
            int unread,
            Instant lastAt) {
        public UUID conversation() {
            return UUID.fromString(interaction.conversation());
        }
    }

    public Optional<Standing> get(TenantId tenant, InteractionId interaction) {
        return database.read(connection -> get(connection, tenant, interaction));
    }

    /** What an interaction belongs to: its account, and the account's key of the conversation. */
    public record Thread(ChannelId channel, String key) {}

    public Optional<Thread> thread(TenantId tenant, InteractionId interaction) {
        return database.read(connection -> Sql.on(
                        connection,
                        """
                        select c.channel, c.key from channels.interaction i
                        join channels.conversation c on c.tenant = i.tenant and c.id = i.conversation
                        where i.tenant = ? and i.id = ? and i.channel is not null
                        """)
                .with(tenant.value(), interaction.value())
                .first(row -> new Thread(ChannelId.of(row.text("channel")), row.text("key"))));
    }

    static Optional<Standing> get(Connection connection, TenantId tenant, InteractionId interaction)
            throws SQLException {
        return Sql.on(connection, "select " + COLUMNS + " from channels.interaction where tenant = ? and id = ?")
                .with(tenant.value(), interaction.value())
                .first(row -> standing(tenant, row));
    }

    public List<Standing> list(TenantId tenant, List<InteractionId> interactions) {
        return database.read(connection -> Sql.on(
                        connection, "select " + COLUMNS + " from channels.interaction where tenant = ? and id = any(?)")
                .with(tenant.value())
                .array("uuid", interactions.stream().map(InteractionId::value).toList())
                .list(row -> standing(tenant, row)));
    }

    /** The open interactions that an agent owns. */
    public List<Standing> owned(TenantId tenant, UserId owner) {
        return database.read(connection -> Sql.on(
                        connection,
                        "select " + COLUMNS + " from channels.interaction where tenant = ? and owner = ?"
                                + " and closed_at is null order by last_at desc limit 200")
                .with(tenant.value(), owner.value())
                .list(row -> standing(tenant, row)));
    }

    /** Marks what came in as seen. Returns whether anything changed. */
    public boolean read(TenantId tenant, InteractionId interaction) {
        return database.read(connection -> Sql.on(
                                connection,
                                "update channels.interaction set unread = 0"
                                        + " where tenant = ? and id = ? and unread > 0")
                        .with(tenant.value(), interaction.value())
                        .update())
                > 0;
    }

    static Standing standing(TenantId tenant, Row row) throws SQLException {
        UUID id = row.uuid("id");
        return new Standing(
                new Interaction(
                        tenant,
                        new InteractionId(id),
                        row.textIfAny("channel").map(ChannelId::of),
                        row.text("medium"),
                        row.uuid("conversation").toString(),
                        PersonStore.party(row),
                        row.uuidIfAny("person").map(PersonId::new),
                        row.text("subject"),
                        row.instant("opened_at"),
                        row.instantIfAny("closed_at")),
                row.uuidIfAny("queue"),
                row.uuidIfAny("ticket"),
                row.text("state"),
                row.uuidIfAny("owner").map(UserId::new),
                row.number("unread"),
                row.instant("last_at"));
    }
}
