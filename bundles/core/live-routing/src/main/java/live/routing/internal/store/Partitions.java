// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javax.sql.DataSource;
import live.lib.sql.Database;
import live.lib.sql.DatabaseException;
import live.lib.sql.Sql;

/**
 * The journal's days: each has a partition, made ahead. A past one is dropped when it is older than wanted and nobody
 * needs it any more: a later snapshot holds everything that still waits, and every listener has read past it who was
 * heard of in as long as the journal is kept.
 */
public final class Partitions {
    private static final int DAYS_AHEAD = 3;
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    private static final String EXISTS_ALREADY = "42P07";

    private final Database database;

    public Partitions(DataSource source) {
        database = new Database(source);
    }

    /** Makes the partitions of today and the next days. */
    public void prepare(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        for (int day = 0; day <= DAYS_AHEAD; day++) {
            LocalDate from = today.plusDays(day);
            // Names and bounds are dates of our own making. A day that began in the rest partition stays there.
            String statement = "create table if not exists routing.journal_" + DAY.format(from)
                    + " partition of routing.journal for values from ('" + from + " 00:00:00Z') to ('"
                    + from.plusDays(1) + " 00:00:00Z')";
            boolean rest = database.read(connection -> Sql.on(
                            connection,
                            """
                            select exists (select from routing.journal_rest where written >= ? and written < ?) as any""")
                    .with(start(from), start(from.plusDays(1)))
                    .first(row -> row.flag("any"))
                    .orElse(false));
            if (!rest) {
                create(statement);
            }
        }
    }

    private void create(String statement) {
        try {
            database.act(connection -> Sql.on(connection, statement).run());
        } catch (DatabaseException e) {
            // Somebody else made it between our look and our statement.
            if (!e.state().equals(EXISTS_ALREADY)) {
                throw e;
            }
        }
    }

    /** Drops what is older than {@code kept} and not needed. Answers the names. */
    public List<String> drop(Instant now, Duration kept) {
        LocalDate limit = LocalDate.ofInstant(now.minus(kept), ZoneOffset.UTC);
        return database.change(connection -> {
            List<String> past = Sql.on(
                            connection,
                            """
                            select inhrelid::regclass::text as name from pg_inherits
                            where inhparent = 'routing.journal'::regclass order by 1""")
                    .list(row -> row.text("name"))
                    .stream()
                    .filter(name -> olderThan(name, limit))
                    .toList();
            for (String name : past) {
                if (needed(connection, name, now.minus(kept))) {
                    return past.subList(0, past.indexOf(name));
                }
                Sql.on(connection, "drop table " + name).run();
            }
            return past;
        });
    }

    private static boolean olderThan(String partition, LocalDate limit) {
        String day = partition.substring(partition.lastIndexOf('_') + 1);
        return day.matches("\\d{8}") && LocalDate.parse(day, DAY).isBefore(limit);
    }

    private static boolean needed(java.sql.Connection connection, String partition, Instant heardSince)
            throws SQLException {
        String question =
                """
                select exists (
                  select from (select tenant, max(last) as last from %s group by tenant) old
                  where not exists (select from routing.snapshot s where s.tenant = old.tenant and s.sequence >= old.last)
                     or exists (select from routing.checkpoint c
                       where c.tenant = old.tenant and c.sequence < old.last and c.heard > ?)
                ) as needed"""
                        .formatted(partition);
        return Sql.on(connection, question)
                .with(heardSince)
                .first(row -> row.flag("needed"))
                .orElse(true);
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
