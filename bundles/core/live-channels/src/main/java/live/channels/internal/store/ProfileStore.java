// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import live.channel.Address;
import live.core.PersonId;
import live.core.Principal;
import live.core.TenantId;
import live.core.UserId;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.lib.sql.Database;
import live.lib.sql.Row;
import live.lib.sql.Sql;
import live.ticketing.Profile;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The profiles of those customers who have one. */
@Component(service = ProfileStore.class)
public final class ProfileStore {
    private static final int SEGMENTS_SHOWN = 200;

    private final Database database;
    private final AuditTrail audit;

    @Activate
    public ProfileStore(@Reference ChannelsDatabase database, @Reference AuditTrail audit) {
        this.database = database.database();
        this.audit = audit;
    }

    /** A profile that was changed, with the addresses by which its customer is known. */
    public record Changed(PersonId person, Profile profile, List<Address> addresses, Instant at) {}

    public Profile get(TenantId tenant, PersonId person) {
        return database.read(connection -> Sql.on(
                        connection,
                        """
                        select version, segment, coalesce(priority, -1) as priority, manager
                        from channels.profile where tenant = ? and person = ?
                        """)
                .with(tenant.value(), person.value())
                .first(ProfileStore::profile)
                .orElse(Profile.NONE));
    }

    /**
     * Replaces a profile.
     *
     * @param profile with the version that the caller has seen
     * @return whether it was still that one
     */
    public boolean replace(Principal actor, PersonId person, Profile profile) {
        long version = profile.version();
        return database.change(connection -> {
            int changed = Sql.on(
                            connection,
                            """
                            insert into channels.profile as p (tenant, person, version, segment, priority, manager)
                            select ?, ?, 1, ?, ?, ? where ? = 0 or exists (
                                select 1 from channels.profile where tenant = ? and person = ? and version = ?)
                            on conflict (tenant, person) do update set version = p.version + 1,
                                segment = excluded.segment, priority = excluded.priority, manager = excluded.manager,
                                changed = clock_timestamp()
                            where p.version = ?
                            """)
                    .with(
                            actor.tenant().value(),
                            person.value(),
                            profile.segment().orElse(null),
                            profile.priority().isPresent() ? profile.priority().getAsInt() : null,
                            profile.manager().map(UserId::value).orElse(null),
                            version,
                            actor.tenant().value(),
                            person.value(),
                            version,
                            version)
                    .update();
            if (changed == 0) {
                return false;
            }
            audit.record(connection, new AuditEntry(actor, "channels.profile.change", "person:" + person, "{}"));
            return true;
        });
    }

    /** What was changed at that time or later, in order of time. */
    public List<Changed> changedSince(TenantId tenant, Instant since) {
        return database.read(connection -> {
            Map<PersonId, Changed> changed = new LinkedHashMap<>();
            Sql.on(
                            connection,
                            """
                            select p.person, p.version, p.segment, coalesce(p.priority, -1) as priority, p.manager, p.changed,
                                c.kind, c.value
                            from channels.profile p
                            left join channels.contact_point c on c.tenant = p.tenant and c.person = p.person
                            where p.tenant = ? and p.changed >= ? order by p.changed, p.person
                            """)
                    .with(tenant.value(), since)
                    .list(row -> {
                        PersonId person = new PersonId(row.uuid("person"));
                        Profile profile = profile(row);
                        Instant at = row.instant("changed");
                        Changed one =
                                changed.computeIfAbsent(person, id -> new Changed(id, profile, new ArrayList<>(), at));
                        Optional<String> kind = row.textIfAny("kind");
                        if (kind.isPresent()) {
                            one.addresses().add(Address.of(kind.get(), row.text("value")));
                        }
                        return one;
                    });
            return List.copyOf(changed.values());
        });
    }

    /** The segments that customers are in, by name. */
    public List<String> segments(TenantId tenant) {
        return database.read(connection -> Sql.on(
                        connection,
                        """
                        select min(segment) as segment from channels.profile
                        where tenant = ? and segment is not null group by lower(segment) order by lower(segment) limit ?
                        """)
                .with(tenant.value(), SEGMENTS_SHOWN)
                .list(row -> row.text("segment")));
    }

    static Profile profile(Row row) throws SQLException {
        int priority = row.number("priority");
        return new Profile(
                row.textIfAny("segment"),
                priority < 0 ? OptionalInt.empty() : OptionalInt.of(priority),
                row.uuidIfAny("manager").map(UserId::new),
                row.big("version"));
    }
}
