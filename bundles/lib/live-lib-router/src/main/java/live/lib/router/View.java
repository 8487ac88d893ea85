// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Immutable looks at the engine's state. To be asked by the engine's one writer only. */
public final class View {
    /** No id comes before it. */
    private static final UUID FIRST = new UUID(Long.MIN_VALUE, Long.MIN_VALUE);

    private final Domain domain;
    private final Overflow overflow;

    View(Domain domain) {
        this.domain = domain;
        overflow = new Overflow(domain);
    }

    /**
     * A queue.
     *
     * @param opening what its hours say
     * @param waiting contacts that want an agent and have none, held, resting and scheduled ones included; invitations
     *     count nowhere
     * @param oldest since when the longest waiting one waits; {@link Long#MAX_VALUE} if none does
     * @param agentsReady how many agents serve it without expansion, are there and ready
     * @param agentsBusy how many of these have something in hand
     * @param agentsAway how many agents serve it and are signed in, but not ready or not reachable
     */
    public record QueueState(
            QueueRule rule,
            Opening opening,
            int waiting,
            long oldest,
            int offered,
            int assigned,
            int wrapping,
            int agentsReady,
            int agentsBusy,
            int agentsAway) {}

    /**
     * An agent.
     *
     * @param since when his presence, not his reachability, last changed
     * @param rooms what he may have and has of each medium that his capacity lists, and of others that he has
     */
    public record AgentState(
            AgentRule rule,
            boolean signedIn,
            boolean reachable,
            boolean ready,
            String reason,
            long since,
            List<Room> rooms,
            List<UUID> works) {}

    /** Units of a medium: taken, and in all. */
    public record Room(String medium, int used, int limit) {}

    /**
     * A contact.
     *
     * @param since when its phase began; of owned ones since when its owner has it
     * @param until when its phase ends by itself, its queue opens while it rests, or the next ring opens to it while it
     *     waits; {@link Long#MAX_VALUE} = nothing of all that
     * @param leavesAt when it goes to another queue if it still waits then; {@link Long#MAX_VALUE} = it does not
     * @param ring how many rings of its queue are open to it
     * @param offer the offer that is open or was accepted; 0 = none
     * @param attempts how often its customer was not reached
     * @param invitation to what it is an invitation; null of a contact
     * @param invitations who else takes part in the contact, or is asked to, oldest first
     */
    public record WorkState(
            Request request,
            Phase phase,
            long since,
            long until,
            long leavesAt,
            int ring,
            @Nullable UUID agent,
            long offer,
            int attempts,
            @Nullable Invitation invitation,
            List<UUID> invitations) {}

    /** All queues. Costs a look at every contact, and one at every group of every agent. */
    public List<QueueState> queues() {
        Map<Queue, Long> oldest = new IdentityHashMap<>();
        for (Work work : domain.works) {
            if (work.part == null && !work.phase().withAgent()) {
                long since = work.enqueuedAt();
                Long known = oldest.get(work.queue());
                if (known == null || since < known) {
                    oldest.put(work.queue(), since);
                }
            }
        }
        Staffing staffing = new Staffing(domain.queues.values());
        domain.agents.values().forEach(staffing::count);
        List<QueueState> states = new ArrayList<>(domain.queues.size());
        for (Queue queue : domain.queues.values()) {
            Staffing.Count agents = staffing.of(queue);
            states.add(new QueueState(
                    queue.rule,
                    queue.opening,
                    queue.unserved(),
                    oldest.getOrDefault(queue, Long.MAX_VALUE),
                    queue.count(Phase.OFFERED),
                    queue.count(Phase.ASSIGNED),
                    queue.count(Phase.WRAPPING),
                    agents.ready,
                    agents.busy,
                    agents.away));
        }
        return states;
    }

    public Rules rules() {
        return domain.rules;
    }

    /** Which strategies there are beside the built-in ones, by name. */
    public List<StrategyVersion> strategies() {
        return domain.strategies.defined();
    }

    /** Whether a rule, a capacity or a contact has named the medium before. */
    public boolean knowsMedium(String medium) {
        return domain.media.knows(medium);
    }

