// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import live.core.LiveException;
import live.core.TenantId;
import live.core.UserId;
import live.lib.sql.Database;
import live.lib.sql.Sql;

/** What single agents handle at once where that is not what everybody does. Thread-safe. */
public final class Capacities {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;

    /**
     * What is said of one agent.
     *
     * @param version raised by each change; 0 if there never was one
     * @param units by medium; of a medium that is not there he handles as much as everybody
     */
    public record Own(long version, Map<String, Integer> units) {
        public static final Own NOTHING = new Own(0, Map.of());
    }

    public Capacities(DataSource source) {
        database = new Database(source);
    }

    public Map<UserId, Own> all(TenantId tenant) {
        Map<UserId, Own> all = new HashMap<>();
        database.read(connection -> Sql.on(
                                connection, "select agent, version, units from routing.capacity where tenant = ?")
                        .with(tenant.value())
                        .list(row -> Map.entry(
                                new UserId(row.uuid("agent")), new Own(row.big("version"), read(row.text("units"))))))
                .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    public Own of(TenantId tenant, UserId agent) {
        return database.read(connection -> Sql.on(
                        connection, "select version, units from routing.capacity where tenant = ? and agent = ?")
                .with(tenant.value(), agent.value())
                .first(row -> new Own(row.big("version"), read(row.text("units"))))
                .orElse(Own.NOTHING));
    }

    /**
     * Says something else of an agent than what was said with that version.
     *
     * @return whether it is stored; if not, somebody was quicker
     */
    public boolean replace(TenantId tenant, UserId agent, Own own, Queues.Beside beside) {
        return database.change(connection -> {
            boolean stored = Sql.on(
                                    connection,
                                    """
                            insert into routing.capacity as present (tenant, agent, version, units)
                            select ?, ?, 1, ?::jsonb where ? = 0 or exists
                              (select from routing.capacity where tenant = ? and agent = ?)
                            on conflict (tenant, agent) do update
                              set version = present.version + 1, units = excluded.units
                              where present.version = ?""")
                            .with(tenant.value(), agent.value(), write(own.units()), own.version())
                            .with(tenant.value(), agent.value(), own.version())
                            .update()
                    == 1;
            if (stored) {
                beside.in(connection);
            }
            return stored;
        });
    }

    private static Map<String, Integer> read(String json) {
        try {
            return JSON.readValue(json, new TypeReference<TreeMap<String, Integer>>() {});
        } catch (JsonProcessingException e) {
            throw new LiveException("routing.capacity.unreadable", "a stored capacity could not be read", e);
        }
    }

    private static String write(Map<String, Integer> units) {
        try {
            return JSON.writeValueAsString(units);
        } catch (JsonProcessingException e) {
            throw new LiveException("routing.capacity.unwritable", "a capacity could not be written", e);
        }
    }
}
