// SPDX-License-Identifier: Apache-2.0
package live.branch.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import live.branch.internal.store.VisitorStore;
import live.core.Principal;
import live.core.TaskHandle;
import live.core.Tasks;
import live.routing.Places;
import live.ticketing.Interactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes those out of the queue who have been gone for longer than their branch keeps their place. What an agent has already
 * stays with him: he ends it.
 */
@Component(service = Abandonment.class, immediate = true)
public final class Abandonment {
    private static final Logger LOG = LoggerFactory.getLogger(Abandonment.class);
    private static final Duration PACE = Duration.ofSeconds(5);

    private final VisitorStore visitors;
    private final Interactions interactions;
    private final Places places;
    private final Waiting waiting;
    private final Clock clock;
    private final Instant begun;
    private final TaskHandle looking;

    @Activate
    public Abandonment(
            @Reference VisitorStore visitors,
            @Reference Interactions interactions,
            @Reference Places places,
            @Reference Waiting waiting,
            @Reference Tasks tasks,
            @Reference Clock clock) {
        this.visitors = visitors;
        this.interactions = interactions;
        this.places = places;
        this.waiting = waiting;
        this.clock = clock;
        this.begun = clock.instant();
        looking = tasks.every("branch.abandon", PACE, this::look);
    }

    @Deactivate
    void stop() {
        looking.close();
    }

    private void look() {
        for (VisitorStore.Gone gone : visitors.gone(clock.instant(), begun)) {
            if (waiting.here(gone.visitor())) {
                continue;
            }
            boolean over = interactions
                    .get(gone.tenant(), gone.interaction())
                    .map(contact -> contact.closedAt().isPresent())
                    .orElse(true);
            if (over) {
                visitors.closed(gone.tenant(), gone.interaction());
            } else if (!places.places(gone.tenant(), List.of(Waiting.work(gone.interaction())))
                    .isEmpty()) {
                LOG.debug("branch.abandoned: {}", gone.interaction());
                interactions.close(Principal.system(gone.tenant(), "branch"), gone.interaction(), "abandoned");
            }
        }
    }
}
