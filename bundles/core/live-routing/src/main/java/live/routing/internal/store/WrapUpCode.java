// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.store;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.core.QueueId;

/**
 * How a contact may end, for agents to choose from.
 *
 * @param code what is recorded and counted: {@code follow-up}
 * @param names what agents read, by language: {@code de} to "Wiedervorlage"
 * @param queues where it is offered; empty = everywhere
 */
public record WrapUpCode(String code, Map<String, String> names, List<UUID> queues) {
    public WrapUpCode {
        names = Map.copyOf(names);
        queues = List.copyOf(queues);
    }

    /** Whether contacts of a queue may end so. */
    @JsonIgnore
    public boolean fits(QueueId queue) {
        return queues.isEmpty() || queues.contains(queue.value());
    }
}
