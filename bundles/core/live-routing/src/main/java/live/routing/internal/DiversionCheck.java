// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import live.core.HoursId;
import live.core.QueueId;
import live.directory.Hours;
import live.lib.router.Diversion.WhenClosed;
import live.routing.internal.store.DiversionDefinition;
import live.routing.internal.store.QueueDefinition;
import live.routing.internal.store.RingDefinition;

/** Looks at the hours of a queue and at where its contacts go, before that holds. */
public final class DiversionCheck {
    private final QueueDefinition queue;
    private final DiversionDefinition diversion;
    private final Map<QueueId, QueueDefinition> queues = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private DiversionCheck(QueueDefinition queue, List<QueueDefinition> all) {
        this.queue = queue;
        diversion = queue.diversion();
        all.forEach(each -> queues.put(each.id(), each));
        queues.put(queue.id(), queue);
    }

    /**
     * @param all queues that there are
     * @param hours that there are
     */
    public static List<Finding> of(
            QueueDefinition queue, List<QueueDefinition> all, Map<HoursId, Hours> hours, Instant now) {
        DiversionCheck check = new DiversionCheck(queue, all);
        check.hours(hours, now);
        check.ways();
        check.rings();
        return check.findings;
    }

    private void error(String code, String field, String message) {
        findings.add(new Finding(Finding.Severity.ERROR, code, field, message));
    }

    private void warn(String code, String field, String message) {
        findings.add(new Finding(Finding.Severity.WARNING, code, field, message));
    }

    private void hours(Map<HoursId, Hours> hours, Instant now) {
        if (diversion.hours().isEmpty()) {
            return;
        }
        Hours named = hours.get(diversion.hours().get());
        if (named == null) {
            error("hours.unknown", "hours", "there are no such opening hours");
            return;
        }
        Hours.State state = named.at(now);
        if (!state.open() && state.until().isEmpty()) {
            warn("hours.neverOpen", "hours", "are never open");
        }
    }

    private void ways() {
        boolean closedWay = diversion.whenClosed() == WhenClosed.OVERFLOW;
        if (closedWay && diversion.closedQueue().isEmpty()) {
            error("closedQueue.missing", "closedQueue", "must be given if contacts go there");
        }
        diversion.closedQueue().ifPresent(to -> way("closedQueue", to));
        if (diversion.maxWaitSeconds() > 0 && diversion.overflowQueue().isEmpty()) {
            error("overflowQueue.missing", "overflowQueue", "must be given if contacts go there");
        }
        if (diversion.maxWaitSeconds() == 0 && diversion.overflowQueue().isPresent()) {
            error("maxWaitSeconds.missing", "maxWaitSeconds", "must be given if contacts go to another queue then");
        }
        diversion.overflowQueue().ifPresent(to -> way("overflowQueue", to));
    }

    private void way(String field, QueueId to) {
        if (to.equals(queue.id())) {
            error(field + ".itself", field, "is this queue itself");
        } else if (!queues.containsKey(to)) {
            error(field + ".unknown", field, "there is no such queue");
        } else if (leadsBack(to)) {
            error("overflow.cycle", field, "contacts would come back here");
        }
    }

    private boolean leadsBack(QueueId from) {
        Set<QueueId> seen = new HashSet<>();
        Deque<QueueId> ways = new ArrayDeque<>(List.of(from));
        while (!ways.isEmpty()) {
            QueueId next = ways.pop();
            if (next.equals(queue.id())) {
                return true;
            }
            if (seen.add(next)) {
                Optional.ofNullable(queues.get(next)).stream()
                        .map(QueueDefinition::diversion)
                        .flatMap(way -> Stream.concat(way.closedQueue().stream(), way.overflowQueue().stream()))
                        .forEach(ways::push);
            }
        }
        return false;
    }

    private void rings() {
        for (int i = 0; i < queue.rings().size(); i++) {
            RingDefinition ring = queue.rings().get(i);
            if (diversion.maxWaitSeconds() > 0
                    && ring.waitingContacts() == 0
                    && ring.afterSeconds() > diversion.maxWaitSeconds()) {
                warn(
                        "overflow.beforeRing",
                        "rings[" + i + "].afterSeconds",
                        "opens when contacts have gone to another queue");
            }
        }
    }
}
