// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import live.core.Principal;
import live.core.push.PushSubscriber;
import live.core.push.PushTopic;
import live.routing.internal.JournalledDesk;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The subscriber's own desk, whole on every change. Who listens to it is there; who stops is soon not. */
@Component
public final class DeskTopic implements PushTopic {
    private final JournalledDesk desk;

    @Activate
    public DeskTopic(@Reference JournalledDesk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "desk";
    }

    @Override
    public AutoCloseable subscribe(Principal principal, String argument, PushSubscriber subscriber) {
        if (!principal.may(RoutingPermissions.WORK)) {
            return () -> {};
        }
        AutoCloseable watch =
                desk.watch(principal.tenant(), principal.user(), state -> subscriber.send(Json.of(DeskBody.of(state))));
        subscriber.send(Json.of(DeskBody.of(desk.state(principal.tenant(), principal.user()))));
        desk.opened(principal.tenant(), principal.user());
        return () -> {
            watch.close();
            desk.closed(principal.tenant(), principal.user());
        };
    }
}
