// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import live.core.TenantId;
import live.core.TicketId;
import live.lib.sql.Database;
import live.lib.sql.DatabaseException;
import live.lib.sql.Sql;
import live.lib.sql.SqlState;
import live.ticketing.Ticket;
import live.ticketing.TicketNumber;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Finds tickets. Neither all matches are ever ranked nor all sorted: a search looks at a bounded number of matches and
 * says when there were more, so that a common word costs as little as a rare one.
 */
@Component(service = TicketSearch.class)
public final class TicketSearch {
    private static final Pattern NUMBER = Pattern.compile("#?([0-9]{1,15})");
    private static final int MATCHES = 1_000;
    private static final int SHOWN = 500;
    private static final int COUNTED = 10_000;

    private static final String HITS =
            """
            with content as materialized (
                select ticket from ticketing.search
                where tenant = ? and ? <> '' and document @@ to_tsquery('simple', public.unaccent(?)) limit ?),
            people as materialized (
                select id from ticketing.person
                where tenant = ? and ? and (search like '%' || public.unaccent(?) || '%'
                    or search operator(public.%) public.unaccent(?)) limit 50),
            of_people as materialized (
                select t.id from people p cross join lateral (select id from ticketing.ticket t
                    where t.tenant = ? and t.person = p.id order by t.updated_at desc limit 50) t),
            hits as materialized (
                select ticket as id from content union select id from of_people
                union select id from ticketing.ticket where tenant = ? and number = ?)
            """;

    private final Database database;

    @Activate
    public TicketSearch(@Reference TicketingDatabase database) {
        this.database = database.database();
    }

    /**
     * What was found.
     *
     * @param totalIsLowerBound whether there are more than {@code total}
     */
    public record Found(List<Item> items, long total, boolean totalIsLowerBound) {}

    /** A ticket of a list, with who it is about. */
    public record Item(
            Ticket ticket, String preview, Optional<String> channel, Optional<String> name, Optional<String> address) {}

    public Optional<Ticket> get(TenantId tenant, TicketId ticket) {
        return database.read(connection -> TicketRows.get(connection, tenant, ticket.value()));
    }

    public Optional<Ticket> get(TenantId tenant, TicketNumber number) {
        return database.read(connection -> TicketRows.number(connection, tenant, number.value()));
    }

    /** One ticket as in a list. */
    public Optional<Item> item(TenantId tenant, TicketId ticket) {
        return database.read(connection -> Sql.on(
                        connection,
                        "select " + TicketRows.COLUMNS + ", p.name as person_name, p.address from ticketing.ticket t"
                                + " left join ticketing.person p on p.tenant = t.tenant and p.id = t.person"
                                + " where t.tenant = ? and t.id = ?")
                .with(tenant.value(), ticket.value())
                .first(row -> item(tenant, row)));
    }

    public Found find(TenantId tenant, TicketQuery query) {
        try {
            return database.change(connection -> find(connection, tenant, query));
        } catch (DatabaseException e) {
            if (e.state().equals(SqlState.CANCELLED)) {
                return new Found(List.of(), 0, true);
            }
            throw e;
        }
    }

    private static Found find(Connection connection, TenantId tenant, TicketQuery query) throws SQLException {
        Sql.on(connection, "set local statement_timeout = '2s'").run();
        if (query.text().isBlank()) {
            return list(connection, tenant, query);
        }
        Sql.on(
                        connection,
                        """
                        select set_config('gin_fuzzy_search_limit', '5000', true),
                            set_config('pg_trgm.similarity_threshold', '0.45', true)
                        """)
                .run();
        return search(connection, tenant, query);
    }

    private static Found list(Connection connection, TenantId tenant, TicketQuery query) throws SQLException {
        Filter filter = new Filter(tenant, query);
        String order = " order by t." + query.sort().column + (query.descending() ? " desc" : " asc") + ", t.id desc";
        // The page is found by ids alone; only what is shown is read in full.
        List<Item> items = filter.bind(Sql.on(
                        connection,
                        "with page as materialized (select t.id from ticketing.ticket t where t.tenant = ?"
                                + filter.further
                                + order
                                + " limit ? offset ?) select " + TicketRows.COLUMNS
                                + ", p.name as person_name, p.address from page join ticketing.ticket t on t.id = page.id"
                                + " left join ticketing.person p on p.tenant = t.tenant and p.id = t.person"
                                + " where t.tenant = ?" + order))
                .with(query.limit(), query.offset(), tenant.value())
                .list(row -> item(tenant, row));
        int most = query.exact() ? Integer.MAX_VALUE - 1 : COUNTED;
        long total = filter.bind(Sql.on(
                        connection,
                        "select count(*) as n from (select 1 from ticketing.ticket t where t.tenant = ?"
                                + filter.further + " limit ?) c"))
                .with(most + 1)
                .first(row -> row.big("n"))
                .orElse(0L);
        return new Found(items, Math.min(total, most), total > most);
    }

