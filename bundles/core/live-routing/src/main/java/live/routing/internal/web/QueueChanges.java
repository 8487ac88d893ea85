// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import live.core.LiveException;
import live.core.Principal;
import live.core.QueueId;
import live.core.TenantId;
import live.core.UserId;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.core.web.Checks;
import live.core.web.Problem;
import live.directory.Directory;
import live.lib.sql.DatabaseException;
import live.routing.internal.DiversionCheck;
import live.routing.internal.Finding;
import live.routing.internal.Overview;
import live.routing.internal.QueueCheck;
import live.routing.internal.store.QueueDefinition;
import live.routing.internal.store.QueueVersion;
import live.routing.internal.store.QueueVersion.Act;
import live.routing.internal.store.QueueVersion.Change;
import live.routing.internal.store.Queues;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How queues change: checked, kept as a version, audited. Thread-safe. */
@Component(service = QueueChanges.class)
public final class QueueChanges {
    /** Code of what was changed by somebody else. */
    static final String CHANGED = "routing.queue.changed";

    private static final String UNIQUE_VIOLATION = "23505";

    private final Overview overview;
    private final Directory directory;
    private final AuditTrail audit;
    private final Clock clock;

    @Activate
    public QueueChanges(
            @Reference Overview overview,
            @Reference Directory directory,
            @Reference AuditTrail audit,
            @Reference Clock clock) {
        this.clock = clock;
        this.overview = overview;
        this.directory = directory;
        this.audit = audit;
    }

    QueueDefinition find(TenantId tenant, String text) {
        Checks checks = new Checks();
        QueueId id = new QueueId(checks.id("id", text));
        checks.done();
        return overview.queueTable()
                .find(tenant, id)
                .orElseThrow(() -> Problem.notFound("routing.queue.unknown", "There is no such queue."));
    }

    /** What the queue was. */
    QueueDefinition version(QueueDefinition queue, long version) {
        return overview.queueTable().versions(queue.tenant(), queue.id(), version + 1, 1).stream()
                .map(QueueVersion::queue)
                .filter(found -> found.version() == version)
                .findFirst()
                .orElseThrow(
                        () -> Problem.notFound("routing.queue.version.unknown", "The queue never had this version."));
    }

    /** @throws Problem 400 with everything that is wrong by itself */
    QueueDefinition definition(QueueWish wish, TenantId tenant, QueueId id) {
        return wish.definition(
                tenant, id, 1, directory.skills(tenant), overview.strategies().names());
    }

    /**
     * The queue as it shall be instead. A strategy that is away for the moment may stay what it is.
     *
     * @throws Problem 400 with everything that is wrong by itself
     */
    QueueDefinition definition(QueueWish wish, QueueDefinition before, long version) {
        List<String> strategies = new ArrayList<>(overview.strategies().names());
        strategies.add(before.strategy());
        return wish.definition(before.tenant(), before.id(), version, directory.skills(before.tenant()), strategies);
    }

    /** What is wrong or doubtful about a queue. */
    List<Finding> check(QueueDefinition queue) {
        TenantId tenant = queue.tenant();
        List<Finding> findings =
                new ArrayList<>(QueueCheck.of(queue, directory.teams(tenant).keySet(), directory.users(tenant)));
        findings.addAll(
                DiversionCheck.of(queue, overview.queueTable().all(tenant), directory.hours(tenant), clock.instant()));
        return findings;
    }

    /**
     * What is doubtful.
     *
     * @throws Problem 400 with what is wrong
     */
    List<Finding> doubts(QueueDefinition queue) {
        List<Finding> findings = check(queue);
        Checks checks = new Checks();
        findings.stream()
                .filter(Finding::isError)
                .forEach(error -> checks.wrong(error.field(), error.code(), error.message()));
        checks.done();
        return findings;
    }

    /** Adds the queue unless there is one of this id. */
    void create(Principal principal, QueueDefinition queue) {
        Change change = new Change(by(principal), Act.CREATE, OptionalLong.empty());
        store(queue, () -> overview.queueTable().create(queue, change, audited(principal, change, queue)));
    }

