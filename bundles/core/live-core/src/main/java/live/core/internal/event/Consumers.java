// SPDX-License-Identifier: Apache-2.0
package live.core.internal.event;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import live.core.Tasks;
import live.core.event.EventConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Reads on behalf of every event consumer that is there. */
@Component(service = Consumers.class, immediate = true)
public final class Consumers {
    private final EventTable events;
    private final Sequencer sequencer;
    private final Tasks tasks;
    private final Map<EventConsumer, Reading> readings = new ConcurrentHashMap<>();

    @Activate
    public Consumers(@Reference EventTable events, @Reference Sequencer sequencer, @Reference Tasks tasks) {
        this.events = events;
        this.sequencer = sequencer;
        this.tasks = tasks;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void add(EventConsumer consumer) {
        readings.put(consumer, new Reading(consumer, events, sequencer, tasks));
    }

    void remove(EventConsumer consumer) {
        Reading reading = readings.remove(consumer);
        if (reading != null) {
            reading.close();
        }
    }

    /** How many events a consumer has still to read, as far as this node knows. */
    long lag(EventConsumer consumer) {
        Reading reading = readings.get(consumer);
        return reading == null ? 0 : reading.lag();
    }

    @Deactivate
    void deactivate() {
        readings.values().forEach(Reading::close);
    }
}
