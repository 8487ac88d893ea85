// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import static live.lib.router.Referee.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Watches who is held for contacts to come, as the {@link Referee} does the rest. */
final class Holding {
    private final Floor floor;
    /** When reservations end by themselves. */
    private final Map<UUID, Long> ends = new HashMap<>();

    Holding(Floor floor) {
        this.floor = floor;
    }

    /** Whether he may be held; answers what for. */
    Floor.Contact reserved(Decision.Reserved decision, Input.Reserve input) {
        Floor.Contact wanted = new Floor.Contact();
        wanted.request = Request.of(input.reservation(), input.queue(), input.medium(), floor.now)
                .withSkills(input.skills())
                .requiring(input.agent());
        Floor.Desk desk = floor.desks.get(decision.agent());
        assertThat(floor.free(decision.agent(), desk, wanted, false), "holds somebody who is not free", decision);
        assertThat(floor.eligible(decision.agent(), desk, wanted), "holds somebody who is not able", decision);
        for (Floor.Contact other : floor.contacts.values()) {
            boolean takable = other.waits()
                    && other.request.notBefore() < floor.now
                    && (other.request.preferredAgent() == null || other.request.preferredUntil() < floor.now)
                    && floor.eligible(decision.agent(), desk, other)
                    && floor.free(decision.agent(), desk, other, true);
            assertThat(!takable, "held although somebody waits for him", decision, other.request);
        }
        return wanted;
    }

    void add(Decision.Reserved decision, Floor.Contact wanted) {
        floor.desks.get(decision.agent()).reservations.put(decision.reservation(), wanted);
        ends.put(decision.reservation(), decision.until());
    }

    void released(Decision.Released decision, Floor.Desk desk) {
        assertThat(desk.reservations.remove(decision.reservation()) != null, "was not held", decision);
        long until = ends.remove(decision.reservation());
        assertThat(decision.why() != Decision.Released.Why.LAPSED || until <= floor.now, "is over too early", decision);
    }

    /** Whoever is held is there and ready, and not longer than he was to be. */
    void nobodyInVain(Engine engine) {
        floor.desks.forEach((agent, desk) -> {
            assertThat(
                    desk.reservations.isEmpty() || desk.signedIn && desk.reachable && desk.ready,
                    "is held and not there",
                    agent);
            assertThat(
                    desk.reservations.keySet().stream().allMatch(id -> ends.get(id) > floor.now), "is held too long");
            assertThat(
                    engine.view().reservations(agent).size() == desk.reservations.size(), "reservations differ", agent);
        });
    }
}
