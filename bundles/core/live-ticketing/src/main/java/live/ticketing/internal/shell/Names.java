// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.shell;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import live.core.Principal;
import live.core.QueueId;
import live.core.TenantId;
import live.core.UserId;
import live.directory.Directory;
import live.routing.QueueNames;
import org.jspecify.annotations.Nullable;

/** What people call the users and queues of tickets; the id of what is gone, or while routing is away. */
record Names(Map<UserId, String> users, Map<QueueId, String> queues) {
    static Names of(Directory directory, @Nullable QueueNames queues, Collection<UserId> users) {
        return new Names(
                directory.names(TenantId.DEFAULT, users), queues == null ? Map.of() : queues.names(TenantId.DEFAULT));
    }

    String user(Optional<UserId> user) {
        return user.map(id -> id.equals(Principal.SYSTEM_USER) ? "system" : users.getOrDefault(id, id.toString()))
                .orElse("-");
    }

    String queue(Optional<QueueId> queue) {
        return queue.map(id -> queues.getOrDefault(id, id.toString())).orElse("-");
    }
}
