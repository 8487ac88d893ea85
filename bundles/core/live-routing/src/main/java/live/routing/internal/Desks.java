// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import live.core.QueueId;
import live.core.UserId;
import live.lib.router.Phase;
import live.lib.router.View;
import live.routing.AgentDesk;
import live.routing.Assignment;
import live.routing.Offer;
import live.routing.ReservationId;
import live.routing.WorkId;

/** What every agent of a domain has, as of the newest commit. Thread-safe; only the domain's writer updates it. */
final class Desks {
    private final Map<UUID, DeskState> states = new ConcurrentHashMap<>();
    private final Map<UUID, List<Consumer<DeskState>>> watchers = new ConcurrentHashMap<>();
    private volatile long sequence;
    /** Counts the updates that are done, so that who looks now and then sees whether there is anything new. */
    private final AtomicLong updates = new AtomicLong();

    long updates() {
        return updates.get();
    }

    /** Everybody; look at {@link #updates} before, not after. */
    Map<UUID, DeskState> all() {
        return Map.copyOf(states);
    }

    DeskState of(UserId agent) {
        DeskState state = states.get(agent.value());
        return state == null ? DeskState.nobody(sequence) : state;
    }

    /** Who is ready, and not heard of. */
    Set<UserId> unheard() {
        return states.entrySet().stream()
                .filter(each -> each.getValue().presence() == AgentDesk.Presence.READY
                        && !each.getValue().reachable())
                .map(each -> new UserId(each.getKey()))
                .collect(Collectors.toSet());
    }

    /** Calls back with each new state of an agent until closed; the caller looks at {@link #of} first. */
    AutoCloseable watch(UserId agent, Consumer<DeskState> watcher) {
        List<Consumer<DeskState>> list = watchers.computeIfAbsent(agent.value(), id -> new CopyOnWriteArrayList<>());
        list.add(watcher);
        return () -> list.remove(watcher);
    }

    void tell(Iterable<UUID> agents) {
        for (UUID agent : agents) {
            List<Consumer<DeskState>> list = watchers.get(agent);
            if (list != null) {
                DeskState state = of(new UserId(agent));
                list.forEach(watcher -> watcher.accept(state));
            }
        }
    }

    void clear() {
        states.clear();
        updates.incrementAndGet();
    }

    /**
     * How some desks look as of an entry, before anybody may know it.
     *
     * @param gone whom routing knows no longer
     */
    record Look(long asOf, Map<UUID, DeskState> states, List<UUID> gone) {}

    /** On the thread that the engine belongs to. */
    static Look look(View view, Invitations invitations, Iterable<UUID> agents, long asOf) {
        Map<UUID, DeskState> states = new LinkedHashMap<>();
        List<UUID> gone = new ArrayList<>();
        for (UUID agent : agents) {
            view.agent(agent)
                    .ifPresentOrElse(
                            state -> states.put(agent, state(view, invitations, state, asOf)), () -> gone.add(agent));
        }
        return new Look(asOf, states, gone);
    }

    /** From now on that is how they look. */
    void update(Look look) {
        sequence = look.asOf();
        states.putAll(look.states());
        look.gone().forEach(states::remove);
        updates.incrementAndGet();
    }

    private static DeskState state(View view, Invitations invitations, View.AgentState agent, long asOf) {
        List<Offer> offers = new ArrayList<>(1);
        List<Assignment> assignments = new ArrayList<>(1);
        List<DeskState.Ended> over = new ArrayList<>(0);
        for (UUID work : agent.works()) {
            view.work(work).ifPresent(state -> {
                if (state.phase() == Phase.OFFERED) {
                    offers.add(Participation.offer(view, state, agent.rule().id()));
                } else {
                    assignments.add(
                            Participation.assignment(view, state, agent.rule().id()));
                    invitations.over(work).forEach(each -> over.add(over(each)));
                }
            });
        }
        List<DeskState.Room> rooms = new ArrayList<>(agent.rooms().size());
        agent.rooms().forEach(room -> rooms.add(new DeskState.Room(room.medium(), room.used(), room.limit())));
        AgentDesk.Presence presence = !agent.signedIn()
                ? AgentDesk.Presence.SIGNED_OUT
                : agent.ready() ? AgentDesk.Presence.READY : AgentDesk.Presence.NOT_READY;
        return new DeskState(
                presence,
                agent.reason(),
                Instant.ofEpochMilli(agent.since()),
                agent.reachable(),
                offers,
                assignments,
                view.reservations(agent.rule().id()).stream()
                        .map(Desks::reserved)
                        .toList(),
                rooms,
                over,
                asOf);
    }

    private static DeskState.Reserved reserved(View.ReservationState reservation) {
        return new DeskState.Reserved(
                new ReservationId(reservation.id()),
                new QueueId(reservation.queue()),
                reservation.medium(),
                Instant.ofEpochMilli(reservation.until()));
    }

    private static DeskState.Ended over(Invitations.Ended ended) {
        return new DeskState.Ended(
                new WorkId(ended.contact()),
                new WorkId(ended.invitation()),
                Optional.ofNullable(ended.agent()).map(UserId::new),
                Participation.role(ended.role()),
                ended.reason(),
                Instant.ofEpochMilli(ended.at()));
    }
}