    /** False if somebody else has changed it since. */
    boolean change(Principal principal, QueueDefinition queue) {
        return change(principal, queue, new Change(by(principal), Act.CHANGE, OptionalLong.empty()));
    }

    /** Makes the queue what it was, as a version of its own; false if somebody else has changed it since. */
    boolean rollBack(Principal principal, QueueDefinition queue, long to) {
        return change(principal, queue, new Change(by(principal), Act.ROLLBACK, OptionalLong.of(to)));
    }

    private boolean change(Principal principal, QueueDefinition queue, Change change) {
        return store(queue, () -> overview.queueTable().change(queue, change, audited(principal, change, queue)));
    }

    /**
     * Several queues at once, in a transaction that others have begun; each as {@code change} says.
     *
     * @throws LiveException {@link #CHANGED} if one of them is not any more what the change is based on
     */
    Queues.Beside all(Principal principal, List<QueueDefinition> queues, Act act) {
        return connection -> {
            for (QueueDefinition queue : queues) {
                // A queue is brought back to what it was before its newest version.
                OptionalLong to = act == Act.ROLLBACK ? OptionalLong.of(queue.version() - 1) : OptionalLong.empty();
                Change change = new Change(by(principal), act, to);
                if (!overview.queueTable().changeIn(connection, queue, change, audited(principal, change, queue))) {
                    throw new LiveException(CHANGED, "A queue has been changed by somebody else.");
                }
            }
        };
    }

    /**
     * Adds and changes several queues, all or none.
     *
     * @throws Problem 409 if one has been changed by somebody else, or has the name of another
     */
    void replace(Principal principal, List<QueueDefinition> queues, Predicate<QueueDefinition> fresh) {
        try {
            overview.queueTable().together(connection -> {
                for (QueueDefinition queue : queues) {
                    Act act = fresh.test(queue) ? Act.CREATE : Act.CHANGE;
                    Change change = new Change(by(principal), act, OptionalLong.empty());
                    Queues.Beside beside = audited(principal, change, queue);
                    boolean done = act == Act.CREATE
                            ? overview.queueTable().createIn(connection, queue, change, beside)
                            : overview.queueTable().changeIn(connection, queue, change, beside);
                    if (!done) {
                        throw Problem.conflict(CHANGED, queue.name() + " has been changed by somebody else.");
                    }
                }
            });
        } catch (DatabaseException e) {
            if (e.state().equals(UNIQUE_VIOLATION)) {
                throw Problem.conflict("routing.queue.nameTaken", "There is a queue of one of these names already.");
            }
            throw e;
        }
    }

    /** The engine hears of these queues, as they are now. */
    void tell(TenantId tenant, List<QueueDefinition> queues) {
        overview.queuesChanged(tenant);
        queues.forEach(queue -> overview.define(find(tenant, queue.id().toString())));
    }

    void remove(Principal principal, QueueDefinition queue) {
        AuditEntry entry = entry(principal, "delete", queue, "{}");
        overview.queueTable().remove(queue.tenant(), queue.id(), connection -> audit.record(connection, entry));
        overview.queuesChanged(queue.tenant());
    }

    private static Optional<UserId> by(Principal principal) {
        return principal.isSystem() ? Optional.empty() : Optional.of(principal.user());
    }

    private Queues.Beside audited(Principal principal, Change change, QueueDefinition queue) {
        String details = change.rolledBackTo().isPresent()
                ? "{\"to\":" + change.rolledBackTo().getAsLong() + "}"
                : "{}";
        AuditEntry entry = entry(principal, change.act().code(), queue, details);
        return connection -> audit.record(connection, entry);
    }

    private static AuditEntry entry(Principal principal, String act, QueueDefinition queue, String details) {
        return new AuditEntry(principal, "routing.queue." + act, "queue:" + queue.id(), details);
    }

    private boolean store(QueueDefinition queue, BooleanSupplier storing) {
        try {
            boolean stored = storing.getAsBoolean();
            if (stored) {
                overview.queuesChanged(queue.tenant());
            }
            return stored;
        } catch (DatabaseException e) {
            if (e.state().equals(UNIQUE_VIOLATION)) {
                throw Problem.conflict("routing.queue.nameTaken", "There is a queue of this name already.");
            }
            throw e;
        }
    }
}
