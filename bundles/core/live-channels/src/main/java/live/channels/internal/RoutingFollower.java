// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.util.List;
import live.channels.internal.store.WorkStore;
import live.routing.RoutingListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets the ledger follow what routing decides. */
@Component(service = RoutingListener.class)
public final class RoutingFollower implements RoutingListener {
    static final String NAME = "channels.work";

    private final WorkStore work;
    private final Dispatcher dispatcher;

    @Activate
    public RoutingFollower(@Reference WorkStore work, @Reference Dispatcher dispatcher) {
        this.work = work;
        this.dispatcher = dispatcher;
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
        if (work.follow(changes)) {
            dispatcher.wake();
        }
    }
}
