// SPDX-License-Identifier: Apache-2.0
package live.personal.internal.store;

import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import live.core.Principal;
import live.core.web.Problem;
import live.lib.sql.Database;
import live.lib.sql.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What users set for themselves: values in JSON, by name. What a name means is known to the part that uses it. */
@Component(service = Preferences.class)
public final class Preferences {
    private static final int MOST = 100;

    private final Database database;
    private final Clock clock;

    @Activate
    public Preferences(@Reference PersonalDatabase database, @Reference Clock clock) {
        this.database = database.database();
        this.clock = clock;
    }

    /** All of a user's, by name. */
    public Map<String, String> of(Principal user) {
        Map<String, String> values = new TreeMap<>();
        database.read(connection -> Sql.on(
                                connection,
                                "select name, value from personal.preference where tenant = ? and user_id = ?")
                        .with(user.tenant().value(), user.user().value())
                        .list(row -> Map.entry(row.text("name"), row.text("value"))))
                .forEach(each -> values.put(each.getKey(), each.getValue()));
        return values;
    }

    /** Sets one; the last word counts. */
    public void put(Principal user, String name, String json) {
        database.act(connection -> {
            // One after the other for one user, so that the limit holds.
            Sql.on(connection, "select pg_advisory_xact_lock(hashtextextended(?, 11))")
                    .with(user.user().toString())
                    .run();
            int others = Sql.on(
                            connection,
                            "select count(*)::int as n from personal.preference where tenant = ? and user_id = ? and name <> ?")
                    .with(user.tenant().value(), user.user().value(), name)
                    .first(row -> row.number("n"))
                    .orElse(0);
            if (others >= MOST) {
                throw Problem.unprocessable(
                        "personal.preferences.many", "There are at most " + MOST + " preferences of one user.");
            }
            Sql.on(
                            connection,
                            """
                            insert into personal.preference (tenant, user_id, name, value, updated_at)
                            values (?, ?, ?, ?::jsonb, ?) on conflict (tenant, user_id, name)
                            do update set value = excluded.value, updated_at = excluded.updated_at
                            """)
                    .with(user.tenant().value(), user.user().value(), name, json, clock.instant())
                    .update();
        });
    }

    /** As by default again. */
    public void drop(Principal user, String name) {
        database.act(connection -> Sql.on(
                        connection, "delete from personal.preference where tenant = ? and user_id = ? and name = ?")
                .with(user.tenant().value(), user.user().value(), name)
                .update());
    }
}
