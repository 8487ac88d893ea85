// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import live.core.LiveException;
import live.core.QueueId;
import live.core.TenantId;
import live.core.UserId;
import live.lib.sql.Database;
import live.lib.sql.Row;
import live.lib.sql.Sql;

/** The rules that are tried beside those that hold, of all tenants. Thread-safe. */
public final class ShadowTable {
    private static final int MOST = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;

    public ShadowTable(DataSource source) {
        database = new Database(source);
    }

    /**
     * Begins one. One whose runner has not been heard of for {@code silence} is taken for ended.
     *
     * @return whether none is running
     */
    public boolean begin(TenantId tenant, ShadowRules shadow, Duration silence, Queues.Beside beside) {
        return database.change(connection -> {
            Sql.on(
                            connection,
                            """
                            update routing.shadow set state = 'stopped', reason = 'restart'
                            where tenant = ? and state = 'running'
                              and heard < clock_timestamp() - ? * interval '1 millisecond'""")
                    .with(tenant.value(), silence.toMillis())
                    .update();
            Sql insert = Sql.on(
                            connection,
                            """
                            insert into routing.shadow (tenant, id, name, state, queues, actor)
                            values (?, ?, ?, 'running', ?::jsonb, ?::uuid) on conflict do nothing""")
                    .with(tenant.value(), shadow.id(), shadow.name(), write(shadow.queues()));
            if (shadow.by().isPresent()) {
                insert.with(shadow.by().get().value());
            } else {
                insert.withNull(Types.OTHER);
            }
            boolean begun = insert.update() == 1;
            if (begun) {
                beside.in(connection);
            }
            return begun;
        });
    }

    /** Its runner is there, and this is what it knows. Answers whether it shall go on. */
    public boolean heard(TenantId tenant, UUID id, String comparison) {
        return database.change(connection -> Sql.on(
                                connection,
                                """
                        update routing.shadow set heard = clock_timestamp(), comparison = ?::jsonb
                        where tenant = ? and id = ? and state = 'running'""")
                        .with(comparison, tenant.value(), id)
                        .update()
                == 1);
    }

    /** Comes from one of some states to another one; false if it is in none of these. */
    public boolean move(
            TenantId tenant,
            UUID id,
            List<ShadowRules.State> from,
            ShadowRules.State to,
            String reason,
            Queues.Beside beside) {
        return database.change(connection -> {
            boolean moved = Sql.on(
                                    connection,
                                    """
                            update routing.shadow set state = ?, reason = ?
                            where tenant = ? and id = ? and state = any (?)""")
                            .with(to.code(), reason, tenant.value(), id)
                            .array(
                                    "text",
                                    from.stream().map(ShadowRules.State::code).toList())
                            .update()
                    == 1;
            if (moved) {
                beside.in(connection);
            }
            return moved;
        });
    }

    /** The newest, newest first. */
    public List<ShadowRules> all(TenantId tenant) {
        return database.read(connection -> Sql.on(
                        connection, "select * from routing.shadow where tenant = ? order by began desc limit ?")
                .with(tenant.value(), MOST)
                .list(ShadowTable::read));
    }

    public Optional<ShadowRules> find(TenantId tenant, UUID id) {
        return database.read(
                connection -> Sql.on(connection, "select * from routing.shadow where tenant = ? and id = ?")
                        .with(tenant.value(), id)
                        .first(ShadowTable::read));
    }

    private static ShadowRules read(Row row) throws SQLException {
        TenantId tenant = new TenantId(row.uuid("tenant"));
        List<QueueDefinition> queues = new ArrayList<>();
        for (JsonNode queue : tree(row.text("queues"))) {
            queues.add(QueueDocument.read(
                    tenant,
                    QueueId.of(queue.path("id").asText()),
                    queue.path("version").asLong(),
                    queue.path("rules").toString()));
        }
        return new ShadowRules(
                row.uuid("id"),
                row.text("name"),
                ShadowRules.State.of(row.text("state")),
                row.text("reason"),
                row.instant("began"),
                row.instant("heard"),
                row.uuidIfAny("actor").map(UserId::new),
                queues,
                row.text("comparison"));
    }

    private static String write(List<QueueDefinition> queues) {
        ArrayNode all = JSON.createArrayNode();
        queues.forEach(queue -> all.addObject()
                .put("id", queue.id().toString())
                .put("version", queue.version())
                .set("rules", tree(QueueDocument.write(queue))));
        return all.toString();
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new LiveException("routing.shadow.unreadable", "Stored rules could not be read", e);
        }
    }
}
