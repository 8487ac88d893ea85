// SPDX-License-Identifier: Apache-2.0
package live.observe.internal.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import live.core.LiveException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All metrics of this JVM. Counters outlive the module that counted: their numbers never go back. */
@Component(service = Registry.class)
public final class Registry {
    /** The format of the answer, for the header. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    private static final double[] SECONDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
    };

    private final PrometheusRegistry metrics = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().build();
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, Histogram> timers = new ConcurrentHashMap<>();
    private final Map<String, Family> gauges = new ConcurrentHashMap<>();

    @Activate
    public Registry() {
        JvmMetrics.builder().register(metrics);
    }

    /** A gauge of one name with all its label values. */
    private record Family(GaugeWithCallback metric, Set<Value> values) {}

    private record Value(List<String> labels, DoubleSupplier supplier) {}

    Counter counter(String name, List<String> labels) {
        return counters.computeIfAbsent(key(name, labels), key -> Counter.builder()
                .name(name)
                .help(help(name))
                .labelNames(labels.toArray(new String[0]))
                .register(metrics));
    }

    Histogram timer(String name, List<String> labels) {
        return timers.computeIfAbsent(key(name, labels), key -> Histogram.builder()
                .name(name + "_seconds")
                .help(help(name))
                .classicUpperBounds(SECONDS)
                .classicOnly()
                .labelNames(labels.toArray(new String[0]))
                .register(metrics));
    }

    AutoCloseable gauge(String name, List<String> labels, List<String> values, DoubleSupplier supplier) {
        String key = key(name, labels);
        Value value = new Value(values, supplier);
        gauges.compute(key, (k, present) -> {
            Family family = present == null ? family(name, labels) : present;
            family.values().add(value);
            return family;
        });
        return () -> gauges.computeIfPresent(key, (k, family) -> {
            family.values().remove(value);
            if (!family.values().isEmpty()) {
                return family;
            }
            metrics.unregister(family.metric());
            return null;
        });
    }

    /** Writes all metrics in the text format of Prometheus. */
    public void write(OutputStream out) throws IOException {
        writer.write(out, metrics.scrape());
    }

    private Family family(String name, List<String> labels) {
        Set<Value> values = ConcurrentHashMap.newKeySet();
        GaugeWithCallback metric = GaugeWithCallback.builder()
                .name(name)
                .help(help(name))
                .labelNames(labels.toArray(new String[0]))
                .callback(callback -> values.forEach(value -> {
                    try {
                        callback.call(
                                value.supplier().getAsDouble(), value.labels().toArray(new String[0]));
                    } catch (RuntimeException e) {
                        // A module's mistake must not take everybody's metrics away.
                        LOG.warn("code=metrics.gauge gauge {} cannot be read", name, e);
                    }
                }))
                .register(metrics);
        return new Family(metric, values);
    }

    private static String key(String name, List<String> labels) {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new LiveException("metrics.name", name + " is not the name of a metric");
        }
        return name + labels;
    }

    private static String help(String name) {
        return name.replace('_', ' ');
    }
}
