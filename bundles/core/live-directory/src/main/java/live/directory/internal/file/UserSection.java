// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.file;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import live.core.Principal;
import live.core.SkillId;
import live.core.TeamId;
import live.core.TenantId;
import live.core.UnitId;
import live.core.UserId;
import live.core.configuration.Section;
import live.core.web.Checks;
import live.core.web.Problem;
import live.directory.User;
import live.directory.internal.Enrolment;
import live.directory.internal.Journal;
import live.directory.internal.store.DirectoryStore;
import live.directory.internal.store.DirectoryStore.Transaction;
import live.directory.internal.store.Groups;
import live.directory.internal.store.Groups.Group;
import live.security.Accounts;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Those who may sign in, by their logins. Who is removed is not active any more and belongs to nothing; who is added has
 * no password yet. Nobody comes back by a file.
 */
@Component(service = Section.class)
public final class UserSection implements Section {
    /** What he could do and how he signed in is not in the file: nobody would see what he gets back. */
    private static final String RETURNS =
            "was here before: make him active again under Users, then import the file once more";

    private final DirectoryStore store;
    private final Journal journal;
    private final Accounts accounts;

    @Activate
    public UserSection(@Reference DirectoryStore store, @Reference Journal journal, @Reference Accounts accounts) {
        this.store = store;
        this.journal = journal;
        this.accounts = accounts;
    }

    @Override
    public String name() {
        return "users";
    }

    @Override
    public Map<String, String> references() {
        return Map.of("unit", "units", "leads", "units", "teams", "teams", "skill", "skills");
    }

    @Override
    public String readPermission() {
        return "user.read";
    }

    @Override
    public String writePermission() {
        return "user.write";
    }

    @Override
    public List<Item> items(TenantId tenant) {
        return store.work(work -> {
            Map<UUID, List<String>> led = work.groups().all(tenant, Groups.Kind.UNIT).stream()
                    .filter(unit -> unit.superior().isPresent())
                    .sorted(Comparator.comparing(Group::name))
                    .collect(Collectors.groupingBy(
                            unit -> unit.superior().orElseThrow(),
                            Collectors.mapping(unit -> unit.id().toString(), Collectors.toList())));
            return work.staff().all(tenant).stream()
                    .filter(User::active)
                    .map(user -> new Item(
                            user.id().value(),
                            user.login(),
                            content(user, led.getOrDefault(user.id().value(), List.of()))))
                    .toList();
        });
    }

