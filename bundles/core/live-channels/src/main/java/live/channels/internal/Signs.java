// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import live.channel.Sign;
import live.core.InteractionId;
import live.core.TenantId;
import org.osgi.service.component.annotations.Component;

/** Passes on what the other side of a contact does at this moment. Thread-safe. */
@Component(service = Signs.class)
public final class Signs {
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Hears of every sign; must not block. */
    @FunctionalInterface
    public interface Listener {
        void given(TenantId tenant, InteractionId interaction, Sign sign);
    }

    /** Begins to tell somebody; closing ends it. */
    public AutoCloseable listen(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void give(TenantId tenant, InteractionId interaction, Sign sign) {
        listeners.forEach(listener -> listener.given(tenant, interaction, sign));
    }
}
