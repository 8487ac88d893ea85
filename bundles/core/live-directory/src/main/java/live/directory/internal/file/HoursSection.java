// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.file;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import live.core.HoursId;
import live.core.Principal;
import live.core.TenantId;
import live.core.configuration.Section;
import live.core.web.Problem;
import live.directory.Hours;
import live.directory.Usage;
import live.directory.internal.Journal;
import live.directory.internal.store.DirectoryStore;
import live.directory.internal.web.HoursText;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Opening hours. */
@Component(service = Section.class)
public final class HoursSection implements Section {
    private final DirectoryStore store;
    private final Journal journal;
    private final List<Usage> usages = new CopyOnWriteArrayList<>();

    @Activate
    public HoursSection(@Reference DirectoryStore store, @Reference Journal journal) {
        this.store = store;
        this.journal = journal;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addUsage(Usage usage) {
        usages.add(usage);
    }

    void removeUsage(Usage usage) {
        usages.remove(usage);
    }

    @Override
    public String name() {
        return "hours";
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
        return store.work(work -> work.calendars().all(tenant)).stream()
                .map(hours -> new Item(hours.id().value(), hours.name(), HoursText.write(hours)))
                .toList();
    }

    @Override
    public List<Fault> check(Principal actor, Plan plan) {
        List<Fault> faults = new ArrayList<>();
        for (Change change : plan.changes()) {
            if (change.kind() != Kind.REMOVED) {
                try {
                    hours(change, 1);
                } catch (Problem problem) {
                    problem.fields()
                            .forEach(field -> faults.add(new Fault(change.name(), field.field(), field.message())));
                }
            }
        }
        return faults;
    }

    private static Hours hours(Change change, long version) {
        return HoursText.read(new HoursId(change.id()), change.name(), change.after(), version);
    }

    @Override
    public void apply(Principal actor, List<Change> changes) {
        for (Change change : changes) {
            if (change.kind() == Kind.REMOVED
                    && usages.stream().anyMatch(usage -> !usage.of(actor.tenant(), change.id())
                            .isEmpty())) {
                throw Problem.conflict("directory.hours.used", change.name() + " are still in use.");
            }
        }
        store.act(work -> {
            for (Change change : changes) {
                HoursId id = new HoursId(change.id());
                long version = work.calendars()
                        .find(actor.tenant(), id)
                        .map(Hours::version)
                        .orElse(1L);
                boolean done =
                        switch (change.kind()) {
                            case ADDED -> work.calendars().add(actor.tenant(), hours(change, 1));
                            case CHANGED -> work.calendars().change(actor.tenant(), hours(change, version));
                            case REMOVED -> {
                                work.calendars().remove(actor.tenant(), id);
                                yield true;
                            }
                        };
                if (!done) {
                    throw Problem.conflict(
                            "directory.hours.changed", change.name() + " have been changed by somebody else.");
                }
                String verb =
                        change.kind() == Kind.ADDED ? "create" : change.kind() == Kind.CHANGED ? "change" : "delete";
                journal.changed(work.connection(), actor, "hours", verb, change.id(), List.of());
            }
        });
        journal.committed();
    }
}
