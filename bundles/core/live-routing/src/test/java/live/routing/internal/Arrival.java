// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import live.lib.router.Input;
import live.lib.router.View;

/** What whoever begins to route finds: it has heard of some desks already, or of none; and no queue keeps hours. */
final class Arrival implements Resumption.World {
    private final Storm storm;
    private final View view;

    Arrival(Storm storm, View view) {
        this.storm = storm;
        this.view = view;
    }

    @Override
    public Set<UUID> present() {
        return storm.random.nextBoolean()
                ? Set.of()
                : view.agents().stream()
                        .map(agent -> agent.rule().id())
                        .filter(agent -> storm.random.nextBoolean())
                        .collect(Collectors.toSet());
    }

    @Override
    public List<Input.SetOpening> openings(View now) {
        return List.of();
    }
}
