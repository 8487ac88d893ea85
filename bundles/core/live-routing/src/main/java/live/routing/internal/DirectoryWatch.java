// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.List;
import live.core.event.Event;
import live.core.event.EventConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** When people, teams or skills change, so do the engine's agents. */
@Component
public final class DirectoryWatch implements EventConsumer {
    private final Domains domains;

    @Activate
    public DirectoryWatch(@Reference Domains domains) {
        this.domains = domains;
    }

    @Override
    public String name() {
        return "routing.directory";
    }

    @Override
    public void consume(List<Event> events) {
        if (events.stream().anyMatch(event -> event.type().startsWith("directory."))) {
            domains.rulesChanged();
        }
    }
}
