// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.util.ArrayList;
import java.util.List;
import live.directory.Usage;
import live.routing.internal.Overview;
import live.routing.internal.store.QueueDefinition;

/** What stands against deleting a queue. */
final class QueueUses {
    private QueueUses() {}

    /** Who leads contacts here, be it another queue, and the wrap-up codes that are for it. */
    static List<Usage.Use> of(Overview overview, List<Usage> usages, QueueDefinition queue) {
        List<Usage.Use> uses = new ArrayList<>();
        usages.forEach(usage -> uses.addAll(usage.of(queue.tenant(), queue.id().value())));
        overview.queueTable().all(queue.tenant()).stream()
                .filter(other -> other.diversion().leadsTo(queue.id()))
                .forEach(other -> uses.add(new Usage.Use("queue", other.id().value(), other.name())));
        overview.wrapUpCodes().get(queue.tenant()).codes().stream()
                .filter(code -> code.queues().contains(queue.id().value()))
                .forEach(code ->
                        uses.add(new Usage.Use("wrap-up code", queue.id().value(), code.code())));
        return uses;
    }
}