    private static Found search(Connection connection, TenantId tenant, TicketQuery query) throws SQLException {
        Filter filter = new Filter(tenant, query);
        String order = " order by t." + query.sort().column + (query.descending() ? " desc" : " asc") + ", t.id desc";
        String words = words(query.text());
        String name = query.text().strip().toLowerCase(Locale.ROOT);
        // Found by ids alone; only what is shown is read in full.
        List<UUID> found = filter.bind(Sql.on(
                                connection,
                                HITS + " select t.id from hits join ticketing.ticket t on t.id = hits.id"
                                        + " where t.tenant = ?" + filter.further + order + " limit " + (SHOWN + 1))
                        .with(tenant.value(), words, words, MATCHES)
                        .with(tenant.value(), name.length() >= 3, name, name)
                        .with(tenant.value(), tenant.value(), number(query.text())))
                .list(row -> row.uuid("id"));
        int last = Math.min(Math.min(found.size(), SHOWN), query.offset() + query.limit());
        List<UUID> page = query.offset() >= last ? List.of() : found.subList(query.offset(), last);
        return new Found(items(connection, tenant, page), Math.min(found.size(), SHOWN), found.size() > SHOWN);
    }

    /** In the order of the ids. */
    private static List<Item> items(Connection connection, TenantId tenant, List<UUID> page) throws SQLException {
        if (page.isEmpty()) {
            return List.of();
        }
        return Sql.on(
                        connection,
                        "select " + TicketRows.COLUMNS + ", p.name as person_name, p.address from ticketing.ticket t"
                                + " left join ticketing.person p on p.tenant = t.tenant and p.id = t.person"
                                + " where t.tenant = ? and t.id = any(?) order by array_position(?::uuid[], t.id)")
                .with(tenant.value())
                .array("uuid", page)
                .array("uuid", page)
                .list(row -> item(tenant, row));
    }

    /** All words have to be there; the last one may go on. */
    static String words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : Words.of(text)) {
            if (words.size() < 10) {
                words.add(word.length() > 50 ? word.substring(0, 50) : word);
            }
        }
        if (words.isEmpty()) {
            return "";
        }
        String last = words.get(words.size() - 1);
        words.set(words.size() - 1, last.length() > 2 ? last + ":*" : last);
        return String.join(" & ", words);
    }

    private static long number(String text) {
        var matcher = NUMBER.matcher(text.strip());
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
    }

    private static Item item(TenantId tenant, live.lib.sql.Row row) throws SQLException {
        return new Item(
                TicketRows.ticket(tenant, row),
                row.text("preview"),
                row.textIfAny("channel"),
                row.textIfAny("person_name"),
                row.textIfAny("address"));
    }

    /** The conditions of a query beside the tenant's, and the values of all. */
    private static final class Filter {
        private final List<Object> values = new ArrayList<>();
        private final String further;

        Filter(TenantId tenant, TicketQuery query) {
            StringBuilder text = new StringBuilder();
            values.add(tenant.value());
            query.status().ifPresent(status -> add(text, "t.status = ?", status));
            query.category().ifPresent(category -> add(text, "t.category = ?", category));
            query.queue().ifPresent(queue -> add(text, "t.queue = ?", queue));
            query.assignee().ifPresent(assignee -> add(text, "t.assignee = ?", assignee));
            query.priority().ifPresent(priority -> add(text, "t.priority = ?", priority));
            query.person().ifPresent(person -> add(text, "t.person = ?", person));
            if (query.unassigned()) {
                text.append(" and t.assignee is null");
            }
            further = text.toString();
        }

        private void add(StringBuilder text, String condition, Object value) {
            text.append(" and ").append(condition);
            values.add(value);
        }

        Sql bind(Sql sql) {
            return sql.with(values.toArray());
        }
    }
}
