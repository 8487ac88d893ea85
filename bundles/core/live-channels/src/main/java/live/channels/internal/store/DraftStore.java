// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import live.core.InteractionId;
import live.core.KeyId;
import live.core.Principal;
import live.core.store.Keys;
import live.lib.sql.Database;
import live.lib.sql.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What users have begun to write: one text each per contact, encrypted as the messages are. */
@Component(service = DraftStore.class)
public final class DraftStore {
    private final Database database;
    private final ContactLedger contacts;
    private final Keys keys;
    private final Clock clock;

    @Activate
    public DraftStore(
            @Reference ChannelsDatabase database,
            @Reference ContactLedger contacts,
            @Reference Keys keys,
            @Reference Clock clock) {
        this.database = database.database();
        this.contacts = contacts;
        this.keys = keys;
        this.clock = clock;
    }

    /** A draft as JSON, and when it was stored. */
    public record Draft(String json, Instant updatedAt) {}

    public Optional<Draft> get(Principal author, InteractionId interaction) {
        return database.read(connection -> Sql.on(
                        connection,
                        """
                        select key_id, sealed, updated_at from channels.draft
                        where tenant = ? and author = ? and interaction = ?
                        """)
                .with(author.tenant().value(), author.user().value(), interaction.value())
                .first(row -> new Draft(
                        new String(
                                keys.decrypt(
                                        new KeyId(row.uuid("key_id")),
                                        context(author, interaction),
                                        row.bytes("sealed")),
                                StandardCharsets.UTF_8),
                        row.instant("updated_at"))));
    }

    public Instant put(Principal author, InteractionId interaction, String json) {
        Instant now = clock.instant();
        KeyId key = contacts.key(author.tenant(), Optional.of(interaction));
        byte[] sealed = keys.encrypt(key, context(author, interaction), json.getBytes(StandardCharsets.UTF_8));
        database.act(connection -> Sql.on(
                        connection,
                        """
                insert into channels.draft (tenant, author, interaction, key_id, sealed, updated_at)
                values (?, ?, ?, ?, ?, ?) on conflict (tenant, author, interaction) do update
                set key_id = excluded.key_id, sealed = excluded.sealed, updated_at = excluded.updated_at
                """)
                .with(author.tenant().value(), author.user().value(), interaction.value(), key.value(), sealed, now)
                .update());
        return now;
    }

    public void delete(Principal author, InteractionId interaction) {
        database.act(connection -> Sql.on(
                        connection, "delete from channels.draft where tenant = ? and author = ? and interaction = ?")
                .with(author.tenant().value(), author.user().value(), interaction.value())
                .update());
    }

    private static byte[] context(Principal author, InteractionId interaction) {
        return Seals.context(author.user().value(), interaction.value());
    }
}
