// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.core.LiveException;
import live.core.TenantId;
import live.core.Uuid7;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import live.directory.Directory;
import live.lib.router.simulation.Estimate;
import live.routing.internal.Overview;
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
    private final Oversight oversight;
    private final Directory directory;
    private final Clock clock;
    /** Questions that are being answered or wait for their turn, each in a thread of the web server. */
    private final Map<Asked, AtomicBoolean> unwanted = new ConcurrentHashMap<>();

    private record Asked(TenantId tenant, UUID id) {}

    /**
     * What may be expected.
     *
     * @param leftOut contacts of the past whose queue is not there any more
     * @param queues those that were offered something, in the order of their ids
     */
    public record Answer(int runs, int leftOut, List<Outlook> intervals, Outlook total, List<QueueOutlook> queues) {}

    public record QueueOutlook(
            UUID queue,
            Figure offered,
            Figure answered,
            Figure left,
            Figure serviceLevel,
            Figure averageWaitSeconds,
            Figure abandonment) {}

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
            @Reference Clock clock,
            @Reference Oversight oversight) {
        this.oversight = oversight;
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
        oversight.reach(Replies.principal(context)).requireEverything();
        TenantId tenant = Replies.principal(context).tenant();
        Asked asked = new Asked(tenant, wish.id() == null ? Uuid7.next() : wish.id());
        AtomicBoolean taken = new AtomicBoolean();
        if (unwanted.putIfAbsent(asked, taken) != null) {
            throw Problem.conflict("routing.whatIf.asked", "This very question is being answered already.");
        }
        try {
            return answer(overview.whatIf().answer(tenant, question(wish, tenant), taken::get));
        } catch (LiveException e) {
            throw told(e);
        } finally {
            unwanted.remove(asked, taken);
        }
    }

    private static RuntimeException told(LiveException e) {
        return switch (e.code()) {
            case WhatIf.BUSY ->
                Problem.unavailable(e.code(), "Somebody else asks what if at the moment.", Replies.RETRY);
            case WhatIf.STOPPED -> Problem.conflict(e.code(), "The question was taken back.");
            case WhatIf.TOO_LARGE ->
                Problem.invalid(List.of(new Problem.Field("intervals", e.code(), String.valueOf(e.getMessage()))));
            default -> e;
        };
    }

    /** Takes a question back; nothing happens if nobody asks it. */
    @DELETE
    @Path("{id}")
    @Requires(RoutingPermissions.SUPERVISE)
    public void takeBack(@Context SecurityContext context, @PathParam("id") String id) {
        Checks checks = new Checks();
        oversight.reach(Replies.principal(context)).requireEverything();
        Asked asked = new Asked(Replies.principal(context).tenant(), checks.id("id", id));
        checks.done();
        AtomicBoolean taken = unwanted.get(asked);
        if (taken != null) {
            taken.set(true);
        }
    }

    private WhatIf.Question question(WhatIfWish wish, TenantId tenant) {
        List<QueueDefinition> changed = changed(wish, tenant);
        Map<UUID, Long> targets = new HashMap<>();
        Stream.concat(overview.queueTable().all(tenant).stream(), changed.stream())
                .forEach(queue -> queue.serviceLevelSeconds()
                        .ifPresentOrElse(
                                seconds -> targets.put(queue.id().value(), seconds * 1_000L),
                                () -> targets.remove(queue.id().value())));
        return wish.question(overview.rulebook(tenant, changed), targets, directory.skills(tenant), clock.instant());
    }

    private List<QueueDefinition> changed(WhatIfWish wish, TenantId tenant) {
        List<QueueDefinition> queues = new ArrayList<>();
        for (QueueWish queue : wish.queues() == null ? List.<QueueWish>of() : wish.queues()) {
            QueueDefinition before = changes.find(tenant, String.valueOf(queue.id()));
            queues.add(changes.definition(queue, before, before.version()));
        }
        return queues;
    }

    private static Answer answer(WhatIf.Answer answer) {
        return new Answer(
                answer.runs(),
                answer.leftOut(),
                answer.intervals().stream().map(WhatIfResource::outlook).toList(),
                outlook(answer.total()),
                answer.queues().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> outlook(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static QueueOutlook outlook(UUID queue, WhatIf.Outlook outlook) {
        return new QueueOutlook(
                queue,
                Figure.of(outlook.offered()),
                Figure.of(outlook.answered()),
                Figure.of(outlook.left()),
                Figure.of(outlook.serviceLevel()),
                Figure.of(outlook.averageWaitSeconds()),
                Figure.of(outlook.abandonment()));
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