    public List<UUID> queueIds() {
        return List.copyOf(domain.queues.keySet());
    }

    public Optional<QueueRule> queue(UUID id) {
        return Optional.ofNullable(domain.queues.get(id)).map(queue -> queue.rule);
    }

    /** What the hours of a queue say; empty if there is no such queue. */
    public Optional<Opening> opening(UUID id) {
        return Optional.ofNullable(domain.queues.get(id)).map(queue -> queue.opening);
    }

    public List<AgentState> agents() {
        List<AgentState> states = new ArrayList<>(domain.agents.size());
        domain.agents.values().forEach(agent -> states.add(state(agent)));
        return states;
    }

    public Optional<AgentState> agent(UUID id) {
        return Optional.ofNullable(domain.agents.get(id)).map(this::state);
    }

    public Optional<WorkState> work(UUID id) {
        return Optional.ofNullable(domain.works.get(id)).map(this::state);
    }

    public int workCount() {
        return domain.works.size();
    }

    /** Everything in the domain, in order of arrival. Costs time and memory: for recovery and tests. */
    public List<WorkState> works() {
        return domain.works.stream()
                .sorted(Comparator.comparingLong(work -> work.order))
                .map(this::state)
                .toList();
    }

    /**
     * Some of the contacts, in no order.
     *
     * @param next where to go on; -1 = that was all
     */
    public record Stretch(List<WorkState> works, int next) {}

    /**
     * Goes through the contacts bit by bit, so that nobody is held up. Whatever is there from the first stretch to the last
     * is in one of them.
     *
     * @param from 0, or what the stretch before said
     * @param places at so many places it looks
     */
    public Stretch stretch(int from, int places) {
        int end = (int) Math.min((long) from + places, domain.works.places());
        List<WorkState> found = new ArrayList<>();
        for (int place = from; place < end; place++) {
            Work work = domain.works.at(place);
            if (work != null) {
                found.add(state(work));
            }
        }
        return new Stretch(found, end < domain.works.places() ? end : -1);
    }

    /** Whether the contact is remembered to have ended. */
    public boolean hasEnded(UUID id) {
        return domain.works.hasEnded(id);
    }

    /** What waits in a queue, invitations included, best claims first, at most {@code limit}. Costs a look at every contact. */
    public List<WorkState> waiting(UUID queue, int limit) {
        return domain.works.stream()
                .filter(work ->
                        !work.phase().withAgent() && work.queue().rule.id().equals(queue))
                .sorted(Comparator.<Work>comparingLong(work -> work.claim).thenComparingLong(work -> work.order))
                .limit(limit)
                .map(this::state)
                .toList();
    }

    /** An agent is held for a contact to come, until then at most. */
    public record ReservationState(UUID id, UUID queue, String medium, UUID agent, long until) {}

    /** For what an agent is held. */
    public List<ReservationState> reservations(UUID agent) {
        Agent held = domain.agents.get(agent);
        return held == null || held.reservations == 0
                ? List.of()
                : domain.reservations.of(held).stream().map(this::state).toList();
    }

    /** An open reservation; empty if it is over or was never made. */
    public Optional<ReservationState> reservation(UUID id) {
        return Optional.ofNullable(domain.reservations.get(id)).map(this::state);
    }

    private ReservationState state(Reservation reservation) {
        return new ReservationState(
                reservation.id,
                reservation.queue.rule.id(),
                domain.media.names().get(reservation.lane.medium),
                reservation.agent.id(),
                reservation.until);
    }

