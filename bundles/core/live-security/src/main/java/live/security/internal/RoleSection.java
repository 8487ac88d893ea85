// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import live.core.Principal;
import live.core.TeamId;
import live.core.TenantId;
import live.core.UserId;
import live.core.configuration.Section;
import live.core.store.SchemaReady;
import live.core.web.Problem;
import live.lib.sql.Database;
import live.security.internal.store.Roles;
import live.security.internal.store.Roles.Role;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Roles by their codes, with what they permit and who has them, as a section of the configuration's file. */
@Component(service = Section.class)
public final class RoleSection implements Section {
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{0,49}");
    private static final String USER_WRITE = "user.write";
    private static final String USERS = "users";
    private static final String TEAMS = "teams";
    private static final Set<String> FIELDS = Set.of("name", "permissions", USERS, TEAMS);

    private final Database database;
    private final Grants grants;
    private final StaffAccounts accounts;
    private final LiveSessions sessions;
    private final Journal journal;

    @Activate
    public RoleSection(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=security)") SchemaReady schema,
            @Reference Grants grants,
            @Reference StaffAccounts accounts,
            @Reference LiveSessions sessions,
            @Reference Journal journal) {
        this.database = new Database(source);
        this.grants = grants;
        this.accounts = accounts;
        this.sessions = sessions;
        this.journal = journal;
    }

    @Override
    public String name() {
        return "roles";
    }

    @Override
    public Map<String, String> references() {
        return Map.of(USERS, USERS, TEAMS, TEAMS);
    }

    @Override
    public String readPermission() {
        return "user.read";
    }

    @Override
    public String writePermission() {
        return "role.write";
    }

    /** A holder is a user or a team: whose it is nobody's stays out of the file. */
    @Override
    public List<Item> items(TenantId tenant) {
        return database.read(connection -> {
            Map<UUID, List<String>> holders = Roles.holders(connection, tenant);
            List<Item> items = new ArrayList<>();
            for (Role role : Roles.all(connection, tenant)) {
                Map<String, Object> content = new LinkedHashMap<>();
                content.put("name", role.name());
                content.put("permissions", List.copyOf(new TreeSet<>(role.permissions())));
                content.put(USERS, holders.getOrDefault(role.id(), List.of()));
                content.put(TEAMS, holders.getOrDefault(role.id(), List.of()));
                items.add(new Item(role.id(), role.code(), content));
            }
            return items;
        });
    }

    @Override
    public List<Fault> check(Principal actor, Plan plan) {
        List<Fault> faults = new ArrayList<>();
        Map<UUID, Role> known = database.read(connection -> Roles.all(connection, actor.tenant())).stream()
                .collect(Collectors.toMap(Role::id, role -> role));
        for (Change change : plan.changes()) {
            holders(actor, change, faults);
            Role role = known.get(change.id());
            Set<String> had = role == null ? Set.of() : role.permissions();
            if (change.kind() == Kind.REMOVED) {
                if (role != null && role.builtIn()) {
                    faults.add(new Fault(change.name(), "", "A built-in role cannot be deleted."));
                }
                within(actor, change, had, faults);
                continue;
            }
            if (!CODE.matcher(change.name()).matches()) {
                faults.add(new Fault(change.name(), "", "must be lower case letters, digits and hyphens"));
            }
            change.after().keySet().stream()
                    .filter(field -> !FIELDS.contains(field))
                    .forEach(field -> faults.add(new Fault(change.name(), field, "is not a field of this")));
            if (!(change.after().get("name") instanceof String text) || text.isBlank() || text.length() > 200) {
                faults.add(new Fault(change.name(), "name", "must be given, at most 200 characters"));
            }
            Set<String> wanted = texts(change.after(), "permissions");
            if (had.contains(Roles.ALL) != wanted.contains(Roles.ALL) || had.contains(Roles.ALL) && wanted.size() > 1) {
                faults.add(new Fault(change.name(), "permissions", "\"*\" stays where it is, and nowhere else"));
            } else if (!had.contains(Roles.ALL) && !wanted.equals(had)) {
                Set<String> catalogue = grants.catalogue().keySet();
                wanted.stream()
                        .filter(each -> !catalogue.contains(each) && !had.contains(each))
                        .forEach(each ->
                                faults.add(new Fault(change.name(), "permissions", "there is no permission " + each)));
                Set<String> touched = new TreeSet<>(wanted);
                touched.addAll(had);
                within(actor, change, touched, faults);
            }
            if (!actor.isSystem()
                    && texts(change.after(), USERS).contains(actor.user().toString())
                            != texts(change.before(), USERS)
                                    .contains(actor.user().toString())) {
                faults.add(new Fault(change.name(), USERS, "Nobody changes his own roles."));
            }
        }
        return faults;
    }

    /** Who has a role is a matter of users, not of the role. */
    private static void holders(Principal actor, Change change, List<Fault> faults) {
        if (actor.isSystem() || actor.may(USER_WRITE)) {
            return;
        }
        Stream.of(USERS, TEAMS)
                .filter(kind -> !texts(change.before(), kind).equals(texts(change.after(), kind)))
                .forEach(kind ->
                        faults.add(new Fault(change.name(), kind, "The permission " + USER_WRITE + " is needed.")));
    }

    private static void within(Principal actor, Change change, Set<String> permissions, List<Fault> faults) {
        try {
            if (!permissions.contains(Roles.ALL)) {
                StaffAccounts.within(actor, permissions);
            }
        } catch (Problem problem) {
            faults.add(new Fault(change.name(), "permissions", problem.detail()));
        }
    }

    private static Set<String> texts(Map<String, Object> content, String field) {
        return content.get(field) instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
    }

    @Override
    public void apply(Principal actor, List<Change> changes) {
        database.act(connection -> {
            for (Change change : changes) {
                if (change.kind() != Kind.REMOVED) {
                    define(connection, actor, change);
                }
            }
            assign(connection, actor, changes);
            for (Change change : changes) {
                if (change.kind() == Kind.REMOVED) {
                    remove(connection, actor, change);
                }
            }
        });
        grants.forgetAll();
        sessions.recheck();
        journal.committed();
    }

    private void define(Connection connection, Principal actor, Change change) throws SQLException {
        TenantId tenant = actor.tenant();
        Set<String> permissions = texts(change.after(), "permissions");
        String name = String.valueOf(change.after().get("name")).strip();
        boolean added = change.kind() == Kind.ADDED;
        boolean done = added
                ? Roles.add(connection, tenant, new Role(change.id(), change.name(), name, permissions, false, 1))
                : Roles.change(
                        connection,
                        tenant,
                        change.id(),
                        Roles.find(connection, tenant, change.id())
                                .map(Role::version)
                                .orElse(0L),
                        name,
                        permissions);
        if (!done) {
            throw Problem.conflict("security.role.changed", change.name() + " has been changed by somebody else.");
        }
        Details details = Details.of("code", change.name()).and("permissions", permissions);
        String verb = added ? "security.role.create" : "security.role.change";
        journal.record(connection, actor, verb, "role:" + change.id(), details);
        journal.event(connection, actor, Journal.ROLE_CHANGED, change.id(), Details.none());
    }

    /** Who gets roles, and who loses some: each is set once. */
    private void assign(Connection connection, Principal actor, List<Change> changes) throws SQLException {
        Map<Holder, Set<String>> codes = new HashMap<>();
        for (Change change : changes) {
            for (String kind : List.of(USERS, TEAMS)) {
                Set<String> before = texts(change.before(), kind);
                Set<String> after = texts(change.after(), kind);
                Set<String> touched = new TreeSet<>(before);
                touched.addAll(after);
                for (String id : touched) {
                    if (before.contains(id) == after.contains(id)) {
                        continue;
                    }
                    UUID uuid = UUID.fromString(id);
                    Holder holder = kind.equals(USERS)
                            ? new Holder.OfUser(new UserId(uuid))
                            : new Holder.OfTeam(new TeamId(uuid));
                    Set<String> held = codes.get(holder);
                    if (held == null) {
                        held = Roles.of(connection, actor.tenant(), List.of(uuid)).stream()
                                .map(Role::code)
                                .collect(Collectors.toCollection(TreeSet::new));
                        codes.put(holder, held);
                    }
                    if (after.contains(id)) {
                        held.add(change.name());
                    } else {
                        held.remove(change.name());
                    }
                }
            }
        }
        for (Map.Entry<Holder, Set<String>> each : codes.entrySet()) {
            accounts.roles(connection, actor, each.getKey(), each.getValue(), OptionalLong.empty());
        }
    }

    private void remove(Connection connection, Principal actor, Change change) throws SQLException {
        if (Roles.holders(connection, actor.tenant(), change.id()) > 0) {
            throw Problem.conflict("security.role.used", "Users or teams have the role " + change.name() + ".");
        }
        Roles.remove(connection, actor.tenant(), change.id());
        journal.record(
                connection, actor, "security.role.delete", "role:" + change.id(), Details.of("code", change.name()));
        journal.event(connection, actor, Journal.ROLE_CHANGED, change.id(), Details.none());
    }
}
