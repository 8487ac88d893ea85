// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
import org.jspecify.annotations.Nullable;

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

    /** How some desks look as of an entry, before anybody may know it. */
    record Look(long asOf, List<Desk> desks) {}

    /** @param state null of somebody whom routing knows no longer */
    record Desk(UUID agent, @Nullable DeskState state) {}

    /** On the thread that the engine belongs to. */
    static Look look(View view, Invitations invitations, Collection<UUID> agents, long asOf) {
        List<Desk> desks = new ArrayList<>(agents.size());
        for (UUID id : agents) {
            View.AgentState agent = view.agent(id).orElse(null);
            desks.add(new Desk(id, agent == null ? null : state(view, invitations, agent, asOf)));
        }
        return new Look(asOf, desks);
    }

    /** From now on that is how they look. */
    void update(Look look) {
        sequence = look.asOf();
        for (Desk desk : look.desks()) {
            if (desk.state() == null) {
                states.remove(desk.agent());
            } else {
                states.put(desk.agent(), desk.state());
            }
        }
        updates.incrementAndGet();
    }

    /**
     * By hand and with as few objects as may be: each decision changes a desk, and whatever is in one lives until the next.
     */
    private static DeskState state(View view, Invitations invitations, View.AgentState agent, long asOf) {
        List<Offer> offers = List.of();
        List<Assignment> assignments = List.of();
        List<DeskState.Ended> over = List.of();
        UserId user = new UserId(agent.rule().id());
        for (UUID id : agent.works()) {
            View.WorkState work = view.work(id).orElse(null);
            if (work != null && work.phase() == Phase.OFFERED) {
                offers = with(offers, Participation.offer(view, work, user));
            } else if (work != null) {
                assignments = with(assignments, Participation.assignment(view, work, user));
                for (Invitations.Ended each : invitations.over(id)) {
                    over = with(over, over(each));
                }
            }
        }
        return new DeskState(
                presence(agent),
                agent.reason(),
                Instant.ofEpochMilli(agent.since()),
                agent.reachable(),
                offers,
                assignments,
                reserved(view, user),
                rooms(agent),
                over,
                asOf);
    }

    /** Most lists of a desk are empty or have one element. */
    private static <T> List<T> with(List<T> some, T more) {
        if (some.isEmpty()) {
            return List.of(more);
        }
        List<T> all = new ArrayList<>(some);
        all.add(more);
        return all;
    }

    private static AgentDesk.Presence presence(View.AgentState agent) {
        if (!agent.signedIn()) {
            return AgentDesk.Presence.SIGNED_OUT;
        }
        return agent.ready() ? AgentDesk.Presence.READY : AgentDesk.Presence.NOT_READY;
    }

    private static List<DeskState.Room> rooms(View.AgentState agent) {
        List<DeskState.Room> rooms = List.of();
        for (View.Room room : agent.rooms()) {
            rooms = with(rooms, new DeskState.Room(room.medium(), room.used(), room.limit()));
        }
        return rooms;
    }

    private static List<DeskState.Reserved> reserved(View view, UserId agent) {
        List<View.ReservationState> reservations = view.reservations(agent.value());
        return reservations.isEmpty()
                ? List.of()
                : reservations.stream().map(Desks::reserved).toList();
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
