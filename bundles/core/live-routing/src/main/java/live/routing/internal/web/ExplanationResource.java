// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.core.LiveException;
import live.core.TenantId;
import live.core.web.Problem;
import live.core.web.Requires;
import live.lib.router.Explanation;
import live.routing.WorkId;
import live.routing.internal.Hindsight;
import live.routing.internal.Overview;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** Why a contact went where it went. */
@Component(service = ExplanationResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=routing)")
@JSONRequired
@Path("work/{id}/explanation")
@Produces(MediaType.APPLICATION_JSON)
public final class ExplanationResource {
    private static final int AGENTS = 100;

    private final Overview overview;

    /**
     * @param exact whether everything was decided again as it is recorded
     * @param missing strategies, with their versions, that decided then and are not there now: their scores are not known
     */
    public record Explained(UUID work, boolean exact, List<String> missing, List<Step> steps) {}

    /**
     * An offer, or last of all why it waits.
     *
     * @param chosen who was offered it; missing: nobody, it waits
     * @param freed whether he became free and looked for the best claim, and not the contact for the best agent
     * @param verdicts how many agents got which verdict
     * @param agents the chosen one first, then who suited by score, then the others; at most 100
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(
            Instant at,
            UUID queue,
            @Nullable UUID chosen,
            boolean freed,
            Instant claim,
            String strategy,
            int strategyVersion,
            long rulesVersion,
            long queueVersion,
            Map<String, Long> verdicts,
            List<Judged> agents) {}

    public record Judged(UUID agent, String verdict, String detail, long score) {}

    @Activate
    public ExplanationResource(@Reference Overview overview) {
        this.overview = overview;
    }

    @GET
    @Requires(RoutingPermissions.SUPERVISE)
    public Explained explain(@Context SecurityContext context, @PathParam("id") String id) {
        WorkId work = DeskResource.work(id);
        return look(Replies.principal(context).tenant(), work)
                .map(found -> new Explained(
                        work.value(),
                        found.exact(),
                        found.missing().stream()
                                .map(strategy -> strategy.name() + " " + strategy.version())
                                .toList(),
                        found.explanations().stream()
                                .map(ExplanationResource::step)
                                .toList()))
                .orElseThrow(() -> Problem.notFound(
                        "routing.work.unknown", "The journal does not tell of this contact, or no longer."));
    }

    private Optional<Hindsight.Explained> look(TenantId tenant, WorkId work) {
        try {
            return overview.explain(tenant, work);
        } catch (LiveException e) {
            if (e.code().equals(Hindsight.BUSY)) {
                throw Problem.unavailable(
                        e.code(), "Somebody else looks back at the moment. Try again soon.", Replies.RETRY);
            }
            throw e;
        }
    }

    private static Step step(Explanation why) {
        return new Step(
                Instant.ofEpochMilli(why.at()),
                why.queue(),
                why.chosen(),
                why.freed(),
                Instant.ofEpochMilli(why.claim()),
                why.strategy(),
                why.strategyVersion(),
                why.rules(),
                why.queueVersion(),
                why.agents().stream()
                        .collect(Collectors.groupingBy(
                                agent -> agent.verdict().name(), TreeMap::new, Collectors.counting())),
                why.agents().stream()
                        .limit(AGENTS)
                        .map(agent -> new Judged(agent.agent(), agent.verdict().name(), agent.detail(), agent.score()))
                        .toList());
    }
}
