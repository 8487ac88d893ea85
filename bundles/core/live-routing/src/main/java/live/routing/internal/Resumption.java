// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import live.lib.router.Input;
import live.lib.router.View;

/**
 * What an engine hears first when it begins, or goes on after a pause. Whatever says that somebody or something is not
 * there comes before the pause counts, so that what fell due meanwhile is offered to nobody who has gone, and from no
 * queue that has closed. Used by the domain's writer alone.
 */
final class Resumption {
    private final Turn turn;
    private final World world;

    /** What is true outside at this moment. */
    interface World {
        /** Agents whose desk is open, on whatever node is heard of. */
        Set<UUID> present();

        /** What the clocks say of queues of which the engine believes otherwise. */
        List<Input.SetOpening> openings(View view);
    }

    Resumption(Turn turn, World world) {
        this.turn = turn;
        this.world = world;
    }

    /** Whoever is at a desk keeps what he was offered; who is not is not blamed for it. */
    void begin(long now) {
        Set<UUID> present = world.present();
        if (present.isEmpty()) {
            // Nothing is offered to nobody, so the order does not matter.
            turn.apply(now, new Input.Resumed(true), null);
            world.openings(turn.view()).forEach(opening -> turn.apply(now, opening, null));
        } else {
            long paused = turn.now();
            turn.view().agents().stream()
                    .filter(agent -> agent.signedIn()
                            && agent.reachable()
                            && !present.contains(agent.rule().id()))
                    .forEach(agent -> turn.apply(
                            paused, new Input.SessionLost(agent.rule().id()), null));
            goOn(now);
        }
        turn.touchEverybody();
    }

    /** Nobody has gone; the clocks have. */
    void goOn(long now) {
        List<Input.SetOpening> openings = world.openings(turn.view());
        long paused = turn.now();
        openings.stream()
                .filter(opening -> !opening.opening().open())
                .forEach(opening -> turn.apply(paused, opening, null));
        turn.apply(now, new Input.Resumed(false), null);
        openings.stream()
                .filter(opening -> opening.opening().open())
                .forEach(opening -> turn.apply(now, opening, null));
    }
}
