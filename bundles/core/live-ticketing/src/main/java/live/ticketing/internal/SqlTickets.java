// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import live.core.InteractionId;
import live.core.Meter;
import live.core.Meters;
import live.core.Principal;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.core.TicketId;
import live.lib.sql.GroupCommit;
import live.routing.Router;
import live.routing.Target;
import live.routing.WorkId;
import live.ticketing.NewTicket;
import live.ticketing.Ticket;
import live.ticketing.TicketChange;
import live.ticketing.Tickets;
import live.ticketing.internal.store.Changes;
import live.ticketing.internal.store.Placing;
import live.ticketing.internal.store.TicketIntake;
import live.ticketing.internal.store.TicketSearch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tickets in plain SQL: opened by group commit, placed by the batch, changed one by one. */
@Component(service = Tickets.class)
public final class SqlTickets implements Tickets {
    private static final Logger LOG = LoggerFactory.getLogger(SqlTickets.class);
    /** One: two would commit half as many tickets each time. */
    private static final int COMMITTERS = 1;

    private static final int CAPACITY = 10_000;
    private static final int LARGEST = 128;

    private final TicketSearch search;
    private final Placing placing;
    private final Changes changes;
    private final GroupCommit<TicketIntake.Opening, Ticket> commit;
    private final List<TaskHandle> committers = new ArrayList<>();
    private final AtomicReference<Router> router = new AtomicReference<>();

    @Activate
    public SqlTickets(
            @Reference TicketIntake intake,
            @Reference TicketSearch search,
            @Reference Placing placing,
            @Reference Changes changes,
            @Reference Tasks tasks,
            @Reference Meters meters) {
        this.search = search;
        this.placing = placing;
        this.changes = changes;
        Meter opened = meters.meter("live_ticketing_opened");
        commit = new GroupCommit<>(COMMITTERS, CAPACITY, LARGEST, openings -> {
            List<Ticket> tickets = intake.open(openings);
            opened.count(tickets.size());
            return tickets;
        });
        for (int i = 0; i < commit.lanes(); i++) {
            int lane = i;
            committers.add(tasks.run("ticketing.commit-" + lane, () -> commit.lane(lane)));
        }
    }

    @Deactivate
    public void close() {
        commit.close();
        committers.forEach(TaskHandle::close);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void bindRouter(Router service) {
        router.set(service);
    }

    public void unbindRouter(Router service) {
        router.compareAndSet(service, null);
    }

    @Override
    public CompletionStage<Ticket> open(Principal actor, NewTicket ticket) {
        return commit.submit(ticket.id().hashCode(), new TicketIntake.Opening(actor, ticket));
    }

    @Override
    public Optional<Ticket> get(TenantId tenant, TicketId ticket) {
        return search.get(tenant, ticket);
    }

    @Override
    public List<Place> place(List<Contact> contacts) {
        return placing.place(contacts);
    }

    @Override
    public Applied apply(Principal actor, TicketId ticket, long version, List<TicketChange> wanted) {
        Applied applied = changes.apply(actor, ticket, version, wanted);
        if (applied instanceof Applied.Done done) {
            wanted.forEach(change -> route(done.ticket(), change));
        }
        return applied;
    }

    /** What people decide about a ticket goes for its waiting contacts too. */
    private void route(Ticket ticket, TicketChange change) {
        Optional<Target> target = Optional.empty();
        if (change instanceof TicketChange.MoveTo move) {
            target = Optional.of(new Target.Queue(move.queue()));
        } else if (change instanceof TicketChange.Assign assign) {
            target = assign.assignee().map(Target.Agent::new);
        }
        Router routing = router.get();
        if (target.isEmpty() || routing == null || ticket.interactions().isEmpty()) {
            return;
        }
        InteractionId newest = ticket.interactions().get(ticket.interactions().size() - 1);
        routing.transfer(ticket.tenant(), new WorkId(newest.value()), target.get())
                .whenComplete((outcome, failure) -> {
                    if (failure != null) {
                        LOG.warn("ticketing.route.failed: contact {} stays where it is in routing", newest, failure);
                    }
                });
    }
}
