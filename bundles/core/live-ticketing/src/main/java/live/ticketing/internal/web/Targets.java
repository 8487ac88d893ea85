// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.web;

import java.util.Optional;
import java.util.UUID;
import live.core.QueueId;
import live.core.TenantId;
import live.core.UserId;
import live.core.web.Problem;
import live.directory.Directory;
import live.directory.User;
import live.routing.QueueNames;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Whom and where a ticket may be given to: a ticket of nobody, in a queue that is nowhere, is seen by nobody. */
@Component(service = Targets.class)
public final class Targets {
    private final Directory directory;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            fieldOption = FieldOption.REPLACE)
    volatile @Nullable QueueNames queues;

    @Activate
    public Targets(@Reference Directory directory) {
        this.directory = directory;
    }

    /** A user who may get work; whoever is gone or was shut out may not. */
    Optional<UserId> assignee(TenantId tenant, String field, @Nullable UUID id) {
        Optional<UserId> assignee = Optional.ofNullable(id).map(UserId::new);
        if (assignee.isPresent()
                && directory.user(tenant, assignee.get()).filter(User::active).isEmpty()) {
            throw Problem.invalid(field, "field.missing", "there is no such active user");
        }
        return assignee;
    }

    /** A queue that is there. Without routing nobody can tell, and it is taken as it is. */
    Optional<QueueId> queue(TenantId tenant, String field, @Nullable UUID id) {
        Optional<QueueId> queue = Optional.ofNullable(id).map(QueueId::new);
        QueueNames known = queues;
        if (queue.isPresent() && known != null && !known.names(tenant).containsKey(queue.get())) {
            throw Problem.invalid(field, "field.missing", "there is no such queue");
        }
        return queue;
    }
}
