// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import live.channel.Address;
import live.core.KeyId;
import live.core.PersonId;
import live.core.TenantId;
import live.core.store.Keys;
import live.lib.sql.Database;
import live.lib.sql.Row;
import live.lib.sql.Sql;
import live.ticketing.Person;
import live.ticketing.Persons;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Persons and the addresses that lead to them. A person's key is made with the person. */
@Component(service = {Persons.class, PersonStore.class})
public final class PersonStore implements Persons {
    private final Database database;
    private final Keys keys;
    private final Clock clock;

    @Activate
    public PersonStore(@Reference ChannelsDatabase database, @Reference Keys keys, @Reference Clock clock) {
        this.database = database.database();
        this.keys = keys;
        this.clock = clock;
    }

    /** A person and the key of all that is his. */
    public record Known(PersonId person, KeyId key) {}

    /** What tells addresses apart: their names do not. */
    private record Point(String kind, String value) implements Comparable<Point> {
        static Point of(Address address) {
            return new Point(address.kind(), address.value());
        }

        @Override
        public int compareTo(Point other) {
            return Comparator.comparing(Point::kind).thenComparing(Point::value).compare(this, other);
        }
    }

    @Override
    public Optional<Person> get(TenantId tenant, PersonId person) {
        return find(tenant, List.of(person)).stream().findFirst();
    }

    @Override
    public List<Person> find(TenantId tenant, Collection<PersonId> wanted) {
        List<UUID> ids = wanted.stream().map(PersonId::value).toList();
        return database.read(connection -> {
            Map<UUID, List<Address>> addresses = new HashMap<>();
            Sql.on(
                            connection,
                            """
                    select person, kind, value, name from channels.contact_point
                    where tenant = ? and person = any(?) order by first_seen, kind, value limit 10000
                    """)
                    .with(tenant.value())
                    .array("uuid", ids)
                    .list(row -> addresses
                            .computeIfAbsent(row.uuid("person"), person -> new ArrayList<>())
                            .add(new Address(row.text("kind"), row.text("value"), row.text("name"))));
            return Sql.on(
                            connection,
                            """
                    select i.id, i.name, i.first_seen, coalesce(p.version, 0) as version, p.segment,
                        coalesce(p.priority, -1) as priority, p.manager
                    from channels.person i
                    left join channels.profile p on p.tenant = i.tenant and p.person = i.id
                    where i.tenant = ? and i.id = any(?)
                    """)
                    .with(tenant.value())
                    .array("uuid", ids)
                    .list(row -> new Person(
                            tenant,
                            new PersonId(row.uuid("id")),
                            row.text("name"),
                            addresses.getOrDefault(row.uuid("id"), List.of()),
                            row.instant("first_seen"),
                            ProfileStore.profile(row)));
        });
    }

    @Override
    public Map<Address, PersonId> ensure(Connection transaction, TenantId tenant, Collection<Address> addresses)
            throws SQLException {
        Map<Address, PersonId> persons = new LinkedHashMap<>();
        known(transaction, tenant, addresses).forEach((address, known) -> persons.put(address, known.person()));
        return persons;
    }

    /** As {@link #ensure}, in a transaction of its own. */
    public Known known(TenantId tenant, Address address) {
        return database.change(connection ->
                known(connection, tenant, List.of(address)).values().iterator().next());
    }

    /** As {@link #ensure}, with the keys. */
    Map<Address, Known> known(Connection transaction, TenantId tenant, Collection<Address> addresses)
            throws SQLException {
        // Sorted, so that two transactions that meet wait for each other and never for ever.
        TreeMap<Point, Address> wanted = new TreeMap<>();
        addresses.forEach(address -> wanted.merge(
                Point.of(address), address, (one, other) -> one.name().isEmpty() ? other : one));
        Map<Point, Known> found = find(transaction, tenant, wanted.keySet());
        List<Address> missing = wanted.entrySet().stream()
                .filter(entry -> !found.containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        if (!missing.isEmpty()) {
            insert(transaction, tenant, missing);
            found.putAll(
                    find(transaction, tenant, missing.stream().map(Point::of).toList()));
        }
        Map<Address, Known> answer = new LinkedHashMap<>();
        for (Address address : addresses) {
            Known known = found.get(Point.of(address));
            if (known == null) {
                throw new SQLException("an address was erased while it was used", "40001");
            }
            answer.put(address, known);
        }
        return answer;
    }

    private static Map<Point, Known> find(Connection connection, TenantId tenant, Collection<Point> points)
            throws SQLException {
        Map<Point, Known> found = new LinkedHashMap<>();
        Sql.on(
                        connection,
                        """
                select p.kind, p.value, p.person, person.key_id
                from unnest(?, ?) as a(kind, value)
                -- limited, so that both are looked up by their keys, whatever the planner believes about a new table
                cross join lateral (select * from channels.contact_point p
                    where p.tenant = ? and p.kind = a.kind and p.value = a.value limit 1) p
                cross join lateral (select * from channels.person person
                    where person.tenant = p.tenant and person.id = p.person limit 1) person
                """)
                .array("text", points.stream().map(Point::kind).toList())
                .array("text", points.stream().map(Point::value).toList())
                .with(tenant.value())
                .list(row -> found.put(
                        new Point(row.text("kind"), row.text("value")),
                        new Known(new PersonId(row.uuid("person")), new KeyId(row.uuid("key_id")))));
        return found;
    }

    /** Somebody else may be making the same ones: whose contact point is there first has made the person. */
    private void insert(Connection transaction, TenantId tenant, List<Address> missing) throws SQLException {
        Instant now = clock.instant();
        List<UUID> ids =
                missing.stream().map(address -> PersonId.next().value()).toList();
        List<UUID> made = Sql.on(
                        transaction,
                        """
                insert into channels.contact_point (tenant, kind, value, person, name, first_seen)
                select ?, a.kind, a.value, a.person, a.name, ? from unnest(?, ?, ?, ?) as a(kind, value, person, name)
                on conflict do nothing
                returning person
                """)
                .with(tenant.value(), now)
                .array("text", missing.stream().map(Address::kind).toList())
                .array("text", missing.stream().map(Address::value).toList())
                .array("uuid", ids)
                .array("text", missing.stream().map(Address::name).toList())
                .list(row -> row.uuid("person"));
        if (made.isEmpty()) {
            return;
        }
        Map<String, KeyId> madeKeys = keys.ensure(
                transaction, tenant, made.stream().map(PersonStore::scope).toList());
        List<UUID> personKeys = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (UUID person : made) {
            KeyId key = madeKeys.get(scope(person));
            if (key == null) {
                throw new IllegalStateException("no key was made for a person");
            }
            personKeys.add(key.value());
            names.add(missing.get(ids.indexOf(person)).name());
        }
        Sql.on(
                        transaction,
                        """
                insert into channels.person (tenant, id, key_id, name, first_seen)
                select ?, a.id, a.key_id, a.name, ? from unnest(?, ?, ?) as a(id, key_id, name)
                """)
                .with(tenant.value(), now)
                .array("uuid", made)
                .array("uuid", personKeys)
                .array("text", names)
                .update();
    }

    private static String scope(UUID person) {
        return "person:" + person;
    }

    static Optional<Address> party(Row row) throws SQLException {
        Optional<String> kind = row.textIfAny("party_kind");
        return kind.isEmpty()
                ? Optional.empty()
                : Optional.of(new Address(
                        kind.get(),
                        row.text("party_value"),
                        row.textIfAny("party_name").orElse("")));
    }
}
