// SPDX-License-Identifier: Apache-2.0
package live.observe.internal.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import live.core.LiveException;
import live.core.Meter;
import live.core.Meters;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** The meters of one bundle. Gauges that it forgets to close are closed when it leaves, for they hold its classes. */
@Component(service = Meters.class, scope = ServiceScope.BUNDLE)
public final class BundleMeters implements Meters {
    private static final double NANOS = 1e9;

    private final Registry registry;
    private final Set<AutoCloseable> gauges = ConcurrentHashMap.newKeySet();

    @Activate
    public BundleMeters(@Reference Registry registry) {
        this.registry = registry;
    }

    @Deactivate
    void leave() throws Exception {
        for (AutoCloseable gauge : gauges) {
            gauge.close();
        }
    }

    @Override
    public Meter meter(String name, String... labels) {
        return new PrometheusMeter(name, every(labels, 0), every(labels, 1));
    }

    @Override
    public AutoCloseable gauge(String name, DoubleSupplier value, String... labels) {
        AutoCloseable gauge = registry.gauge(name, every(labels, 0), every(labels, 1), value);
        gauges.add(gauge);
        return () -> {
            gauges.remove(gauge);
            gauge.close();
        };
    }

    private static List<String> every(String[] labels, int first) {
        if (labels.length % 2 != 0) {
            throw new LiveException("metrics.labels", "Labels are names and values in turn");
        }
        List<String> every = new ArrayList<>();
        for (int i = first; i < labels.length; i += 2) {
            every.add(labels[i]);
        }
        return every;
    }

    /** Counts at once; times only once something was timed, so that a mere counter has no empty histogram beside it. */
    private final class PrometheusMeter implements Meter {
        private final String name;
        private final List<String> labels;
        private final String[] values;
        private volatile @Nullable CounterDataPoint counter;
        private volatile @Nullable DistributionDataPoint timer;

        PrometheusMeter(String name, List<String> labels, List<String> values) {
            this.name = name;
            this.labels = labels;
            this.values = values.toArray(new String[0]);
        }

        @Override
        public void count(long amount) {
            CounterDataPoint point = counter;
            if (point == null) {
                point = registry.counter(name, labels).labelValues(values);
                counter = point;
            }
            point.inc(amount);
        }

        @Override
        public void took(Duration duration) {
            DistributionDataPoint point = timer;
            if (point == null) {
                point = registry.timer(name, labels).labelValues(values);
                timer = point;
            }
            point.observe(duration.toNanos() / NANOS);
        }
    }
}
