// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.ws.rs.Consumes;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.core.LiveException;
import live.core.TenantId;
import live.core.web.Problem;
import live.core.web.Requires;
import live.directory.Directory;
import live.lib.router.QueueRule;
import live.lib.router.simulation.Estimate;
import live.routing.internal.Overview;
import live.routing.internal.Rulebook;
import live.routing.internal.WhatIf;
import live.routing.internal.store.QueueDefinition;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** What would become of contacts with other people, rules or volume. Changes nothing. */
@Component(service = WhatIfResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=routing)")
@JSONRequired
@Path("what-if")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class WhatIfResource {
    private final Overview overview;
    private final QueueChanges changes;
    private final Directory directory;
    private final Clock clock;

    /** @param leftOut contacts of the past whose queue is not there any more */
    public record Answer(int runs, int leftOut, List<Outlook> intervals, Outlook total) {}

    public record Outlook(
            Instant at,
            Figure offered,
            Figure answered,
            Figure left,
            Figure serviceLevel,
            Figure averageWaitSeconds,
            Figure abandonment,
            Figure occupancy) {}

    /** @param margin the true mean lies within it with a confidence of 95 %; missing of a single run */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Figure(double mean, @Nullable Double margin) {
        static Figure of(Estimate estimate) {
            return new Figure(estimate.mean(), Double.isNaN(estimate.margin()) ? null : estimate.margin());
        }
    }

    @Activate
    public WhatIfResource(
            @Reference Overview overview,
            @Reference QueueChanges changes,
            @Reference Directory directory,
            @Reference Clock clock) {
        this.overview = overview;
        this.changes = changes;
        this.directory = directory;
        this.clock = clock;
    }

    @POST
    @Requires(RoutingPermissions.SUPERVISE)
    public Answer ask(@Context SecurityContext context, @Nullable WhatIfWish wish) {
        if (wish == null) {
            throw Problem.invalid(List.of(new Problem.Field("", "field.missing", "a question must be given")));
        }
        TenantId tenant = Replies.principal(context).tenant();
        Rulebook today = overview.rulebook(tenant);
        WhatIf.Question question =
                wish.question(today, changed(wish, tenant), directory.skills(tenant), clock.instant());
        try {
            return answer(overview.whatIf().answer(tenant, question));
        } catch (LiveException e) {
            if (e.code().equals(WhatIf.BUSY)) {
                throw Problem.unavailable(e.code(), "Somebody else asks what if at the moment.", Replies.RETRY);
            }
            if (e.code().equals(WhatIf.TOO_LARGE)) {
                throw Problem.invalid(
                        List.of(new Problem.Field("intervals", e.code(), String.valueOf(e.getMessage()))));
            }
            throw e;
        }
    }

    private List<QueueRule> changed(WhatIfWish wish, TenantId tenant) {
        List<QueueRule> rules = new ArrayList<>();
        for (QueueWish queue : wish.queues() == null ? List.<QueueWish>of() : wish.queues()) {
            QueueDefinition before = changes.find(tenant, String.valueOf(queue.id()));
            rules.add(Rulebook.rule(changes.definition(queue, before, before.version())));
        }
        return rules;
    }

    private static Answer answer(WhatIf.Answer answer) {
        return new Answer(
                answer.runs(),
                answer.leftOut(),
                answer.intervals().stream().map(WhatIfResource::outlook).toList(),
                outlook(answer.total()));
    }

    private static Outlook outlook(WhatIf.Outlook outlook) {
        return new Outlook(
                Instant.ofEpochMilli(outlook.at()),
                Figure.of(outlook.offered()),
                Figure.of(outlook.answered()),
                Figure.of(outlook.left()),
                Figure.of(outlook.serviceLevel()),
                Figure.of(outlook.averageWaitSeconds()),
                Figure.of(outlook.abandonment()),
                Figure.of(outlook.occupancy()));
    }
}
