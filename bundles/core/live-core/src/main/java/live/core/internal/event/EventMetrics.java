// SPDX-License-Identifier: Apache-2.0
package live.core.internal.event;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import live.core.Meters;
import live.core.event.EventConsumer;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code live_event_lag}: how many events each consumer has still to read. Nothing while nobody collects metrics. */
@Component(service = EventMetrics.class, immediate = true)
public final class EventMetrics {
    private final @Nullable Meters meters;
    private final Consumers consumers;
    private final Map<EventConsumer, AutoCloseable> gauges = new ConcurrentHashMap<>();

    @Activate
    public EventMetrics(
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Meters meters,
            @Reference Consumers consumers) {
        this.meters = meters;
        this.consumers = consumers;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void add(EventConsumer consumer) {
        if (meters == null) {
            return;
        }
        gauges.put(
                consumer, meters.gauge("live_event_lag", () -> consumers.lag(consumer), "consumer", consumer.name()));
    }

    void remove(EventConsumer consumer) throws Exception {
        AutoCloseable gauge = gauges.remove(consumer);
        if (gauge != null) {
            gauge.close();
        }
    }
}