    private static Map<String, Object> content(User user, List<String> leads) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("name", user.name());
        if (!user.email().isEmpty()) {
            content.put("email", user.email());
        }
        content.put("locale", user.locale());
        user.unit().ifPresent(unit -> content.put("unit", unit.toString()));
        content.put("leads", leads);
        content.put(
                "teams", user.teams().stream().map(TeamId::toString).sorted().toList());
        content.put(
                "skills",
                user.skills().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey(Comparator.comparing(SkillId::toString)))
                        .map(UserSection::skill)
                        .toList());
        return content;
    }

    /** In an order that is the same in every product. */
    private static Map<String, Object> skill(Map.Entry<SkillId, Integer> wanted) {
        Map<String, Object> skill = new LinkedHashMap<>();
        skill.put("skill", wanted.getKey().toString());
        skill.put("level", wanted.getValue());
        return skill;
    }

    @Override
    public List<Fault> check(Principal actor, Plan plan) {
        List<Fault> faults = new ArrayList<>();
        for (Change change : plan.changes()) {
            if (change.kind() == Kind.REMOVED) {
                if (change.id().equals(actor.user().value())) {
                    faults.add(new Fault(change.name(), "", "Nobody deactivates himself."));
                }
                continue;
            }
            if (change.kind() == Kind.ADDED && former(actor.tenant(), change.name())) {
                faults.add(new Fault(change.name(), "", RETURNS));
            }
            user(actor.tenant(), change, 1, faults);
        }
        Map<String, String> leaders = new HashMap<>();
        plan.after().getOrDefault(name(), Map.of()).values().forEach(user -> {
            Content content = new Content(user.name(), user.content(), new ArrayList<>());
            content.ids("leads").forEach(unit -> {
                String other = leaders.put(unit.toString(), user.name());
                if (other != null) {
                    faults.add(new Fault(user.name(), "leads", "the unit is led by " + other + " already"));
                }
            });
        });
        return faults;
    }

    /** Somebody who is not active any more, but kept his password and his roles. */
    private boolean former(TenantId tenant, String login) {
        return store.work(work -> work.staff().byLogin(tenant, login))
                .filter(user -> !user.active())
                .isPresent();
    }

    private static User user(TenantId tenant, Change change, long version, List<Fault> faults) {
        Content content = new Content(change.name(), change.after(), faults);
        content.only(Set.of("name", "email", "locale", "unit", "leads", "teams", "skills"));
        Checks checks = new Checks();
        String login = Enrolment.login(checks, change.name());
        checks.that(login.equals(change.name()), "login", "field.format", "must be small letters");
        String name = checks.text("name", content.text("name").orElse(null), 200);
        String email = Enrolment.email(checks, content.text("email").orElse(null));
        String locale = Enrolment.locale(checks, content.text("locale").orElse(null));
        try {
            checks.done();
        } catch (Problem problem) {
            problem.fields().forEach(field -> content.wrong(field.field(), field.message()));
        }
        Map<SkillId, Integer> skills = new HashMap<>();
        for (Object each : content.list("skills")) {
            if (each instanceof Map<?, ?> skill
                    && skill.get("skill") instanceof String id
                    && (skill.get("level") == null ? Integer.valueOf(1) : skill.get("level")) instanceof Integer level
                    && level >= 1
                    && level <= 5) {
                skills.put(new SkillId(UUID.fromString(id)), level);
            } else {
                content.wrong("skills", "must be skills with levels from 1 to 5");
            }
        }
        return new User(
                tenant,
                new UserId(change.id()),
                login,
                name,
                email,
                locale,
                content.id("unit").map(UnitId::new),
                content.ids("teams").stream().map(TeamId::new).toList(),
                skills,
                true,
                version);
    }

    @Override
    public void apply(Principal actor, List<Change> changes) {
        store.act(work -> {
            for (Change change : changes) {
                make(work, actor, change);
            }
            for (Change change : changes) {
                lead(work, actor, change);
            }
        });
        journal.committed();
    }

    private void make(Transaction work, Principal actor, Change change) throws SQLException {
        TenantId tenant = actor.tenant();
        Optional<User> before = change.kind() == Kind.ADDED
                ? work.staff().byLogin(tenant, change.name())
                : work.staff().find(tenant, new UserId(change.id()));
        if (before.isPresent()) {
            accounts.requireAuthority(work.connection(), actor, before.get().id());
        }
        if (change.kind() == Kind.ADDED && before.isPresent()) {
            throw Problem.conflict("directory.login.taken", "Somebody else signs in as " + change.name() + ".");
        }
        boolean done;
        String verb = before.isPresent() ? "change" : "create";
        UserId id = before.map(User::id).orElse(new UserId(change.id()));
        if (change.kind() == Kind.REMOVED) {
            User user = before.orElseThrow();
            done = work.staff().change(left(user));
        } else {
            User user = user(tenant, change, 1, new ArrayList<>());
            List<TeamId> joined = new ArrayList<>(user.teams());
            joined.removeAll(before.map(User::teams).orElse(List.of()));
            accounts.requireAuthority(work.connection(), actor, joined);
            done = before.isPresent()
                    ? work.staff().change(with(user, id, before.get().version()))
                    : work.staff().add(user);
        }
        if (!done) {
            throw Problem.conflict("directory.user.changed", change.name() + " has been changed by somebody else.");
        }
        journal.changed(work.connection(), actor, "user", verb, id.value(), List.of());
    }

    /** He is kept, as history speaks of him, but belongs to nothing any more. */
    private static User left(User user) {
        return new User(
                user.tenant(),
                user.id(),
                user.login(),
                user.name(),
                user.email(),
                user.locale(),
                Optional.empty(),
                List.of(),
                Map.of(),
                false,
                user.version());
    }

    private static User with(User user, UserId id, long version) {
        return new User(
                user.tenant(),
                id,
                user.login(),
                user.name(),
                user.email(),
                user.locale(),
                user.unit(),
                user.teams(),
                user.skills(),
                true,
                version);
    }

    /** The units that somebody leads from now on, and does not any more. */
    private void lead(Transaction work, Principal actor, Change change) throws SQLException {
        UUID user = work.staff()
                .byLogin(actor.tenant(), change.name())
                .map(found -> found.id().value())
                .orElse(change.id());
        List<UUID> wanted = new Content(change.name(), change.after(), new ArrayList<>()).ids("leads");
        for (Group unit : work.groups().all(actor.tenant(), Groups.Kind.UNIT)) {
            boolean leads = unit.superior().equals(Optional.of(user));
            if (leads == wanted.contains(unit.id())) {
                continue;
            }
            Optional<UUID> superior = leads ? Optional.empty() : Optional.of(user);
            Group led = new Group(unit.id(), unit.name(), 0, unit.parent(), superior, unit.version());
            if (!work.groups().change(actor.tenant(), Groups.Kind.UNIT, led)) {
                throw Problem.conflict("directory.unit.changed", unit.name() + " has been changed by somebody else.");
            }
            journal.changed(work.connection(), actor, "unit", "change", unit.id(), List.of("superior"));
        }
    }
}
