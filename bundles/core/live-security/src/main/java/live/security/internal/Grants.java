// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import live.core.Principal;
import live.core.TeamId;
import live.core.TenantId;
import live.core.UserId;
import live.core.store.SchemaReady;
import live.core.web.Permissions;
import live.directory.Directory;
import live.directory.User;
import live.lib.sql.Database;
import live.security.internal.store.Credentials;
import live.security.internal.store.Roles;
import live.security.internal.store.SecondFactorTable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** What users may do: permissions of their own roles and of their teams', kept in memory. Thread-safe. */
@Component(service = Grants.class)
public final class Grants {
    private record Key(TenantId tenant, UserId user) {}

    private record Grant(Set<String> permissions, Set<String> roles, boolean mustChange, boolean enrolled) {}

    private final Database database;
    private final Directory directory;
    private final Settings settings;
    private final List<Permissions> modules = new CopyOnWriteArrayList<>();
    private final Map<Key, Grant> known = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();
    private final Directory.Watch members;

    @Activate
    public Grants(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=security)") SchemaReady schema,
            @Reference Directory directory,
            @Reference Settings settings) {
        this.database = new Database(source);
        this.directory = directory;
        this.settings = settings;
        this.members = directory.watch(this::forgetAll);
    }

    @Deactivate
    void stop() {
        members.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addPermissions(Permissions module) {
        modules.add(module);
        forgetAll();
    }

    void removePermissions(Permissions module) {
        modules.remove(module);
        forgetAll();
    }

    /** All permissions that modules ask for, with their descriptions. */
    public Map<String, String> catalogue() {
        Map<String, String> all = new TreeMap<>();
        modules.forEach(module -> all.putAll(module.permissions()));
        return all;
    }

    /** A user who may sign in, with what he may do now: nothing, while he has to change his password. */
    public Optional<Principal> principal(TenantId tenant, UserId user) {
        return directory.user(tenant, user).filter(User::active).map(known -> {
            Grant grant = grant(tenant, user);
            return new Principal(tenant, user, known.name(), grant.mustChange() ? Set.of() : grant.permissions());
        });
    }

    public boolean mustChangePassword(TenantId tenant, UserId user) {
        return grant(tenant, user).mustChange();
    }

    /** Whether a user has to have a second factor and has none. */
    public boolean mustEnrol(TenantId tenant, UserId user) {
        return !grant(tenant, user).enrolled() && demandsSecondFactor(tenant, user);
    }

    /** Whether a role of a user demands a second factor. */
    public boolean demandsSecondFactor(TenantId tenant, UserId user) {
        return settings.demandsSecondFactor(grant(tenant, user).roles());
    }

    /** Codes of all roles that a user has, by himself or by his teams. */
    public List<String> roles(TenantId tenant, UserId user) {
        return database.read(connection -> Roles.of(connection, tenant, holders(tenant, user))).stream()
                .map(Roles.Role::code)
                .toList();
    }

    /** What a user may do, as the transaction sees his roles. */
    public Set<String> permissions(Connection connection, TenantId tenant, UserId user) throws SQLException {
        return permissions(connection, tenant, Roles.of(connection, tenant, holders(tenant, user)));
    }

    /** Permissions of roles. */
    public Set<String> permissions(Connection connection, TenantId tenant, Collection<Roles.Role> roles)
            throws SQLException {
        Set<String> all = new TreeSet<>();
        roles.forEach(role -> all.addAll(role.permissions()));
        if (all.remove(Roles.ALL)) {
            all.addAll(catalogue().keySet());
            Roles.all(connection, tenant).forEach(role -> all.addAll(role.permissions()));
            all.remove(Roles.ALL);
        }
        return all;
    }

    /** A user's roles, his password or his second factor changed. */
    public void forget(TenantId tenant, UserId user) {
        generation.incrementAndGet();
        known.remove(new Key(tenant, user));
    }

    /** A role changed, or what there is to permit. */
    public void forgetAll() {
        generation.incrementAndGet();
        known.clear();
    }

    /** The user himself and his teams. */
    private List<UUID> holders(TenantId tenant, UserId user) {
        Stream<UUID> teams = directory.user(tenant, user).map(User::teams).orElse(List.of()).stream()
                .map(TeamId::value);
        return Stream.concat(Stream.of(user.value()), teams).toList();
    }

    private Grant grant(TenantId tenant, UserId user) {
        Key key = new Key(tenant, user);
        Grant grant = known.get(key);
        if (grant != null) {
            return grant;
        }
        long before = generation.get();
        Grant read = database.read(connection -> {
            List<Roles.Role> roles = Roles.of(connection, tenant, holders(tenant, user));
            return new Grant(
                    Set.copyOf(permissions(connection, tenant, roles)),
                    roles.stream().map(Roles.Role::code).collect(Collectors.toUnmodifiableSet()),
                    Credentials.find(connection, tenant, user)
                            .map(Credentials.Credential::mustChange)
                            .orElse(false),
                    SecondFactorTable.find(connection, tenant, user)
                            .flatMap(SecondFactorTable.SecondFactor::secret)
                            .isPresent());
        });
        if (generation.get() == before) {
            known.put(key, read);
            if (generation.get() != before) {
                // It changed between the two looks; what was put in may be old.
                known.remove(key);
            }
        }
        return read;
    }
}
