// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.statistics;

import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** Figures of contacts of several intervals, queues or targets. Not thread-safe. */
public final class Total {
    private final QueueFigures all = new QueueFigures();
    private final QueueFigures targeted = new QueueFigures();
    private final TreeSet<Integer> targets = new TreeSet<>();

    public void add(QueueFigures.Key key, QueueFigures figures) {
        all.add(figures);
        if (key.targetSeconds() > 0) {
            targeted.add(figures);
            targets.add(key.targetSeconds());
        }
    }

    public Total copy() {
        Total copy = new Total();
        copy.all.add(all);
        copy.targeted.add(targeted);
        copy.targets.addAll(targets);
        return copy;
    }

    public QueueFigures all() {
        return all;
    }

    /** Those of the contacts for which there was a target. */
    public QueueFigures targeted() {
        return targeted;
    }

    /** The targets, seconds. */
    public List<Integer> targets() {
        return List.copyOf(targets);
    }

    /** What is usually called the service level; empty if nothing came for which there was a target. */
    public OptionalDouble serviceLevel() {
        return ServiceLevel.OFFERED.of(targeted);
    }
}
