// SPDX-License-Identifier: Apache-2.0
package live.personal.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import live.core.Principal;
import live.core.TenantId;
import live.core.UserId;
import live.core.event.Events;
import live.core.event.NewEvent;
import live.lib.sql.Database;
import live.lib.sql.Row;
import live.lib.sql.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What users were told: the newest of each, for a while. */
@Component(service = Notices.class)
public final class Notices {
    /** Something changed in what a user was told, which his browsers fetch anew; the aggregate is the user. */
    public static final String CHANGED = "personal.notices.changed";

    private static final int MOST = 200;
    private static final Duration KEPT = Duration.ofDays(30);

    private final Database database;
    private final Events events;
    private final Clock clock;

    @Activate
    public Notices(@Reference PersonalDatabase database, @Reference Events events, @Reference Clock clock) {
        this.database = database.database();
        this.events = events;
        this.clock = clock;
    }

    /** @param details ids and codes as a JSON object */
    public record Told(
            TenantId tenant,
            UserId to,
            UUID id,
            String kind,
            String path,
            Optional<UserId> actor,
            String details,
            Instant at,
            boolean read) {}

    /** Keeps what was told; what is known already is not told again. */
    public void keep(Collection<Told> told) {
        database.act(connection -> {
            for (Told each : told) {
                insert(connection, each);
            }
            for (Told each : new LinkedHashSet<>(told)) {
                trim(connection, each.tenant(), each.to());
            }
            Sql.on(connection, "delete from personal.notice where at < ?")
                    .with(clock.instant().minus(KEPT))
                    .update();
        });
    }

    /** A user tells himself something, wherever he is signed in. */
    public void keepOwn(Principal user, Told told) {
        database.act(connection -> {
            if (insert(connection, told)) {
                trim(connection, told.tenant(), told.to());
                changed(connection, user);
            }
        });
        events.committed();
    }

    private static boolean insert(Connection connection, Told told) throws SQLException {
        return Sql.on(
                                connection,
                                """
                                insert into personal.notice (tenant, user_id, id, kind, path, actor, details, at)
                                values (?, ?, ?, ?, ?, ?, ?::jsonb, ?) on conflict do nothing
                                """)
                        .with(
                                told.tenant().value(),
                                told.to().value(),
                                told.id(),
                                told.kind(),
                                told.path(),
                                told.actor().map(UserId::value).orElse(null),
                                told.details(),
                                told.at())
                        .update()
                == 1;
    }

    private static void trim(Connection connection, TenantId tenant, UserId user) throws SQLException {
        Sql.on(
                        connection,
                        """
                        delete from personal.notice where tenant = ? and user_id = ? and id in (
                            select id from personal.notice where tenant = ? and user_id = ?
                            order by at desc, id desc offset ?)
                        """)
                .with(tenant.value(), user.value(), tenant.value(), user.value(), MOST)
                .update();
    }

    private void changed(Connection connection, Principal user) throws SQLException {
        events.append(connection, List.of(new NewEvent(CHANGED, user.user().value(), user, "{}")));
    }

    /** The newest first. */
    public List<Told> newest(Principal user, int limit) {
        return database.read(connection -> Sql.on(
                        connection,
                        """
                        select id, kind, path, actor, details, at, read_at is not null as seen from personal.notice
                        where tenant = ? and user_id = ? order by at desc, id desc limit ?
                        """)
                .with(user.tenant().value(), user.user().value(), limit)
                .list(row -> told(user, row)));
    }

    private static Told told(Principal user, Row row) throws SQLException {
        return new Told(
                user.tenant(),
                user.user(),
                row.uuid("id"),
                row.text("kind"),
                row.text("path"),
                row.uuidIfAny("actor").map(UserId::new),
                row.text("details"),
                row.instant("at"),
                row.flag("seen"));
    }

    /** How many a user has not read. */
    public int unread(Principal user) {
        return database.read(connection -> Sql.on(
                                connection,
                                "select count(*)::int as n from personal.notice where tenant = ? and user_id = ? and read_at is null")
                        .with(user.tenant().value(), user.user().value())
                        .first(row -> row.number("n")))
                .orElse(0);
    }

    /** The user has read this one, and what is older. */
    public void read(Principal user, UUID upTo) {
        database.act(connection -> {
            int marked = Sql.on(
                            connection,
                            """
                            update personal.notice set read_at = ? where tenant = ? and user_id = ? and read_at is null
                            and (at, id) <= (select at, id from personal.notice where tenant = ? and user_id = ? and id = ?)
                            """)
                    .with(
                            clock.instant(),
                            user.tenant().value(),
                            user.user().value(),
                            user.tenant().value(),
                            user.user().value(),
                            upTo)
                    .update();
            if (marked > 0) {
                changed(connection, user);
            }
        });
        events.committed();
    }
}
