// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import live.channels.internal.store.DispatchStore;
import live.channels.internal.store.DispatchStore.Pending;
import live.core.InteractionId;
import live.core.Meter;
import live.core.Meters;
import live.core.QueueId;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.core.UserId;
import live.core.health.Health;
import live.core.health.HealthCheck;
import live.lib.sql.DatabaseException;
import live.routing.Outcome;
import live.routing.Router;
import live.routing.WorkId;
import live.routing.WorkRequest;
import live.ticketing.Profile;
import live.ticketing.Tickets;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells ticketing and routing of every contact, until both have answered. Both know what they were told before, so a
 * repetition after a crash has the effect of once.
 */
@Component(
        service = {Dispatcher.class, HealthCheck.class},
        property = "name=channels.dispatch")
public final class Dispatcher implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int BATCH = 500;
    private static final int MOST_POSTPONED = 5_000;
    /** Between two rounds: a lone contact goes at once, many go together. */
    private static final Duration PACE = Duration.ofMillis(20);

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration REST = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final Duration WORRY = Duration.ofMinutes(1);

    private final DispatchStore store;
    private final Profiles profiles;
    private final Clock clock;
    private final Meter dispatched;
    private final TaskHandle task;
    private final TaskHandle measure;
    private final Semaphore signal = new Semaphore(1);
    private final Map<InteractionId, Instant> postponed = new LinkedHashMap<>();
    private volatile DispatchStore.Backlog backlog = new DispatchStore.Backlog(0, Optional.empty());

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            fieldOption = FieldOption.REPLACE)
    volatile @Nullable Tickets tickets;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            fieldOption = FieldOption.REPLACE)
    volatile @Nullable Router router;

    @Activate
    public Dispatcher(
            @Reference DispatchStore store,
            @Reference Profiles profiles,
            @Reference Tasks tasks,
            @Reference Clock clock,
            @Reference Meters meters) {
        this.store = store;
        this.profiles = profiles;
        this.clock = clock;
        this.dispatched = meters.meter("live_channels_dispatch");
        this.task = tasks.run("channels.dispatch", this::run);
        this.measure = tasks.every("channels.backlog", Duration.ofSeconds(10), () -> backlog = store.backlog());
    }

    @Deactivate
    public void close() {
        task.close();
        measure.close();
    }

    /** Says that there may be something to dispatch. */
    public void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    private void run() throws InterruptedException {
        Duration rest = Duration.ZERO;
        while (true) {
            TimeUnit.NANOSECONDS.sleep(PACE.toNanos());
            signal.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS);
            signal.drainPermits();
            rest = round();
        }
    }

    /** Works on the oldest contacts. Returns how long to rest unless somebody calls. */
    private Duration round() throws InterruptedException {
        Tickets ticketing = tickets;
        Router routing = router;
        if (ticketing == null || routing == null) {
            return SOON;
        }
        Instant now = clock.instant();
        postponed.values().removeIf(until -> !until.isAfter(now));
        if (postponed.size() >= MOST_POSTPONED) {
            return SOON;
        }
        List<Pending> pending = store.pending(BATCH, Set.copyOf(postponed.keySet()));
        if (pending.isEmpty()) {
            return postponed.isEmpty() ? REST : SOON;
        }
        List<Pending> placed = place(ticketing, pending);
        boolean all = submit(routing, placed);
        if (!all || !postponed.isEmpty()) {
            return SOON;
        }
        // Whoever has written something meanwhile has called.
        return pending.size() == BATCH ? Duration.ZERO : REST;
    }

    private List<Pending> place(Tickets ticketing, List<Pending> pending) {
        Map<TenantId, List<Pending>> unplaced = new LinkedHashMap<>();
        Map<InteractionId, Pending> ready = new LinkedHashMap<>();
        for (Pending one : pending) {
            ready.put(one.interaction().id(), one);
            if (one.ticket().isEmpty()) {
                unplaced.computeIfAbsent(one.interaction().tenant(), tenant -> new ArrayList<>())
                        .add(one);
            }
        }
        unplaced.forEach((tenant, some) -> place(ticketing, tenant, some, ready));
        return List.copyOf(ready.values());
    }

    private void place(Tickets ticketing, TenantId tenant, List<Pending> some, Map<InteractionId, Pending> ready) {
        List<Tickets.Place> places;
        try {
            places = ticketing.place(some.stream()
                    .map(one -> new Tickets.Contact(
                            one.interaction(), Optional.of(one.queue()), one.priority(), one.attention()))
                    .toList());
        } catch (DatabaseException e) {
            throw e;
        } catch (RuntimeException e) {
            if (some.size() > 1) {
                // One contact that ticketing cannot take must not hold up the others.
                some.forEach(one -> place(ticketing, tenant, List.of(one), ready));
                return;
            }
            InteractionId interaction = some.get(0).interaction().id();
            LOG.warn("channels.dispatch.failed: ticketing failed on contact {}; it is tried again", interaction, e);
            postponed.put(interaction, clock.instant().plus(LATER));
            ready.remove(interaction);
            return;
        }
        store.placed(tenant, places);
        for (Tickets.Place place : places) {
            ready.computeIfPresent(
                    place.interaction(),
                    (id, one) -> new Pending(
                            one.interaction(),
                            place.queue().orElse(one.queue()),
                            place.priority(),
                            one.skills(),
                            place.preferredAgent().or(one::preferred),
                            Optional.of(place.ticket()),
                            one.attention(),
                            one.enqueuedAt()));
        }
    }

    private boolean submit(Router routing, List<Pending> ready) throws InterruptedException {
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        for (Pending one : ready) {
            answers.add(
                    one.attention() == Tickets.Attention.OFFER
                            ? submit(routing, one, one.queue()).thenCompose(outcome -> settle(routing, one, outcome))
                            : CompletableFuture.completedFuture(true));
        }
        Map<TenantId, List<InteractionId>> done = new LinkedHashMap<>();
        long deadline = System.nanoTime() + ANSWER.toNanos();
        boolean all = true;
        for (int i = 0; i < answers.size(); i++) {
            Pending one = ready.get(i);
            if (taken(answers.get(i), deadline)) {
                done.computeIfAbsent(one.interaction().tenant(), tenant -> new ArrayList<>())
                        .add(one.interaction().id());
            } else {
                all = false;
                if (refused(answers.get(i))) {
                    // Neither it nor the ones behind it gain anything by being told again at once.
                    postponed.put(one.interaction().id(), clock.instant().plus(LATER));
                }
            }
        }
        done.forEach(store::done);
        done.values().forEach(some -> dispatched.count(some.size()));
        return all;
    }

    private CompletableFuture<Outcome> submit(Router routing, Pending one, QueueId queue) {
        Profile customer = profiles.of(one.interaction().person());
        // Whoever has the matter in hand knows it best; otherwise whoever looks after this customer.
        Optional<UserId> preferred = one.preferred().or(customer::manager);
        Map<String, String> attributes = new TreeMap<>();
        one.interaction().channel().ifPresent(channel -> attributes.put("channel", channel.toString()));
        customer.segment().ifPresent(segment -> attributes.put("segment", segment));
        return routing.submit(
                        new WorkId(one.interaction().id().value()),
                        new WorkRequest(
                                one.interaction().tenant(),
                                one.interaction().id(),
                                queue,
                                one.interaction().medium(),
                                one.requirements(),
                                one.priority(),
                                preferred,
                                Optional.empty(),
                                one.enqueuedAt(),
                                Optional.empty(),
                                Optional.empty(),
                                attributes))
                .toCompletableFuture();
    }

    /** A queue that is gone must not keep a contact for ever: the built-in one takes it. */
    private CompletableFuture<Boolean> settle(Router routing, Pending one, Outcome outcome) {
        if (!(outcome instanceof Outcome.Refused refused)) {
            return CompletableFuture.completedFuture(true);
        }
        LOG.warn(
                "channels.dispatch.refused: routing refused contact {} for queue {}: {}",
                one.interaction().id(),
                one.queue(),
                refused.code());
        if (one.queue().equals(QueueId.UNSORTED)) {
            return CompletableFuture.completedFuture(false);
        }
        return submit(routing, one, QueueId.UNSORTED).thenApply(again -> !(again instanceof Outcome.Refused));
    }

    private static boolean refused(CompletableFuture<Boolean> answer) {
        return answer.isDone() && !answer.isCompletedExceptionally() && !answer.join();
    }

    private static boolean taken(CompletableFuture<Boolean> answer, long deadline) throws InterruptedException {
        try {
            return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("routing did not take a contact; it is tried again", e);
            return false;
        }
    }

    @Override
    public Health check() {
        DispatchStore.Backlog now = backlog;
        boolean late = now.since()
                .map(since -> since.plus(WORRY).isBefore(clock.instant()))
                .orElse(false);
        return late
                ? Health.degraded(
                        "channels.dispatch.late",
                        now.waiting() + " contacts wait for ticketing or routing. They are safe; see whether both run.")
                : Health.OK;
    }
}
