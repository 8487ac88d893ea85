// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal;

import java.util.ArrayList;
import java.util.List;
import live.routing.RoutingListener;
import live.ticketing.internal.store.Following;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whoever takes a contact has its ticket, whose history tells how long the contact rests. */
@Component(service = RoutingListener.class)
public final class AssignmentFollower implements RoutingListener {
    static final String NAME = "ticketing.assignment";

    private final Following following;

    @Activate
    public AssignmentFollower(@Reference Following following) {
        this.following = following;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void changed(Change change) {
        changed(List.of(change));
    }

    @Override
    public void changed(List<Change> changes) {
        List<Change> waiting = new ArrayList<>();
        for (Change change : changes) {
            if (change.state() == State.WAITING) {
                waiting.add(change);
            } else if (change.state() == State.ASSIGNED && change.agent().isPresent()) {
                move(waiting);
                following.assigned(change, change.agent().get());
            } else if (change.rest().isPresent()) {
                following.postponed(change, change.rest().get());
            }
        }
        move(waiting);
    }

    /** Most wait where their ticket is: only the others are worth a transaction. */
    private void move(List<Change> waiting) {
        for (Change change : following.elsewhere(waiting)) {
            following.moved(change);
        }
        waiting.clear();
    }
}
