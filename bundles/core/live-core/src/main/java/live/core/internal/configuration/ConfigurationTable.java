// SPDX-License-Identifier: Apache-2.0
package live.core.internal.configuration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import live.core.TenantId;
import live.lib.sql.Row;
import live.lib.sql.Sql;

/** The table of configurations. They are the installation's, so of the default tenant. */
final class ConfigurationTable {
    private static final UUID TENANT = TenantId.DEFAULT.value();
    private static final String COLUMNS = "pid, factory, name, attributes, texts, version, revision, deleted";

    private ConfigurationTable() {}

    /** A row. A deleted one stays, so that every node hears of it. */
    record Entry(
            String pid,
            Optional<String> factory,
            String name,
            Map<String, List<String>> values,
            long version,
            long revision,
            boolean deleted) {
        static Entry read(Row row) throws SQLException {
            Map<String, List<String>> values = new TreeMap<>();
            List<String> attributes = row.texts("attributes");
            List<String> texts = row.texts("texts");
            for (int i = 0; i < attributes.size(); i++) {
                values.computeIfAbsent(attributes.get(i), name -> new ArrayList<>())
                        .add(texts.get(i));
            }
            return new Entry(
                    row.text("pid"),
                    row.textIfAny("factory"),
                    row.text("name"),
                    values,
                    row.big("version"),
                    row.big("revision"),
                    row.flag("deleted"));
        }
    }

    static Optional<Entry> find(Connection connection, String pid) throws SQLException {
        return Sql.on(connection, "select " + COLUMNS + " from core.configuration where tenant = ? and pid = ?")
                .with(TENANT, pid)
                .first(Entry::read);
    }

    static Optional<Entry> lock(Connection connection, String pid) throws SQLException {
        // Also when there is no row yet: two who create the same one must wait for each other.
        Sql.on(connection, "select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .with("core.configuration:" + pid)
                .run();
        return find(connection, pid);
    }

    static List<Entry> of(Connection connection, String factoryOrPid) throws SQLException {
        return Sql.on(
                        connection,
                        "select " + COLUMNS + " from core.configuration where tenant = ? and (factory = ? or pid = ?)"
                                + " and not deleted order by name")
                .with(TENANT, factoryOrPid, factoryOrPid)
                .list(Entry::read);
    }

    /**
     * What has changed since, oldest change first. Revisions are given before the commit, so a reader looks back a little:
     * see the caller.
     */
    static List<Entry> since(Connection connection, long revision) throws SQLException {
        return Sql.on(
                        connection,
                        "select " + COLUMNS
                                + " from core.configuration where tenant = ? and revision > ? order by revision")
                .with(TENANT, revision)
                .list(Entry::read);
    }

    static Entry store(
            Connection connection, String pid, Optional<String> factory, String name, Map<String, List<String>> values)
            throws SQLException {
        List<String> attributes = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        values.forEach((attribute, all) -> all.forEach(text -> {
            attributes.add(attribute);
            texts.add(text);
        }));
        Sql insert = Sql.on(
                        connection,
                        "insert into core.configuration (tenant, pid, factory, name, attributes, texts, version)"
                                + " values (?, ?, ?, ?, ?, ?, 1) on conflict (tenant, pid) do update set"
                                + " attributes = excluded.attributes, texts = excluded.texts, deleted = false,"
                                + " version = core.configuration.version + 1,"
                                + " revision = nextval('core.configuration_revision'), changed_at = now() returning "
                                + COLUMNS)
                .with(TENANT, pid);
        if (factory.isPresent()) {
            insert.with(factory.get());
        } else {
            insert.withNull(Types.VARCHAR);
        }
        return insert.with(name)
                .array("text", attributes)
                .array("text", texts)
                .first(Entry::read)
                .orElseThrow();
    }

    static void delete(Connection connection, String pid) throws SQLException {
        Sql.on(
                        connection,
                        "update core.configuration set deleted = true, attributes = '{}', texts = '{}', version = version + 1,"
                                + " revision = nextval('core.configuration_revision'), changed_at = now()"
                                + " where tenant = ? and pid = ?")
                .with(TENANT, pid)
                .update();
    }
}
