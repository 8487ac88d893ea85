// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds the state that {@link SnapshotWriter} wrote, and every index over it. */
final class SnapshotReader {
    private final ByteReader in;
    private final Domain domain;
    private final Clients clients;
    private final Map<Long, Work> byOrder = new HashMap<>();

    SnapshotReader(ByteReader in, Domain domain, Clients clients) {
        this.in = in;
        this.domain = domain;
        this.clients = clients;
    }

    void read() {
        int version = in.one();
        if (version != SnapshotWriter.VERSION) {
            throw new IllegalArgumentException(
                    "snapshot of version " + version + ", this engine reads " + SnapshotWriter.VERSION);
        }
        domain.now = in.number();
        domain.orders = in.number();
        domain.offers = in.number();
        in.list(in::text).forEach(domain.media::index);
        domain.rules = RuleCodec.rules(in);
        domain.media.define(domain.rules.media());
        domain.strategies.define(in.list(() -> RuleCodec.strategy(in)));
        in.list(this::queue).forEach(queue -> domain.queues.put(queue.rule.id(), queue));
        List<Agent> agents = in.list(this::agent);
        in.list(this::work);
        int index = 0;
        for (List<Long> orders : in.list(() -> in.list(in::number))) {
            Agent agent = agents.get(index++);
            for (Long order : orders) {
                give(agent, byOrder.get(order));
            }
            domain.refresh(agent);
        }
        in.list(this::reservation).forEach(reservation -> domain.refresh(reservation.agent));
        in.list(in::id).forEach(domain.works::remember);
        in.list(this::client);
        if (!in.atEnd()) {
            throw new IllegalArgumentException("more bytes than a snapshot has");
        }
    }

    private Queue queue() {
        QueueRule rule = RuleCodec.queue(in);
        Queue queue = new Queue(rule, domain.strategies.named(rule.strategy()));
        queue.opening = RuleCodec.opening(in);
        return queue;
    }

    private Agent agent() {
        Agent agent = domain.newAgent(RuleCodec.agent(in));
        agent.signedIn = in.flag();
        agent.reachable = in.flag();
        agent.ready = in.flag();
        agent.reason = in.text();
        agent.since = in.number();
        agent.idleSince = in.number();
        agent.idleOrder = in.number();
        agent.lastOffer = in.number();
        agent.served = in.number();
        agent.misses = in.small();
        return agent;
    }

    private Work work() {
        long order = in.number();
        Request request = RuleCodec.request(in);
        Queue queue = domain.queues.get(request.queue());
        if (queue == null) {
            throw new IllegalArgumentException("a contact without its queue");
        }
        Part part = part();
        Work work = domain.restoreWork(order, request, queue, in.small(), part);
        work.waitsSince = in.number();
        work.admitted = in.flag();
        work.attempts = in.small();
        in.list(in::id).forEach(work::leaves);
        byOrder.put(order, work);
        domain.enter(work, in.oneOf(Phase.values()));
        work.since = in.number();
        work.belongTo(agentOrNull());
        work.offer = in.number();
        Agent holder = agentOrNull();
        if (in.flag()) {
            domain.restorePhaseTimer(work, in.number(), in.number());
        }
        work.deadline = timer(Timer.Kind.DEADLINE, work, null);
        in.list(() -> {
                    Agent agent = agentOrNull();
                    return timer(Timer.Kind.PAUSE, work, agent);
                })
                .forEach(pause -> {
                    if (pause != null) {
                        work.pause(pause);
                    }
                });
        if (holder != null) {
            domain.hold(work, holder);
        } else if (work.phase() == Phase.WAITING) {
            domain.pushWaiting(work);
        }
        return work;
    }

    /** A contact comes before those who are invited to it. */
    private @Nullable Part part() {
        if (!in.flag()) {
            return null;
        }
        Work contact = domain.works.get(in.id());
        if (contact == null) {
            throw new IllegalArgumentException("an invitation without its contact");
        }
        return new Part(contact, in.oneOf(Role.values()), in.id());
    }

    private Reservation reservation() {
        long order = in.number();
        UUID id = in.id();
        Queue queue = domain.queues.get(in.id());
        Lane lane = domain.lane(domain.media.index(in.text()), in.small());
        Agent agent = domain.agents.get(in.id());
        if (queue == null || agent == null) {
            throw new IllegalArgumentException("a reservation of nobody");
        }
        Reservation reservation = new Reservation(order, id, queue, lane, agent, in.number());
        domain.reservations.add(reservation);
        return reservation;
    }

    private void give(Agent agent, @Nullable Work work) {
        if (work == null || work.agent() != agent) {
            throw new IllegalArgumentException("an agent with somebody else's contact");
        }
        agent.take(work);
        if (work.phase() == Phase.OFFERED) {
            agent.openOffers++;
        }
    }

    private @Nullable Agent agentOrNull() {
        UUID id = in.idOrNull();
        if (id == null) {
            return null;
        }
        Agent agent = domain.agents.get(id);
        if (agent == null) {
            throw new IllegalArgumentException("a contact of an unknown agent");
        }
        return agent;
    }

    private @Nullable Timer timer(Timer.Kind kind, Work work, @Nullable Agent agent) {
        if (!in.flag()) {
            return null;
        }
        Timer timer = new Timer(in.number(), in.number(), kind, work, agent);
        domain.add(timer);
        return timer;
    }

    private Long client() {
        long id = in.number();
        Clients.Seen seen = new Clients.Seen(in.number());
        for (int i = 0; i < seen.outcomes.length; i++) {
            seen.outcomes[i] = (byte) in.one();
        }
        clients.all().put(id, seen);
        return id;
    }
}