    /** A place among what rests until a time. */
    public record Due(long at, UUID work) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at != other.at ? Long.compare(at, other.at) : work.compareTo(other.work);
        }
    }

    /** Some of what rests until a time, and how much there is of it in all. */
    public record Scheduled(List<WorkState> works, int total) {}

    /**
     * What rests until a time, the earliest first. Costs a look at all of that.
     *
     * @param queue of which; null = of all
     * @param agent for whom it shall wait then; null = whoever it waits for
     * @param after what comes after that; null = from the first on
     */
    public Scheduled scheduled(@Nullable UUID queue, @Nullable UUID agent, @Nullable Due after, int limit) {
        return scheduled(queue, agent, request -> true, after, limit);
    }

    /** The same of those that fit; what does not is not counted either. */
    public Scheduled scheduled(
            @Nullable UUID queue, @Nullable UUID agent, Predicate<Request> fits, @Nullable Due after, int limit) {
        List<WorkState> some = new ArrayList<>();
        int total = 0;
        for (Map.Entry<Due, Work> entry : domain.scheduled.entrySet()) {
            Request request = entry.getValue().request();
            boolean wanted = (queue == null || queue.equals(request.queue()))
                    && (agent == null
                            || agent.equals(request.requiredAgent())
                            || agent.equals(request.preferredAgent()))
                    && fits.test(request);
            total += wanted ? 1 : 0;
            if (wanted
                    && some.size() < limit
                    && (after == null || entry.getKey().compareTo(after) > 0)) {
                some.add(state(entry.getValue()));
            }
        }
        return new Scheduled(some, total);
    }

    static Due due(Work work) {
        return new Due(work.notBefore(), work.id());
    }

    /**
     * What these contacts have before them; those that do not wait for an agent are left out. Costs a look at every
     * contact, and for each of these at everything that waits.
     */
    public List<Prospect> prospects(Collection<UUID> works) {
        Prospects prospects = new Prospects(domain);
        List<Prospect> all = new ArrayList<>();
        for (UUID id : works) {
            Work work = domain.works.get(id);
            if (work != null && work.place() != null) {
                all.add(prospects.of(work));
            }
        }
        return all;
    }

    /**
     * Who there is for more contacts of a queue; empty if there is no such queue. Costs a look at every agent and every
     * contact.
     */
    public Optional<Availability> availability(UUID queue, String medium) {
        return Optional.ofNullable(domain.queues.get(queue))
                .map(found -> new Prospects(domain).availability(found, medium));
    }

    /** How many contacts of a queue rest until a time in each of some stretches, one after the other. */
    public int[] due(UUID queue, long from, long stretchMillis, int stretches) {
        int[] due = new int[stretches];
        for (Map.Entry<Due, Work> entry :
                domain.scheduled.tailMap(new Due(from, FIRST)).entrySet()) {
            long stretch = (entry.getKey().at() - from) / stretchMillis;
            if (stretch >= stretches) {
                break;
            }
            if (entry.getValue().queue().rule.id().equals(queue)) {
                due[(int) stretch]++;
            }
        }
        return due;
    }

    private AgentState state(Agent agent) {
        // By hand and not by streams: every change of a desk asks for it, on the writer's thread.
        List<UUID> works = new ArrayList<>(agent.works.size());
        for (Work work : agent.works) {
            works.add(work.id());
        }
        return new AgentState(
                agent.rule,
                agent.signedIn,
                agent.reachable,
                agent.ready,
                agent.reason,
                agent.since,
                rooms(agent),
                Collections.unmodifiableList(works));
    }

    private List<Room> rooms(Agent agent) {
        List<String> names = domain.media.names();
        List<Room> rooms = new ArrayList<>(names.size());
        for (int medium = 0; medium < names.size(); medium++) {
            if (agent.lists(medium) || agent.taken(medium) > 0) {
                rooms.add(new Room(names.get(medium), agent.taken(medium), agent.limit(medium)));
            }
        }
        return rooms;
    }

    private static long until(Work work) {
        return switch (work.phase()) {
            case RESTING -> work.queue().opening.until();
            case WAITING -> Expansion.opensAt(work);
            default -> work.phaseEnd;
        };
    }

    private WorkState state(Work work) {
        return new WorkState(
                work.request(),
                work.phase(),
                work.since,
                until(work),
                work.phase() == Phase.WAITING ? overflow.leavesAt(work) : Long.MAX_VALUE,
                work.ring,
                work.agent() == null ? null : work.agent().id(),
                work.offer,
                work.attempts,
                work.part == null ? null : work.part.invitation(),
                work.invitations().isEmpty()
                        ? List.of()
                        : work.invitations().stream()
                                .map(invitation -> invitation.id())
                                .toList());
    }
}
