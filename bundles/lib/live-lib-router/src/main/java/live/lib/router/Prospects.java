// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Looks at what is before contacts that wait. Costs a look at every contact, so it is made for one look. */
final class Prospects {
    private final Domain domain;
    private final List<Work> waiting = new ArrayList<>();
    private final Map<Object, List<Agent>> servers = new IdentityHashMap<>();

    Prospects(Domain domain) {
        this.domain = domain;
        for (Work work : domain.works) {
            if (work.place() != null) {
                waiting.add(work);
            }
        }
    }

    /** Of a contact that waits. */
    Prospect of(Work work) {
        List<Agent> mine = servers(work);
        int position = 1;
        double ahead = 0;
        Bits own = new Bits();
        mine.forEach(agent -> own.set(agent.slot, true));
        Map<List<Agent>, Double> shares = new IdentityHashMap<>();
        for (Work other : waiting) {
            if (other.lane().medium == work.lane().medium && other != work && other.precedes(work)) {
                double share = shares.computeIfAbsent(servers(other), theirs -> share(theirs, own));
                position += share > 0 ? 1 : 0;
                ahead += share;
            }
        }
        int slots = 0;
        Map<UUID, Integer> inHand = new HashMap<>();
        for (Agent agent : mine) {
            slots += agent.limit(work.lane().medium) / work.lane().units;
            count(agent, work.lane().medium, inHand);
        }
        return new Prospect(work.id(), work.queue().rule.id(), position, ahead, slots, inHand);
    }

    /** Of contacts that might come. */
    Availability availability(Queue queue, String name) {
        int medium = domain.media.indexOrNone(name);
        Circle circle = Circle.of(queue.rule, List.of(), 0).get(0);
        int able = 0;
        int signedIn = 0;
        int ready = 0;
        int free = 0;
        Bits own = new Bits();
        Map<UUID, Integer> inHand = new HashMap<>();
        for (Agent agent : domain.agents.values()) {
            if (!circle.has(agent) || agent.limit(medium) == 0) {
                continue;
            }
            able++;
            signedIn += agent.signedIn ? 1 : 0;
            if (agent.ready && agent.present()) {
                ready++;
                free += agent.places(medium, domain.media);
                own.set(agent.slot, true);
                count(agent, medium, inHand);
            }
        }
        return new Availability(queue.rule.id(), name, able, signedIn, ready, free, ahead(medium, own), inHand);
    }

    private double ahead(int medium, Bits own) {
        double ahead = 0;
        Map<List<Agent>, Double> shares = new IdentityHashMap<>();
        for (Work work : waiting) {
            if (work.lane().medium == medium) {
                ahead += shares.computeIfAbsent(servers(work), theirs -> share(theirs, own));
            }
        }
        return ahead;
    }

    private static void count(Agent agent, int medium, Map<UUID, Integer> inHand) {
        for (Work held : agent.works) {
            if (held.lane().medium == medium && held.units() > 0) {
                inHand.merge(held.queue().rule.id(), 1, Integer::sum);
            }
        }
    }

    private static double share(List<Agent> theirs, Bits mine) {
        int common = 0;
        for (Agent agent : theirs) {
            common += mine.has(agent.slot) ? 1 : 0;
        }
        return common == 0 ? 0 : (double) common / theirs.size();
    }

    /** Who is there and ready, and may take it as it waits now. The same list for all contacts alike. */
    private List<Agent> servers(Work work) {
        Object place = work.place() == null ? work.requirement() : work.place();
        return servers.computeIfAbsent(place, any -> {
            List<Agent> able = new ArrayList<>();
            if (work.phase() == Phase.HELD) {
                Agent holder = Domain.holderOf(work);
                if (holder.ready && holder.present()) {
                    able.add(holder);
                }
                return able;
            }
            work.requirement().able.forEach(slot -> {
                Agent agent = domain.agentAt(slot);
                if (agent.ready && agent.present() && agent.limit(work.lane().medium) >= work.lane().units) {
                    able.add(agent);
                }
            });
            return able;
        });
    }
}
