// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.file;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import live.core.Principal;
import live.core.TenantId;
import live.core.configuration.Section;
import live.core.web.Checks;
import live.core.web.Problem;
import live.directory.Usage;
import live.directory.internal.Journal;
import live.directory.internal.store.DirectoryStore;
import live.directory.internal.store.DirectoryStore.Transaction;
import live.directory.internal.store.Groups;
import live.directory.internal.store.Groups.Group;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Units, teams and skills. A unit's superior stands with the users, who refer to their units. */
abstract class GroupSection implements Section {
    private static final String PARENT = "parent";

    private final Groups.Kind kind;
    private final DirectoryStore store;
    private final Journal journal;
    private final List<Usage> usages = new CopyOnWriteArrayList<>();

    GroupSection(Groups.Kind kind, DirectoryStore store, Journal journal) {
        this.kind = kind;
        this.store = store;
        this.journal = journal;
    }

    /** Units. */
    @Component(service = Section.class)
    public static final class Units extends GroupSection {
        @Activate
        public Units(@Reference DirectoryStore store, @Reference Journal journal) {
            super(Groups.Kind.UNIT, store, journal);
        }
    }

    /** Teams; they are not removed while something outside of the directory refers to them. */
    @Component(service = Section.class)
    public static final class Teams extends GroupSection {
        @Activate
        public Teams(@Reference DirectoryStore store, @Reference Journal journal) {
            super(Groups.Kind.TEAM, store, journal);
        }

        @Override
        @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
        void addUsage(Usage usage) {
            super.addUsage(usage);
        }

        @Override
        void removeUsage(Usage usage) {
            super.removeUsage(usage);
        }
    }

    /** Skills; they are not removed while something outside of the directory refers to them. */
    @Component(service = Section.class)
    public static final class Skills extends GroupSection {
        @Activate
        public Skills(@Reference DirectoryStore store, @Reference Journal journal) {
            super(Groups.Kind.SKILL, store, journal);
        }

        @Override
        @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
        void addUsage(Usage usage) {
            super.addUsage(usage);
        }

        @Override
        void removeUsage(Usage usage) {
            super.removeUsage(usage);
        }
    }

    void addUsage(Usage usage) {
        usages.add(usage);
    }

    void removeUsage(Usage usage) {
        usages.remove(usage);
    }

    @Override
    public String name() {
        return kind.word() + "s";
    }

    @Override
    public Map<String, String> references() {
        return kind == Groups.Kind.SKILL ? Map.of() : Map.of(PARENT, "units");
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
        return store.work(work -> work.groups().all(tenant, kind)).stream()
                .map(group -> new Item(
                        group.id(),
                        group.name(),
                        group.parent()
                                .<Map<String, Object>>map(parent -> Map.of(PARENT, parent.toString()))
                                .orElse(Map.of())))
                .toList();
    }

    @Override
    public List<Fault> check(Principal actor, Plan plan) {
        List<Fault> faults = new ArrayList<>();
        Map<UUID, Item> after = plan.after().getOrDefault(name(), Map.of());
        for (Change change : plan.changes()) {
            Content content = new Content(change.name(), change.after(), faults);
            content.only(references().keySet());
            content.text(PARENT);
            Checks checks = new Checks();
            checks.that(
                    checks.text("name", change.name(), 200).equals(change.name()),
                    "name",
                    "field.format",
                    "must not begin or end with a space");
            if (!checks.fine()) {
                content.wrong("", "is no name: one line of at most 200 characters");
            }
            if (kind == Groups.Kind.UNIT && circular(change.id(), after)) {
                content.wrong(PARENT, "makes the unit a part of itself");
            }
        }
        return faults;
    }

    private static boolean circular(UUID unit, Map<UUID, Item> after) {
        Set<UUID> passed = new HashSet<>();
        Optional<UUID> at = Optional.of(unit);
        while (at.isPresent()) {
            if (!passed.add(at.get())) {
                return true;
            }
            at = Optional.ofNullable(after.get(at.get()))
                    .map(item -> item.content().get(PARENT))
                    .map(parent -> UUID.fromString(parent.toString()));
        }
        return false;
    }

    @Override
    public void apply(Principal actor, List<Change> changes) {
        changes.stream().filter(change -> change.kind() == Kind.REMOVED).forEach(change -> unused(actor, change));
        store.act(work -> {
            // A unit comes after the one that it is part of, and goes before it.
            List<Change> waiting = new ArrayList<>(changes);
            while (!waiting.isEmpty()) {
                Change next = waiting.stream()
                        .filter(change -> waiting.stream().noneMatch(other -> before(other, change)))
                        .findFirst()
                        .orElse(waiting.get(0));
                waiting.remove(next);
                make(work, actor, next);
            }
        });
        journal.committed();
    }

    private static boolean before(Change one, Change other) {
        return other.kind() == Kind.REMOVED
                ? other.id().toString().equals(one.before().get(PARENT))
                : one.kind() == Kind.ADDED
                        && one.id().toString().equals(other.after().get(PARENT));
    }

    private void unused(Principal actor, Change change) {
        List<Usage.Use> uses = usages.stream()
                .flatMap(usage -> usage.of(actor.tenant(), change.id()).stream())
                .toList();
        if (!uses.isEmpty()) {
            throw used(change);
        }
    }

    private Problem used(Change change) {
        return Problem.conflict("directory." + kind.word() + ".used", change.name() + " is still in use.");
    }

    private void make(Transaction work, Principal actor, Change change) throws SQLException {
        Optional<UUID> parent =
                Optional.ofNullable(change.after().get(PARENT)).map(id -> UUID.fromString(id.toString()));
        String verb;
        boolean done;
        switch (change.kind()) {
            case ADDED -> {
                verb = "create";
                Group group = new Group(change.id(), change.name(), 0, parent, Optional.empty(), 1);
                done = work.groups().add(actor.tenant(), kind, group);
            }
            case CHANGED -> {
                verb = "change";
                Optional<Group> now = work.groups().find(actor.tenant(), kind, change.id());
                done = now.isPresent()
                        && work.groups()
                                .change(
                                        actor.tenant(),
                                        kind,
                                        new Group(
                                                change.id(),
                                                change.name(),
                                                0,
                                                parent,
                                                now.get().superior(),
                                                now.get().version()));
            }
            default -> {
                verb = "delete";
                if (!work.groups().uses(actor.tenant(), kind, change.id()).isEmpty()) {
                    throw used(change);
                }
                done = work.groups().remove(actor.tenant(), kind, change.id());
            }
        }
        if (!done) {
            throw Problem.conflict(
                    "directory." + kind.word() + ".changed", change.name() + " has been changed by somebody else.");
        }
        journal.changed(work.connection(), actor, kind.word(), verb, change.id(), List.of());
    }
}
