// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal;

import live.routing.RoutingListener;
import live.ticketing.internal.store.Following;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whoever takes a contact has its ticket. */
@Component(service = RoutingListener.class)
public final class AssignmentFollower implements RoutingListener {
    private final Following following;

    @Activate
    public AssignmentFollower(@Reference Following following) {
        this.following = following;
    }

    @Override
    public String name() {
        return "ticketing.assignment";
    }

    @Override
    public void changed(Change change) {
        if (change.state() == State.ASSIGNED && change.agent().isPresent()) {
            following.assigned(
                    change.tenant(), change.interaction(), change.agent().get(), change.queue());
        } else if (change.state() == State.WAITING) {
            following.moved(change.tenant(), change.interaction(), change.queue());
        }
    }
}
