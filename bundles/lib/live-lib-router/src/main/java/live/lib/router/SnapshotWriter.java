// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the whole state in one canonical order: same state, same bytes. Indexes, heaps and counts are not written, as
 * they follow from the rest.
 */
final class SnapshotWriter {
    static final int VERSION = 8;

    private final ByteWriter out;
    private final Domain domain;
    private final Clients clients;

    SnapshotWriter(ByteWriter out, Domain domain, Clients clients) {
        this.out = out;
        this.domain = domain;
        this.clients = clients;
    }

    void write() {
        out.one(VERSION);
        out.number(domain.now);
        out.number(domain.orders);
        out.number(domain.offers);
        out.list(domain.media.names(), out::text);
        RuleCodec.write(domain.rules, out);
        out.list(domain.strategies.defined(), strategy -> RuleCodec.write(strategy, out));
        out.list(List.copyOf(domain.queues.values()), queue -> {
            RuleCodec.write(queue.rule, out);
            RuleCodec.write(queue.opening, out);
        });
        out.list(List.copyOf(domain.agents.values()), this::agent);
        out.list(
                domain.works.stream()
                        .sorted(Comparator.comparingLong(work -> work.order))
                        .toList(),
                this::work);
        out.list(List.copyOf(domain.agents.values()), agent -> out.list(agent.works, work -> out.number(work.order)));
        out.list(domain.reservations.all(), this::reservation);
        out.list(domain.works.ended(), out::id);
        out.list(List.copyOf(clients.all().entrySet()), client -> {
            out.number(client.getKey());
            out.number(client.getValue().highest);
            for (byte outcome : client.getValue().outcomes) {
                out.one(outcome);
            }
        });
    }

    private void reservation(Reservation reservation) {
        out.number(reservation.order);
        out.id(reservation.id);
        out.id(reservation.queue.rule.id());
        out.text(domain.media.names().get(reservation.lane.medium));
        out.number(reservation.lane.units);
        out.id(reservation.agent.id());
        out.number(reservation.until);
    }

    private void agent(Agent agent) {
        RuleCodec.write(agent.rule, out);
        out.flag(agent.signedIn);
        out.flag(agent.reachable);
        out.flag(agent.ready);
        out.text(agent.reason);
        out.number(agent.since);
        out.number(agent.idleSince);
        out.number(agent.idleOrder);
        out.number(agent.lastOffer);
        out.number(agent.served);
        out.number(agent.misses);
    }

    private void work(Work work) {
        out.number(work.order);
        RuleCodec.write(work.request(), out);
        part(work.part);
        out.number(work.ring);
        out.number(work.waitsSince);
        out.flag(work.admitted);
        out.number(work.attempts);
        out.list(work.left(), out::id);
        out.one(work.phase().ordinal());
        out.number(work.since);
        out.idOrNull(work.agent() == null ? null : work.agent().id());
        out.number(work.offer);
        // A preferred agent may have gone or come since: where it is held is state of its own.
        out.idOrNull(work.phase() == Phase.HELD ? Domain.holderOf(work).id() : null);
        out.flag(domain.hasPhaseTimer(work));
        if (domain.hasPhaseTimer(work)) {
            out.number(work.phaseEnd);
            out.number(work.phaseEndOrder);
        }
        timer(work.deadline);
        out.list(work.pauses(), pause -> {
            out.idOrNull(pause.agent == null ? null : pause.agent.id());
            timer(pause);
        });
    }

    private void part(@Nullable Part part) {
        out.flag(part != null);
        if (part != null) {
            out.id(part.contact.id());
            out.one(part.role.ordinal());
            out.id(part.by);
        }
    }

    private void timer(@Nullable Timer timer) {
        out.flag(timer != null);
        if (timer != null) {
            out.number(timer.at);
            out.number(timer.order);
        }
    }
}
