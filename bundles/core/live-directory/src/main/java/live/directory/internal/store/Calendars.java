// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import live.core.HoursId;
import live.core.TenantId;
import live.directory.Hours;
import live.lib.sql.Row;
import live.lib.sql.Sql;

/** Opening hours, in one transaction. */
public final class Calendars {
    private final Connection connection;

    Calendars(Connection connection) {
        this.connection = connection;
    }

    /** In the order of their names. */
    public List<Hours> all(TenantId tenant) throws SQLException {
        return Sql.on(
                        connection,
                        "select id, name, version, times from directory.hours where tenant = ? order by lower(name), id")
                .with(tenant.value())
                .list(Calendars::hours);
    }

    public Optional<Hours> find(TenantId tenant, HoursId id) throws SQLException {
        return Sql.on(connection, "select id, name, version, times from directory.hours where tenant = ? and id = ?")
                .with(tenant.value(), id.value())
                .first(Calendars::hours);
    }

    /** Whether others have the name. */
    public boolean nameTaken(TenantId tenant, HoursId but, String name) throws SQLException {
        return Sql.on(connection, "select id from directory.hours where tenant = ? and name = ? and id <> ?")
                .with(tenant.value(), name, but.value())
                .first(row -> row.uuid("id"))
                .isPresent();
    }

    /** Adds hours; false if their id or name is taken. */
    public boolean add(TenantId tenant, Hours hours) throws SQLException {
        return Sql.on(
                                connection,
                                """
                                insert into directory.hours (tenant, id, name, version, times)
                                values (?, ?, ?, 1, ?::jsonb) on conflict do nothing""")
                        .with(tenant.value(), hours.id().value(), hours.name(), HoursDocument.write(hours))
                        .update()
                == 1;
    }

    /**
     * Changes hours, if their version is still that of the given ones.
     *
     * @throws live.lib.sql.DatabaseException state 23505 if the name has been taken just now
     */
    public boolean change(TenantId tenant, Hours hours) throws SQLException {
        return Sql.on(
                                connection,
                                """
                                update directory.hours set name = ?, times = ?::jsonb, version = version + 1
                                where tenant = ? and id = ? and version = ?""")
                        .with(hours.name(), HoursDocument.write(hours))
                        .with(tenant.value(), hours.id().value(), hours.version())
                        .update()
                == 1;
    }

    public void remove(TenantId tenant, HoursId id) throws SQLException {
        Sql.on(connection, "delete from directory.hours where tenant = ? and id = ?")
                .with(tenant.value(), id.value())
                .update();
    }

    private static Hours hours(Row row) throws SQLException {
        return HoursDocument.read(new HoursId(row.uuid("id")), row.text("name"), row.big("version"), row.text("times"));
    }
}
