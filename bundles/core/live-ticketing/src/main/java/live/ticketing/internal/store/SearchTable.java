// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import live.core.TenantId;
import live.lib.sql.Database;
import live.lib.sql.Sql;
import live.ticketing.Person;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Writes what tickets are found by. Writing the same again changes nothing. */
@Component(service = SearchTable.class)
public final class SearchTable {
    /** More of one message is not searched: nobody looks for the end of a log file. */
    private static final int LONGEST = 50_000;

    private final Database database;

    @Activate
    public SearchTable(@Reference TicketingDatabase database) {
        this.database = database.database();
    }

    /**
     * A text that leads to a ticket.
     *
     * @param source the message, or the ticket itself for its subject
     */
    public record Text(UUID source, UUID ticket, String text) {}

    /** Tickets of contacts; those that have none are missing. */
    public Map<UUID, UUID> tickets(TenantId tenant, Collection<UUID> interactions) {
        Map<UUID, UUID> tickets = new HashMap<>();
        database.read(connection -> Sql.on(
                        connection,
                        """
                        select interaction, ticket from ticketing.ticket_interaction
                        where tenant = ? and interaction = any(?) order by since desc
                        """)
                .with(tenant.value())
                .array("uuid", interactions)
                .list(row -> {
                    tickets.put(row.uuid("interaction"), row.uuid("ticket"));
                    return true;
                }));
        return tickets;
    }

    /** What a ticket itself is found by. */
    public record Heading(UUID ticket, long number, String subject, java.util.Optional<UUID> person) {}

    public List<Heading> headings(TenantId tenant, Collection<UUID> tickets) {
        return database.read(connection -> Sql.on(
                        connection,
                        "select id, number, subject, person from ticketing.ticket where tenant = ? and id = any(?)")
                .with(tenant.value())
                .array("uuid", tickets)
                .list(row ->
                        new Heading(row.uuid("id"), row.big("number"), row.text("subject"), row.uuidIfAny("person"))));
    }

    public void write(TenantId tenant, Collection<Text> texts) {
        if (texts.isEmpty()) {
            return;
        }
        List<Text> once = new ArrayList<>();
        Set<UUID> sources = new HashSet<>();
        texts.forEach(text -> {
            if (sources.add(text.source())) {
                once.add(text);
            }
        });
        database.changeLazily(connection -> Sql.on(
                        connection,
                        """
                insert into ticketing.search (tenant, ticket, source, document)
                select ?, a.ticket, a.source, to_tsvector('simple', public.unaccent(a.text))
                from unnest(?, ?, ?) as a(source, ticket, text)
                on conflict (tenant, ticket, source) do update set document = excluded.document
                where search.document <> excluded.document
                """)
                .with(tenant.value())
                .array("uuid", once.stream().map(Text::source).toList())
                .array("uuid", once.stream().map(Text::ticket).toList())
                .array("text", once.stream().map(text -> words(text.text())).toList())
                .update());
    }

    /** Remembers the beginning of what tickets are about, for lists. */
    public void previews(TenantId tenant, Map<UUID, String> previews) {
        if (previews.isEmpty()) {
            return;
        }
        database.changeLazily(connection -> Sql.on(
                        connection,
                        """
                update ticketing.ticket t set preview = a.preview from unnest(?, ?) as a(ticket, preview)
                where t.tenant = ? and t.id = a.ticket and t.preview <> a.preview
                """)
                .array("uuid", previews.keySet())
                .array(
                        "text",
                        previews.values().stream().map(TicketIntake::preview).toList())
                .with(tenant.value())
                .update());
    }

    public void persons(TenantId tenant, Collection<Person> persons) {
        if (persons.isEmpty()) {
            return;
        }
        List<String> addresses = persons.stream()
                .map(person -> person.addresses().isEmpty()
                        ? ""
                        : person.addresses().get(0).value())
                .toList();
        List<String> names = persons.stream().map(Person::name).toList();
        List<String> search = new ArrayList<>();
        for (Person person : persons) {
            StringBuilder all = new StringBuilder(person.name());
            person.addresses().forEach(address -> all.append(' ').append(address.value()));
            search.add(all.toString().toLowerCase(Locale.ROOT));
        }
        database.changeLazily(connection -> Sql.on(
                        connection,
                        """
                insert into ticketing.person (tenant, id, name, address, search)
                select ?, a.id, a.name, a.address, public.unaccent(a.search)
                from unnest(?, ?, ?, ?) as a(id, name, address, search)
                on conflict (tenant, id) do update
                set name = excluded.name, address = excluded.address, search = excluded.search
                where person.search <> excluded.search
                """)
                .with(tenant.value())
                .array(
                        "uuid",
                        persons.stream().map(person -> person.id().value()).toList())
                .array("text", names)
                .array("text", addresses)
                .array("text", search)
                .update());
    }

    /** How many tickets a person has, and how many of them are open or waiting. */
    public record Counts(long all, long open) {}

    public Counts counts(TenantId tenant, UUID person) {
        return database.read(connection -> Sql.on(
                        connection,
                        """
                        select count(*) as n, count(*) filter (where category in ('OPEN', 'WAITING')) as open
                        from ticketing.ticket where tenant = ? and person = ?
                        """)
                .with(tenant.value(), person)
                .first(row -> new Counts(row.big("n"), row.big("open")))
                .orElse(new Counts(0, 0)));
    }

    private static String words(String text) {
        return String.join(" ", Words.of(text.length() <= LONGEST ? text : text.substring(0, LONGEST)));
    }
}
