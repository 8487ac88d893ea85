// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import live.core.Principal;
import live.core.QueueId;
import live.core.SkillId;
import live.core.TeamId;
import live.core.TenantId;
import live.core.configuration.Section;
import live.core.web.Problem;
import live.directory.Usage;
import live.routing.Outcome;
import live.routing.internal.Finding;
import live.routing.internal.Overview;
import live.routing.internal.QueueCheck;
import live.routing.internal.store.QueueDefinition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Queues with their rules, as a section of the configuration's file. */
@Component(service = Section.class)
public final class QueueSection implements Section {
    private static final Set<String> APART = Set.of(
            "id", "name", "version", "waiting", "longestWaitSeconds", "agentsReady", "open", "openUntil", "findings");

    private final Overview overview;
    private final QueueChanges changes;
    private final List<Usage> usages = new CopyOnWriteArrayList<>();

    @Activate
    public QueueSection(@Reference Overview overview, @Reference QueueChanges changes) {
        this.overview = overview;
        this.changes = changes;
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
        return "queues";
    }

    @Override
    public Map<String, String> references() {
        return Map.of(
                "skill", "skills",
                "teams", "teams",
                "hours", "hours",
                "closedQueue", "queues",
                "overflowQueue", "queues");
    }

    @Override
    public String readPermission() {
        return RoutingPermissions.QUEUE_READ;
    }

    @Override
    public String writePermission() {
        return RoutingPermissions.QUEUE_WRITE;
    }

    @Override
    public List<Item> items(TenantId tenant) {
        return overview.queueTable().all(tenant).stream()
                .map(queue -> new Item(queue.id().value(), queue.name(), content(queue)))
                .toList();
    }

    private static Map<String, Object> content(QueueDefinition queue) {
        Map<String, Object> content = Json.map(QueueBody.of(queue));
        content.keySet().removeAll(APART);
        return content;
    }

    @Override
    public List<Fault> check(Principal actor, Plan plan) {
        List<Fault> faults = new ArrayList<>();
        for (Change change : plan.changes()) {
            if (change.kind() == Kind.REMOVED) {
                if (change.id().equals(QueueId.UNSORTED.value())) {
                    faults.add(new Fault(change.name(), "", "The built-in queue cannot be deleted."));
                }
                continue;
            }
            APART.stream()
                    .filter(change.after()::containsKey)
                    .forEach(field -> faults.add(new Fault(change.name(), field, "is not a field of this")));
            try {
                Map<SkillId, String> skills =
                        plan.ids("skills").stream().collect(Collectors.toMap(SkillId::new, id -> ""));
                QueueDefinition queue = wish(change)
                        .definition(
                                actor.tenant(),
                                new QueueId(change.id()),
                                1,
                                skills,
                                overview.strategies().names());
                // Who could take its contacts is not known before everything is there; what is wrong in itself is.
                QueueCheck.of(queue, plan.ids("teams").stream().map(TeamId::new).collect(Collectors.toSet()), List.of())
                        .stream()
                        .filter(Finding::isError)
                        .forEach(found -> faults.add(new Fault(change.name(), found.field(), found.message())));
            } catch (Problem problem) {
                problem.fields().forEach(field -> faults.add(new Fault(change.name(), field.field(), field.message())));
            }
        }
        return faults;
    }

    private static QueueWish wish(Change change) {
        Map<String, Object> fields = new HashMap<>(change.after());
        fields.put("name", change.name());
        try {
            return Json.convert(fields, QueueWish.class);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("", "field.type", "holds a field that a queue does not have, or of another type");
        }
    }

    @Override
    public void apply(Principal actor, List<Change> wanted) {
        requireUnused(actor.tenant(), ids(wanted, Kind.REMOVED));
        List<QueueDefinition> queues = new ArrayList<>();
        for (Change change : wanted) {
            QueueDefinition now = change.kind() == Kind.ADDED
                    ? null
                    : changes.find(actor.tenant(), change.id().toString());
            if (change.kind() == Kind.REMOVED && now != null) {
                remove(actor, now);
            } else if (now == null) {
                queues.add(changes.definition(wish(change), actor.tenant(), new QueueId(change.id())));
            } else {
                queues.add(changes.definition(wish(change), now, now.version()));
            }
        }
        Set<UUID> fresh = ids(wanted, Kind.ADDED);
        changes.replace(actor, queues, queue -> fresh.contains(queue.id().value()));
        changes.tell(actor.tenant(), queues);
    }

    private static Set<UUID> ids(List<Change> changes, Kind kind) {
        return changes.stream()
                .filter(change -> change.kind() == kind)
                .map(Change::id)
                .collect(Collectors.toSet());
    }

    /** Not before everything else has gone: until then what the file removes as well still refers to a queue. */
    private void requireUnused(TenantId tenant, Set<UUID> leaving) {
        for (UUID id : leaving) {
            QueueDefinition queue = changes.find(tenant, id.toString());
            String uses = QueueUses.of(overview, usages, queue).stream()
                    .filter(use -> !use.kind().equals("queue") || !leaving.contains(use.id()))
                    .map(use -> use.kind() + " " + use.name())
                    .collect(Collectors.joining(", "));
            if (!uses.isEmpty()) {
                throw Problem.conflict("routing.queue.used", queue.name() + " is still used by: " + uses + ".");
            }
        }
    }

    private void remove(Principal actor, QueueDefinition queue) {
        try {
            Outcome outcome = overview.closeQueue(actor.tenant(), queue.id())
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            if (outcome instanceof Outcome.Refused refused) {
                throw Problem.conflict(refused.code(), queue.name() + ": " + refused.reason());
            }
            changes.remove(actor, queue);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Replies.unavailable();
        } catch (ExecutionException | CompletionException | TimeoutException e) {
            throw Replies.unavailable();
        }
    }
}
